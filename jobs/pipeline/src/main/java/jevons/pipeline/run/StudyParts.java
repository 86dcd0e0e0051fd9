package jevons.pipeline.run;

import static org.apache.spark.sql.functions.not;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import jevons.pipeline.lake.Lake;
import jevons.pipeline.lake.PublishedSet;
import jevons.pipeline.studies.Estimate;
import jevons.pipeline.studies.EstimateRows;
import jevons.pipeline.studies.OwnStudy;
import jevons.pipeline.studies.Study;
import jevons.pipeline.studies.StudyRow;
import jevons.pipeline.table.Estimated;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.Table;
import jevons.pipeline.tables.gold.Regression;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rows of the tables that studies fill together. They are made part by part: Jevons' own
 * studies are one, each of the user's is another. A part whose fingerprint is that of published
 * rows is taken from there, so a changed file makes that study anew and no other.
 */
record StudyParts(
    SparkSession spark, Lake lake, Optional<PublishedSet> base, Step.Estimation step) {
  private static final Logger LOG = LoggerFactory.getLogger(StudyParts.class);

  /** Published rows of all tables of the step, as of one day. */
  private record Donor(Map<String, PublishedSet.Entry> entries, Fingerprint fingerprint) {}

  /**
   * The rows of each table.
   *
   * @param now the step's fingerprint
   */
  Map<Table, Dataset<Row>> rows(Inputs inputs, Fingerprint now) {
    Map<Table, Dataset<Row>> rows = new HashMap<>();
    LocalDate asOf = inputs.asOf();
    Fingerprint builtIn = now.withoutStudies();
    Optional<Donor> before = donor(asOf, f -> f.withoutStudies().equals(builtIn));
    Optional<String> reading = before.isPresent() ? Optional.empty() : reading(inputs, builtIn);
    if (before.isEmpty()) {
      before = reading.flatMap(digest -> donorOf(digest, asOf));
    }
    if (before.isPresent()) {
      Donor donor = before.get();
      List<String> own = donor.fingerprint().studies();
      step.tables().forEach(t -> rows.put(t, taken(t, donor, asOf, own, false)));
    } else {
      List<Estimate> estimates = new ArrayList<>();
      List<StudyRow> others = new ArrayList<>();
      for (Study study : step.studies()) {
        estimates.addAll(study.estimate(inputs));
        others.addAll(study.rows(inputs));
      }
      String digest = reading.orElseGet(() -> Digest.of(builtIn.text()));
      EstimateRows all = new EstimateRows(asOf, digest, estimates, others);
      step.tables().forEach(t -> rows.put(t, made(t, all)));
    }
    for (OwnStudy study : step.own()) {
      add(study, inputs, now, rows);
    }
    return rows;
  }

  private void add(OwnStudy study, Inputs inputs, Fingerprint now, Map<Table, Dataset<Row>> rows) {
    String digest = now.study(study.name()).orElseThrow();
    LocalDate asOf = inputs.asOf();
    Optional<Donor> before = donor(asOf, f -> f.study(study.name()).equals(Optional.of(digest)));
    List<Estimated> filled =
        step.tables().stream().filter(t -> study.fills().contains(t.getClass())).toList();
    if (before.isPresent()) {
      List<String> name = List.of(study.name());
      filled.forEach(t -> rows.merge(t, taken(t, before.get(), asOf, name, true), Dataset::union));
      return;
    }
    long started = System.nanoTime();
    List<Estimate> estimates = new ArrayList<>();
    List<StudyRow> others = new ArrayList<>();
    OwnStudy.Answer answer = study.answer(inputs);
    if (answer instanceof OwnStudy.Answer.Fitted fitted) {
      estimates.add(fitted.estimate());
    } else if (answer instanceof OwnStudy.Answer.Failed failed) {
      others.add(failed.row());
    }
    LOG.info(
        "study {}: {}, {} s",
        study.name(),
        estimates.isEmpty() ? "not fitted" : estimates.get(0).n() + " observations",
        String.format("%.1f", (System.nanoTime() - started) / 1e9));
    EstimateRows all = new EstimateRows(asOf, digest, estimates, others);
    filled.forEach(t -> rows.merge(t, made(t, all), Dataset::union));
  }

  private Dataset<Row> made(Estimated table, EstimateRows rows) {
    return spark.createDataFrame(rows.of(table), table.schema());
  }

  /** Rows of the named studies, or of all others; every row where a table names no study. */
  private Dataset<Row> taken(
      Estimated table, Donor from, LocalDate asOf, List<String> names, boolean named) {
    PublishedSet.Entry entry = from.entries().get(table.name().toString());
    Dataset<Row> all = Lineup.rows(lake, table, entry, asOf).selectExpr(columns(table));
    if (names.isEmpty() || !table.fields().contains(Regression.STUDY)) {
      return all;
    }
    Column isNamed = Regression.STUDY.col().isin(names.toArray());
    return all.where(named ? isNamed : not(isNamed));
  }

  private static String[] columns(Table table) {
    return table.fields().stream().map(f -> f.name()).toArray(String[]::new);
  }

  /**
   * Digest of what the step's one study reads of its inputs, of settings and code; empty where it
   * depends on the inputs as a whole.
   */
  private Optional<String> reading(Inputs inputs, Fingerprint builtIn) {
    return step.studies().size() == 1
        ? step.studies().get(0).reads(inputs).map(read -> Digest.of(builtIn.ofReading(read)))
        : Optional.empty();
  }

  /** The rows of this day, or else of the newest other one, if this digest stands in them. */
  private Optional<Donor> donorOf(String digest, LocalDate asOf) {
    Estimated first = step.tables().get(0);
    return entries(first)
        .sorted(
            Comparator.comparing((PublishedSet.Entry e) -> !asOf.equals(e.asOf()))
                .thenComparing(PublishedSet.Entry::asOf, Comparator.reverseOrder()))
        .limit(2)
        .filter(e -> holds(first, e, digest, asOf))
        .flatMap(e -> together(e).stream())
        .findFirst();
  }

  private boolean holds(Estimated table, PublishedSet.Entry entry, String digest, LocalDate asOf) {
    Dataset<Row> rows = Lineup.rows(lake, table, entry, asOf);
    // A lake from before the table had the column.
    return List.of(rows.columns()).contains(Regression.FINGERPRINT.name())
        && !rows.where(Regression.FINGERPRINT.col().equalTo(digest)).isEmpty();
  }

  private Stream<PublishedSet.Entry> entries(Estimated table) {
    String name = table.name().toString();
    return base.stream().flatMap(set -> set.entries().stream()).filter(e -> e.table().equals(name));
  }

  /** The rows of this day if they fit, else of another. */
  private Optional<Donor> donor(LocalDate asOf, Predicate<Fingerprint> fits) {
    return entries(step.tables().get(0))
        .sorted(
            Comparator.comparing((PublishedSet.Entry e) -> !asOf.equals(e.asOf()))
                .thenComparing(PublishedSet.Entry::asOf))
        .filter(e -> fits.test(Fingerprint.parse(e.fingerprint())))
        .flatMap(e -> together(e).stream())
        .findFirst();
  }

  private Optional<Donor> together(PublishedSet.Entry first) {
    Map<String, PublishedSet.Entry> entries = new HashMap<>();
    for (Estimated table : step.tables()) {
      base.get()
          .find(table.name(), first.asOf())
          .filter(e -> e.fingerprint().equals(first.fingerprint()))
          .ifPresent(e -> entries.put(table.name().toString(), e));
    }
    return entries.size() == step.tables().size()
        ? Optional.of(new Donor(entries, Fingerprint.parse(first.fingerprint())))
        : Optional.empty();
  }
}
