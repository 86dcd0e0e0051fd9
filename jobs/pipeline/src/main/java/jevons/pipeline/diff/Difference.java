package jevons.pipeline.diff;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import jevons.pipeline.diff.Conclusion.Move;
import jevons.pipeline.diff.Conclusion.Moved;
import jevons.pipeline.diff.TableDifference.Counted;
import jevons.pipeline.lake.PublishedSet;
import jevons.pipeline.run.Published;
import jevons.pipeline.studies.Study;
import jevons.pipeline.table.Audit;
import jevons.pipeline.table.Derived;
import jevons.pipeline.table.JevonsException;
import jevons.pipeline.table.Layer;
import jevons.pipeline.table.Table;
import jevons.pipeline.table.TableName;
import jevons.pipeline.tables.Tables;
import org.apache.spark.SparkException;

/**
 * What differs between two published states of a lake: two runs, or two as-of days of one.
 *
 * @param files landing files with another content
 * @param tables tables with another content, by name
 * @param compared how many tables were looked at
 * @param conclusions all of them, moved or not
 * @param moved those that moved, with the changed tables behind each
 */
public record Difference(
    Published before,
    Published after,
    List<FileChange> files,
    List<TableDifference> tables,
    int compared,
    List<Conclusion> conclusions,
    List<Moved> moved) {

  /** Whether the same code made both states. */
  public boolean isOfTheSameCode() {
    return before.set().codeDigest().equals(after.set().codeDigest());
  }

  /** Whether the same settings made both states. */
  public boolean isOfTheSameSettings() {
    return before.set().configDigest().equals(after.set().configDigest());
  }

  /**
   * Compares two states. Tables with equal digests are not read. Bronze repeats what the landing
   * files say, so its rows are compared only where the table is asked for.
   *
   * @param only the tables to compare; empty for all
   * @param examples rows of each table that are shown
   */
  public static Difference between(
      Published before, Published after, List<Study> studies, Set<TableName> only, int examples) {
    List<Table> compared =
        Tables.all().stream()
            .filter(t -> !(t instanceof Audit))
            .filter(t -> before.entry(t.name()).isPresent() || after.entry(t.name()).isPresent())
            .filter(t -> only.isEmpty() || only.contains(t.name()))
            .toList();
    List<TableDifference> tables = new ArrayList<>();
    for (Table table : compared) {
      boolean rows = table.name().layer() != Layer.BRONZE || only.contains(table.name());
      table(before, after, table, rows, examples).ifPresent(tables::add);
    }
    List<Conclusion> conclusions = Conclusions.between(before, after);
    Set<TableName> changed = new TreeSet<>();
    tables.forEach(t -> changed.add(t.table()));
    List<Moved> moved =
        conclusions.stream()
            .filter(c -> c.move() != Move.NOT)
            .map(c -> new Moved(c, inputsOf(c, studies, changed)))
            .toList();
    return new Difference(
        before,
        after,
        FileChange.between(before.set(), after.set()),
        List.copyOf(tables),
        compared.size(),
        conclusions,
        moved);
  }

  private static Optional<TableDifference> table(
      Published before, Published after, Table table, boolean compareRows, int examples) {
    TableName name = table.name();
    Optional<PublishedSet.Entry> old = before.entry(name);
    Optional<PublishedSet.Entry> now = after.entry(name);
    long oldRows = old.map(PublishedSet.Entry::rows).orElse(0L);
    long newRows = now.map(PublishedSet.Entry::rows).orElse(0L);
    boolean isSame =
        old.isPresent()
            && now.isPresent()
            && old.get().contentDigest().equals(now.get().contentDigest())
            && before.isCut(table) == after.isCut(table)
            && (!before.isCut(table) || before.asOf().equals(after.asOf()));
    if (isSame) {
      return Optional.empty();
    }
    if (old.isEmpty() || now.isEmpty() || !compareRows) {
      return Optional.of(TableDifference.ofDigests(name, oldRows, newRows));
    }
    try {
      Counted counted =
          new TableDiffer(table, before.known(table), after.known(table)).differences(examples);
      return counted.isNone()
          ? Optional.empty()
          : Optional.of(TableDifference.ofRows(name, oldRows, newRows, counted));
    } catch (RuntimeException e) {
      return Optional.of(
          TableDifference.unreadable(name, oldRows, newRows, lostFile(e).orElseThrow(() -> e)));
    }
  }

  /** Rows of an old version can be gone where somebody vacuumed the table. */
  private static Optional<String> lostFile(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      boolean lost =
          t instanceof java.io.FileNotFoundException
              || (t instanceof SparkException spark
                  && String.valueOf(spark.getCondition()).contains("FILE_NOT_EXIST"));
      if (lost) {
        return Optional.of("its files of then are gone (vacuumed?), only digests differ");
      }
    }
    return Optional.empty();
  }

  /** Of the changed tables behind a conclusion those that rest on no other changed table. */
  private static List<String> inputsOf(
      Conclusion conclusion, List<Study> studies, Set<TableName> changed) {
    Set<Class<? extends Table>> behind = new LinkedHashSet<>();
    studies.stream()
        .filter(s -> s.name().equals(conclusion.study()))
        .forEach(s -> s.inputs().forEach(i -> addWithInputs(i, behind)));
    if (behind.isEmpty()) {
      Tables.find("gold." + conclusion.study())
          .ifPresent(table -> addWithInputs(table.getClass(), behind));
    }
    return behind.stream()
        .map(Tables::of)
        .filter(t -> t.name().layer() != Layer.BRONZE && changed.contains(t.name()))
        .filter(t -> !restsOnAnotherChanged(t, changed))
        .map(t -> t.name().toString())
        .sorted()
        .toList();
  }

  private static boolean restsOnAnotherChanged(Table table, Set<TableName> changed) {
    return table instanceof Derived derived
        && derived.inputs().stream()
            .map(i -> Tables.of(i).name())
            .anyMatch(n -> n.layer() != Layer.BRONZE && changed.contains(n));
  }

  private static void addWithInputs(
      Class<? extends Table> table, Set<Class<? extends Table>> into) {
    if (into.add(table) && Tables.of(table) instanceof Derived derived) {
      derived.inputs().forEach(i -> addWithInputs(i, into));
    }
  }

  /**
   * The names of tables to compare.
   *
   * @throws JevonsException exit 2 for a name that is no table of the lake
   */
  public static Set<TableName> named(List<String> names) {
    Set<TableName> tables = new TreeSet<>();
    for (String name : names) {
      Table table = Tables.named(name);
      if (table instanceof Audit) {
        throw JevonsException.usage(
            name
                + " is about the runs themselves and has no published states to compare. See: jevons runs.");
      }
      tables.add(table.name());
    }
    return tables;
  }
}
