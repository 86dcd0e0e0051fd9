package jevons.pipeline.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jevons.pipeline.table.TableReader;

/**
 * The report as what it says, before it is written in any format.
 *
 * @param question what Jevons asks
 * @param made the day of knowledge and the day the report was made, in one line
 */
record Report(String title, String question, String made, List<Section> sections) {
  private static final List<Chapter> CHAPTERS =
      List.of(
          new AnswerChapter(),
          new CapexChapter(),
          new EfficiencyChapter(),
          new NvidiaChapter(),
          new RevenueChapter(),
          new MultiplesChapter(),
          new CapexNewsChapter(),
          new ResponseChapter(),
          new DriversChapter(),
          new EventsChapter(),
          new ClaimsChapter(),
          new LimitsChapter(),
          new RegressionChapter(),
          new MethodChapter(),
          new SourcesChapter());

  Report {
    sections = List.copyOf(sections);
  }

  /** Reads the published tables; a section whose tables are missing says which. */
  static Report of(TableReader reader, ReportSettings settings) {
    Published published = new Published(reader);
    Material material = new Material(published, settings, Regressions.of(published));
    List<Section> sections = new ArrayList<>();
    for (Chapter chapter : CHAPTERS) {
      List<Block> blocks = blocks(chapter, material);
      if (!blocks.isEmpty()) {
        sections.add(new Section(chapter.id(), chapter.title(), blocks));
      }
    }
    return new Report(
        "Jevons",
        "When training a capable AI model gets cheaper, do the hyperscalers spend less on compute,"
            + " or more, and what is that worth to Nvidia?",
        made(material),
        sections);
  }

  private static List<Block> blocks(Chapter chapter, Material material) {
    try {
      return chapter.blocks(material);
    } catch (MissingRows missing) {
      return chapter.isOptional()
          ? List.of()
          : List.of(new Block.Notice("Nothing to show here: " + missing.getMessage()));
    }
  }

  private static String made(Material material) {
    Map<String, String> facts = material.published().facts();
    String run = facts.containsKey("run_id") ? " Run " + facts.get("run_id") + "." : "";
    return "As of "
        + material.asOf()
        + ": from what was known by then. Made on "
        + material.settings().today()
        + "."
        + run;
  }
}
