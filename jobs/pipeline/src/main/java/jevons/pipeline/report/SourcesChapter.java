package jevons.pipeline.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Whose data these are, and which run, versions and code the figures came from. */
final class SourcesChapter implements Chapter {
  @Override
  public Page page() {
    return Page.METHOD;
  }

  @Override
  public String title() {
    return "Sources and provenance";
  }

  @Override
  public Part part(Material material) {
    Map<String, String> facts = new TreeMap<>(material.published().facts());
    facts.put("as_of", material.asOf().toString());
    facts.put("report_made_on", material.settings().today().toString());
    List<List<Cell>> rows = new ArrayList<>();
    facts.forEach(
        (name, value) -> rows.add(List.of(Cell.of(name.replace('_', ' ')), Cell.of(value))));
    Part.Builder part = Part.of();
    material.settings().missing().forEach(what -> part.notice(sentence(what)));
    part.add(new Block.Sources(material.settings().sources()));
    part.add(
        new Block.Folded(
            "Run, versions and fingerprints",
            List.of(
                new DataTable(
                    "provenance",
                    "What this report was made from",
                    List.of(TableColumn.words("What"), TableColumn.words("Value")),
                    rows))));
    return part.build();
  }

  private static String sentence(String words) {
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }
}
