package jevons.pipeline.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import jevons.pipeline.studies.Studies;
import jevons.pipeline.table.Check;
import jevons.pipeline.table.Derived;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.JevonsException;
import jevons.pipeline.table.Landed;
import jevons.pipeline.table.Table;

/** What the tables' classes say about them, for people. */
final class DataDictionary {
  private final List<Table> tables;

  DataDictionary(List<? extends Table> tables) {
    this.tables =
        tables.stream().map(t -> (Table) t).sorted(Comparator.comparing(Table::name)).toList();
  }

  /** All tables, in the order of the layers. */
  List<Table> tables() {
    return tables;
  }

  /**
   * A table by its name, {@code gold.claim} or {@code claim} where only one layer has it.
   *
   * @throws JevonsException USAGE: no such table, with the closest one
   */
  Table table(String name) {
    List<Table> found =
        tables.stream()
            .filter(t -> t.name().toString().equals(name) || t.name().table().equals(name))
            .toList();
    if (found.size() == 1) {
      return found.get(0);
    }
    if (found.size() > 1) {
      throw JevonsException.usage(
          name
              + " is a table of several layers: "
              + found.stream().map(t -> t.name().toString()).collect(Collectors.joining(", "))
              + ".");
    }
    throw JevonsException.usage(
        "no table " + name + "." + TableHint.of(name, tables.stream().map(Table::name).toList()));
  }

  /** Names of the tables that a query reads, or the landing files of a bronze table. */
  List<String> madeFrom(Table table) {
    if (table instanceof Landed landed) {
      return landed.landing();
    }
    if (table instanceof Derived derived) {
      return tables.stream()
          .filter(t -> derived.inputs().contains(t.getClass()))
          .map(t -> t.name().toString())
          .toList();
    }
    return List.of();
  }

  /** The rules a table keeps, the key's first. */
  List<String> rules(Table table) {
    List<String> rules = new ArrayList<>();
    rules.add("unique: " + names(table.key()));
    for (Check check : table.checks()) {
      rules.add(check.name() + (check.stops() ? "" : " (warning only)"));
    }
    return rules;
  }

  static String names(List<Field> fields) {
    return fields.stream().map(Field::name).collect(Collectors.joining(", "));
  }

  /** The whole dictionary, as docs/tables.md has it. */
  String markdown() {
    StringBuilder text = new StringBuilder();
    text.append("# The tables\n\n");
    text.append("Made by `jevons tables --format markdown`, from the tables' classes.\n");
    text.append("\nWhat is made from what; the rows behind a figure: `jevons trace`.\n\n");
    text.append("```mermaid\n").append(Lineage.mermaid(tables, Studies.all())).append("```\n");
    for (Table table : tables) {
      text.append('\n').append(markdown(table));
    }
    return text.toString();
  }

  /** One table's section. */
  String markdown(Table table) {
    StringBuilder text = new StringBuilder();
    text.append("## ").append(table.name()).append("\n\n");
    text.append(capital(table.grain())).append(".\n\n");
    table
        .knownOn()
        .ifPresent(
            f ->
                text.append("Known time: `")
                    .append(f.name())
                    .append("`; as-of reads are cut.\n\n"));
    List<String> from = madeFrom(table);
    if (!from.isEmpty()) {
      text.append("Made from: `").append(String.join("`, `", from)).append("`.\n\n");
    }
    text.append("| column | type | unit | null | meaning |\n|---|---|---|---|---|\n");
    for (Field field : table.fields()) {
      text.append(
          "| `%s` | %s | %s | %s | %s |\n"
              .formatted(
                  field.name(),
                  Types.sql(field.type()),
                  field.unit().symbol(),
                  field.required() ? "no" : "yes",
                  field.comment().replace("|", "\\|")));
    }
    text.append("\nRules:\n\n");
    rules(table).forEach(rule -> text.append("- ").append(rule.replace("|", "\\|")).append('\n'));
    return text.toString();
  }

  private static String capital(String sentence) {
    return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
  }
}
