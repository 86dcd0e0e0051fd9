package jevons.pipeline.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import jevons.pipeline.table.TableReader;

/**
 * The report as what it says, before it is written in any format.
 *
 * @param question what Jevons asks
 * @param made the day of knowledge and the day the report was made, in one line
 */
record Report(String title, String question, String made, LocalDate asOf, List<Section> sections) {
  private static final int MOST_AT_ONCE = 4;

  private static final List<Chapter> CHAPTERS =
      List.of(
          new AnswerChapter(),
          new EfficiencyChapter(),
          new PriceChapter(),
          RegressionChapter.of(Page.EFFICIENCY, "hedonic_price"),
          new ElasticityChapter(),
          new DaysChapter(),
          new PowerChapter(),
          new SpecificationChapter(),
          new FirmExposureChapter(),
          new CapexChapter(),
          new BeforeAfterChapter(),
          RegressionChapter.of(
              Page.INVESTMENT, "investment", "year_on_year", "before_after", "firm_exposure"),
          new NvidiaChapter(),
          new RevenueChapter(),
          new MultiplesChapter(),
          new CapexNewsChapter(),
          new ResponseChapter(),
          new DriversChapter(),
          RegressionChapter.of(Page.VALUATION, "valuation", "revenue", "multiples", "capex_news"),
          new EventsChapter(),
          RegressionChapter.of(Page.EVENTS, "events"),
          new ClaimsChapter(),
          new GrowthFiguresChapter(),
          RegressionChapter.others(
              "hedonic_price",
              "investment",
              "year_on_year",
              "before_after",
              "firm_exposure",
              "valuation",
              "revenue",
              "multiples",
              "capex_news",
              "events"),
          new OwnStudiesChapter(),
          new LimitsChapter(),
          new SourcesChapter());

  Report {
    sections = List.copyOf(sections);
  }

  /** Reads the published tables; a section whose tables are missing says which. */
  static Report of(TableReader reader, ReportSettings settings) {
    Published published = new Published(reader);
    Material material = new Material(published, settings, Regressions.of(published));
    Map<Page, List<Section.Titled>> parts = new EnumMap<>(Page.class);
    List<Part> made = parts(material);
    for (int i = 0; i < CHAPTERS.size(); i++) {
      Chapter chapter = CHAPTERS.get(i);
      Part part = made.get(i);
      if (!part.isEmpty()) {
        parts
            .computeIfAbsent(chapter.page(), page -> new ArrayList<>())
            .add(new Section.Titled(chapter.title(), part));
      }
    }
    List<Block.Contents.Entry> inShort =
        parts.entrySet().stream()
            .flatMap(
                e ->
                    new Section(e.getKey(), e.getValue())
                        .inShort().stream().map(s -> new Block.Contents.Entry(e.getKey(), s)))
            .toList();
    if (!inShort.isEmpty()) {
      Part contents = Part.of().add(new Block.Contents(inShort)).build();
      parts.get(Page.ANSWER).add(new Section.Titled("What else the data say", contents));
    }
    List<Section> sections =
        parts.entrySet().stream().map(e -> new Section(e.getKey(), e.getValue())).toList();
    return new Report(
        "Jevons",
        "When training a capable AI model gets cheaper, do the hyperscalers spend less on compute,"
            + " or more, and what is that worth to Nvidia?",
        made(material),
        material.asOf(),
        sections);
  }

  /** A part for each chapter, some at a time: each waits for Spark more than it counts. */
  private static List<Part> parts(Material material) {
    int atOnce = Math.min(MOST_AT_ONCE, Runtime.getRuntime().availableProcessors());
    ExecutorService threads =
        Executors.newFixedThreadPool(
            atOnce,
            work -> {
              Thread thread = new Thread(work, "jevons-report");
              thread.setDaemon(true);
              return thread;
            });
    try {
      List<CompletableFuture<Part>> parts =
          CHAPTERS.stream()
              .map(c -> CompletableFuture.supplyAsync(() -> part(c, material), threads))
              .toList();
      return parts.stream().map(CompletableFuture::join).toList();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException r ? r : e;
    } finally {
      threads.shutdownNow();
    }
  }

  private static Part part(Chapter chapter, Material material) {
    try {
      return chapter.part(material);
    } catch (MissingRows missing) {
      return chapter.isOptional()
          ? Part.of().build()
          : Part.of().notice("Nothing to show here: " + missing.getMessage()).build();
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
