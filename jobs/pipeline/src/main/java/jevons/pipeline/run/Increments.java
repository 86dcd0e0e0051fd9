package jevons.pipeline.run;

import static org.apache.spark.sql.functions.not;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import jevons.pipeline.lake.Lake;
import jevons.pipeline.lake.LocalRows;
import jevons.pipeline.lake.PublishedSet;
import jevons.pipeline.table.Check;
import jevons.pipeline.table.Derived;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.Landed;
import jevons.pipeline.table.Layer;
import jevons.pipeline.table.Portions;
import jevons.pipeline.table.Slices;
import jevons.pipeline.table.Table;
import jevons.pipeline.tables.Tables;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Makes those rows of a table that this run's news concern, where the table says how its rows hang
 * on those of an input and nothing but that input has changed. What comes out is what making all
 * rows anew would give; where that is not certain, all are made.
 */
record Increments(Lake lake, Optional<PublishedSet> base, Lineup lineup, Auditor auditor) {

  /** More changed slices than this are most of a table. */
  private static final int FEW_SLICES = 12;

  /** The increment, unless all rows are to be made. */
  Optional<MadeRows> of(Step step, LocalDate asOf, Fingerprint now, Inputs inputs) {
    if (!(step instanceof Step.Derivation derivation) || base.isEmpty()) {
      return Optional.empty();
    }
    Derived table = derivation.table();
    Optional<PublishedSet.Entry> found = before(table, asOf);
    if (found.isEmpty() || hasReferences(table)) {
      return Optional.empty();
    }
    PublishedSet.Entry before = found.get();
    Map<String, String> then = Fingerprint.parse(before.fingerprint()).parts();
    Set<Class<? extends Table>> changed = changed(derivation, then, now.parts());
    if (table.portions().isPresent() && !changed.isEmpty()) {
      return Optional.of(portioned(table, before, changed, asOf, inputs));
    }
    Optional<ContentDigest> content = ContentDigest.parse(before.contentDigest());
    Optional<Class<? extends Table>> input = onlyChange(changed, before, asOf, then, now.parts());
    if (content.isEmpty()
        || input.isEmpty()
        || lake.latestVersion(table.name()).orElse(-1) != latestPublished(table)) {
      return Optional.empty();
    }
    Optional<Dataset<Row>> news = lineup.news(Tables.of(input.get()).name());
    if (news.isEmpty()) {
      return Optional.empty();
    }
    if (table.isLineByLine()) {
      return appended(table, input.get(), before, content.get(), news.get(), inputs);
    }
    return table
        .slices()
        .filter(slices -> slices.input().equals(input.get()))
        .flatMap(slices -> sliced(table, slices, before, content.get(), news.get(), asOf, inputs));
  }

  /** What was published of the table; of gold as of this day, else as of the current one. */
  private Optional<PublishedSet.Entry> before(Table table, LocalDate asOf) {
    PublishedSet set = base.orElseThrow();
    return asOf == null
        ? set.find(table.name(), null)
        : set.find(table.name(), asOf).or(() -> set.find(table.name(), set.asOf()));
  }

  /** Rows of a run that was killed may lie behind the published ones. */
  private long latestPublished(Table table) {
    return base.orElseThrow().entries().stream()
        .filter(e -> e.table().equals(table.name().toString()))
        .mapToLong(PublishedSet.Entry::version)
        .max()
        .orElse(-1);
  }

  /** A reference may break by what happens to the other table. */
  private static boolean hasReferences(Table table) {
    return table.checks().stream().anyMatch(Check.References.class::isInstance);
  }

  /** The inputs whose rows differ; none when something else differs too. */
  private static Set<Class<? extends Table>> changed(
      Step.Derivation step, Map<String, String> then, Map<String, String> now) {
    Set<String> names = new TreeSet<>(now.keySet());
    names.addAll(then.keySet());
    names.removeIf(name -> Objects.equals(now.get(name), then.get(name)));
    Set<Class<? extends Table>> inputs =
        step.inputs().stream()
            .filter(input -> names.contains(Tables.of(input).name().toString()))
            .collect(Collectors.toSet());
    return inputs.size() == names.size() ? inputs : Set.of();
  }

  /** The changed input, when it is one and its rows differ by this run's news. */
  private Optional<Class<? extends Table>> onlyChange(
      Set<Class<? extends Table>> changed,
      PublishedSet.Entry before,
      LocalDate asOf,
      Map<String, String> then,
      Map<String, String> now) {
    return changed.stream()
        .filter(input -> changed.size() == 1)
        .filter(input -> isFromBaseToNow(Tables.of(input), before, asOf, then, now))
        .findFirst();
  }

  /**
   * Whether the input as the table was made from it is the whole of what was published, and as it
   * is read now the whole of what this run has: then they differ by this run's news.
   */
  private boolean isFromBaseToNow(
      Table input,
      PublishedSet.Entry before,
      LocalDate asOf,
      Map<String, String> then,
      Map<String, String> now) {
    String name = input.name().toString();
    LocalDate dayBefore = input.name().layer() == Layer.GOLD ? before.asOf() : null;
    Optional<String> published =
        base.orElseThrow().find(input.name(), dayBefore).map(PublishedSet.Entry::contentDigest);
    Optional<String> made = lineup.entry(input.name(), asOf).map(PublishedSet.Entry::contentDigest);
    return published.equals(Optional.ofNullable(then.get(name)))
        && made.equals(Optional.ofNullable(now.get(name)));
  }

  /** New lines alone give new rows alone; one that changed or is gone asks for the whole. */
  private Optional<MadeRows> appended(
      Derived table,
      Class<? extends Table> input,
      PublishedSet.Entry before,
      ContentDigest content,
      Dataset<Row> lines,
      Inputs inputs) {
    Column isOld = Landed.CHANGE.col().notEqual("new");
    boolean onlyNew = LocalRows.of(lines.where(isOld)).map(List::isEmpty).orElse(false);
    if (!onlyNew) {
      return Optional.empty();
    }
    Dataset<Row> rows = table.select(table.query(new PartialInputs(inputs, input, all -> lines)));
    KeptRows kept = KeptRows.keep(rows, 0);
    Dataset<Row> there = Lineup.rows(lake, table, before, null);
    Audited audited =
        auditor.auditPart(
            table,
            kept.rows(),
            content,
            Once.of(() -> table.select(there).unionByName(kept.rows())),
            before);
    return Optional.of(
        new MadeRows(kept, false, Optional.of(kept.rows()), Optional.of(before), audited));
  }

  private Optional<MadeRows> sliced(
      Derived table,
      Slices slices,
      PublishedSet.Entry before,
      ContentDigest content,
      Dataset<Row> news,
      LocalDate asOf,
      Inputs inputs) {
    Field column = slices.column();
    LocalDate day = asOf == null ? before.asOf() : asOf;
    Optional<Object[]> changed = values(news.where(slices.concerning().apply(day)), column);
    if (changed.isEmpty() || changed.get().length > FEW_SLICES) {
      return Optional.empty();
    }
    if (changed.get().length == 0) {
      return Optional.of(unconcerned(table, before, inputs.spark()));
    }
    Column isChanged = column.col().isin(changed.get());
    Dataset<Row> there = table.select(Lineup.rows(lake, table, before, day));
    KeptRows gone = KeptRows.keep(there.where(isChanged), 0);
    KeptRows made =
        KeptRows.keep(
            table.select(
                table.query(
                    new PartialInputs(inputs, slices.input(), all -> all.get().where(isChanged)))),
            0);
    if (!gone.areHere() || !made.areHere()) {
      gone.letGo();
      made.letGo();
      return Optional.empty();
    }
    ContentDigest rest = content.minus(Auditor.content(table, gone.rows()));
    Supplier<Dataset<Row>> whole =
        Once.of(() -> LocalRows.union(there.where(not(isChanged)), made.rows()));
    Audited audited = auditor.auditPart(table, made.rows(), rest, whole, before);
    // What is the same as before is not written, and so not put together.
    boolean isSame = audited.digest().equals(before.contentDigest());
    KeptRows rows = isSame ? made : KeptRows.keep(whole.get(), before.rows());
    Dataset<Row> changes = LocalRows.differing(gone.rows(), made.rows());
    return Optional.of(
        new MadeRows(rows, !isSame, Optional.of(changes), Optional.of(before), audited));
  }

  /** Rows that no changed input makes stand as they were published. */
  private MadeRows portioned(
      Derived table,
      PublishedSet.Entry before,
      Set<Class<? extends Table>> changed,
      LocalDate asOf,
      Inputs inputs) {
    Portions portions = table.portions().orElseThrow();
    Set<String> values =
        changed.stream()
            .flatMap(input -> portions.values().apply(input).stream())
            .collect(Collectors.toSet());
    Column isConcerned = portions.column().col().isin(values.stream().sorted().toArray());
    LocalDate day = asOf == null ? before.asOf() : asOf;
    Dataset<Row> stand =
        table.select(Lineup.rows(lake, table, before, day)).where(not(isConcerned));
    Dataset<Row> made = table.select(portions.query().apply(inputs, values));
    KeptRows rows = KeptRows.keep(LocalRows.union(stand, made), before.rows());
    Audited audited = auditor.audit(table, rows.rows());
    return new MadeRows(rows, true, Optional.empty(), Optional.of(before), audited);
  }

  /** No row is made anew. */
  private static MadeRows unconcerned(
      Derived table, PublishedSet.Entry before, SparkSession spark) {
    Dataset<Row> none = spark.createDataFrame(List.of(), table.schema());
    Audited asBefore =
        new Audited(before.rows(), before.contentDigest(), before.maxKnownOn(), List.of());
    return new MadeRows(
        KeptRows.keep(none, 0), false, Optional.of(none), Optional.of(before), asBefore);
  }

  /** The values that rows have in a column, when the rows are few. */
  private static Optional<Object[]> values(Dataset<Row> rows, Field column) {
    return LocalRows.of(rows.select(column.col().cast("string")))
        .map(
            here ->
                here.stream()
                    .map(row -> row.getUTF8String(0).toString())
                    .distinct()
                    .sorted()
                    .toArray());
  }
}
