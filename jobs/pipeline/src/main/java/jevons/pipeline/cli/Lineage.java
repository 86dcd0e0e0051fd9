package jevons.pipeline.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import jevons.pipeline.studies.Study;
import jevons.pipeline.table.Audit;
import jevons.pipeline.table.Derived;
import jevons.pipeline.table.Estimated;
import jevons.pipeline.table.Table;
import jevons.pipeline.table.TableName;
import jevons.pipeline.tables.Tables;

/** Which table is made from which, as a graph in Mermaid's words. */
final class Lineage {
  private Lineage() {}

  /** Layers from left to right; the studies stand between what they read and their tables. */
  static String mermaid(List<Table> tables, List<Study> studies) {
    List<Table> published =
        tables.stream()
            .filter(t -> !(t instanceof Audit))
            .sorted(Comparator.comparing(Table::name))
            .toList();
    List<String> lines = new ArrayList<>(List.of("graph LR"));
    published.stream()
        .collect(Collectors.groupingBy(t -> t.name().layer().schema()))
        .entrySet()
        .stream()
        .sorted(Comparator.comparing(e -> e.getValue().get(0).name()))
        .forEach(
            layer -> {
              lines.add("  subgraph " + layer.getKey());
              layer
                  .getValue()
                  .forEach(
                      t -> lines.add("    " + id(t.name()) + "[\"" + t.name().table() + "\"]"));
              lines.add("  end");
            });
    for (Table table : published) {
      if (table instanceof Derived derived) {
        inputs(derived.inputs()).forEach(i -> lines.add(arrow(id(i), id(table.name()))));
      }
    }
    for (Study study : studies) {
      String id = "study_" + study.name();
      lines.add("  " + id + "([\"study: " + study.name() + "\"])");
      inputs(study.inputs()).forEach(i -> lines.add(arrow(id(i), id)));
      published.stream()
          .filter(t -> t instanceof Estimated)
          .forEach(t -> lines.add(arrow(id, id(t.name()))));
    }
    return String.join("\n", lines) + "\n";
  }

  private static Collection<TableName> inputs(Collection<Class<? extends Table>> classes) {
    TreeSet<TableName> names = new TreeSet<>();
    classes.forEach(c -> names.add(Tables.of(c).name()));
    return names;
  }

  private static String arrow(String from, String to) {
    return "  " + from + " --> " + to;
  }

  private static String id(TableName name) {
    return name.toString().replace('.', '_');
  }
}
