package jevons.pipeline.run;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Landed;
import jevons.pipeline.table.LandingFile;
import jevons.pipeline.table.RejectReason;
import jevons.pipeline.tables.ops.RejectedRecord;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Reads landing files of one bronze table and finds what changed against the lines that are there.
 * Writes nothing.
 */
final class TakeIn {
  private static final String NTH_OF_KEY = "nth_of_key";
  private final SparkSession spark;
  private final LandingZone zone;
  private final String runId;

  TakeIn(SparkSession spark, LandingZone zone, String runId) {
    this.spark = spark;
    this.zone = zone;
    this.runId = runId;
  }

  /**
   * What reading gave.
   *
   * @param changes rows to store, with the table's columns; not yet computed
   * @param rejects rows of {@code ops.rejected_record}, or empty when there are none
   * @param touched those lines there were that the changes differ from, and others; empty for a
   *     first vintage
   * @param kept the parsed lines behind them, to be let go after the commit
   */
  record Taken(
      Dataset<Row> changes,
      Optional<Dataset<Row>> rejects,
      List<FileOutcome> files,
      Optional<Dataset<Row>> touched,
      KeptRows kept) {}

  /**
   * Reads {@code files}; {@code before} has the newest line of each key, or is empty for a first
   * vintage.
   */
  Taken read(Landed table, List<LandingFile> files, Optional<StoredLines> before, long vintage) {
    boolean few = KeptRows.areFew(files.stream().mapToLong(LandingFile::bytes).sum());
    KeptRows kept =
        KeptRows.keep(ParsedLines.of(spark, zone, table, files), few ? 0 : Long.MAX_VALUE);
    Dataset<Row> parsed = kept.rows();
    List<ParsedLines.Seen> seen = ParsedLines.seen(parsed);
    List<FileOutcome> outcomes = outcomes(table, files, seen);
    Object[] faulty =
        outcomes.stream().filter(o -> o.problem() != null).map(o -> o.file().path()).toArray();
    Column ofGoodFile = not(Landed.SOURCE_FILE.col().isin(faulty));
    Dataset<Row> usable = faulty.length == 0 ? parsed : parsed.where(ofGoodFile);
    Dataset<Row> lines = usable.where(col(ParsedLines.KIND).equalTo(ParsedLines.GOOD));
    long rejects = outcomes.stream().mapToLong(FileOutcome::rejects).sum();
    Optional<Dataset<Row>> rejected =
        rejects == 0
            ? Optional.empty()
            : Optional.of(
                rejectRows(table, usable.where(col(ParsedLines.KIND).equalTo(ParsedLines.REJECT))));

    if (seen.stream().anyMatch(lineOfAFile -> lineOfAFile.kind().equals(ParsedLines.DOUBT))) {
      Dataset<Row> inDoubt = usable.where(col(ParsedLines.KIND).equalTo(ParsedLines.DOUBT));
      Doubts settled = Doubts.settle(table, inDoubt, before.map(StoredLines::all));
      Dataset<Row> refused = rejectRows(table, settled.refused());
      outcomes = withRejects(outcomes, settled.refused());
      rejected = Optional.of(rejected.map(r -> r.unionByName(refused)).orElse(refused));
      lines = lines.union(settled.confirmed());
    }
    if (hasDuplicates(table, lines, outcomes)) {
      Dataset<Row> numbered = lines.withColumn(NTH_OF_KEY, row_number().over(byKey(table)));
      Dataset<Row> later = numbered.where(col(NTH_OF_KEY).gt(1));
      Dataset<Row> duplicates = rejectRows(table, asDuplicates(table, later));
      outcomes = withRejects(outcomes, later);
      rejected = Optional.of(rejected.map(r -> r.unionByName(duplicates)).orElse(duplicates));
      lines = numbered.where(col(NTH_OF_KEY).equalTo(1)).drop(NTH_OF_KEY);
    }
    Dataset<Row> now = withOrigin(table, lines, vintage);
    List<LandingFile> read =
        outcomes.stream().filter(o -> o.problem() == null).map(FileOutcome::file).toList();
    Object[] paths = read.stream().map(LandingFile::path).toArray();
    Optional<Dataset<Row>> touched = before.map(there -> there.touchedBy(now, paths));
    LineChanges changes = new LineChanges(table, read, vintage, runId);
    return new Taken(
        touched.map(there -> changes.of(there, now)).orElse(now),
        rejected,
        outcomes,
        touched,
        kept);
  }

  private List<FileOutcome> outcomes(
      Landed table, List<LandingFile> files, List<ParsedLines.Seen> parsed) {
    Map<String, long[]> counts = new HashMap<>();
    Map<String, String> problems = new HashMap<>();
    for (ParsedLines.Seen seen : parsed) {
      long[] count = counts.computeIfAbsent(seen.file(), f -> new long[2]);
      switch (seen.kind()) {
        case ParsedLines.GOOD, ParsedLines.DOUBT -> count[0] += seen.lines();
        case ParsedLines.REJECT -> {
          count[0] += seen.lines();
          count[1] += seen.lines();
        }
        default -> problems.put(seen.file(), seen.message());
      }
    }
    List<FileOutcome> outcomes = new ArrayList<>();
    for (LandingFile file : files) {
      long[] count = counts.getOrDefault(file.path(), new long[2]);
      outcomes.add(
          new FileOutcome(table.name(), file, count[0], count[1], problems.get(file.path())));
    }
    return outcomes;
  }

  private static boolean hasDuplicates(
      Landed table, Dataset<Row> lines, List<FileOutcome> outcomes) {
    long good =
        outcomes.stream()
            .filter(o -> o.problem() == null)
            .mapToLong(o -> o.lines() - o.rejects())
            .sum();
    return Auditor.distinctKeys(table, lines, good) < good;
  }

  private static WindowSpec ofKey(Landed table) {
    return Window.partitionBy(table.key().stream().map(Field::col).toArray(Column[]::new));
  }

  private static WindowSpec byKey(Landed table) {
    return ofKey(table).orderBy(Landed.SOURCE_FILE.col(), Landed.SOURCE_LINE.col());
  }

  private static Dataset<Row> asDuplicates(Landed table, Dataset<Row> later) {
    String names = String.join(", ", table.key().stream().map(Field::name).toList());
    Column message =
        concat_ws(
            "",
            Landed.SOURCE_FILE.col(),
            lit(" line "),
            Landed.SOURCE_LINE.col().cast("string"),
            lit(": "),
            ColumnChanges.keyInWords(table),
            lit(" is there already; expected one line per " + names + ". The first one is kept."));
    Column text =
        concat_ws(",", table.words().stream().map(Field::col).toArray(Column[]::new))
            .substr(1, 1000);
    return later
        .withColumn(ParsedLines.REJECT_COLUMN, lit(null).cast("string"))
        .withColumn(ParsedLines.REJECT_REASON, lit(RejectReason.DUPLICATE_KEY.name()))
        .withColumn(ParsedLines.REJECT_MESSAGE, message)
        .withColumn(ParsedLines.REJECT_TEXT, text);
  }

  private static List<FileOutcome> withRejects(List<FileOutcome> outcomes, Dataset<Row> rejects) {
    Map<String, Long> more = new HashMap<>();
    for (Row row : rejects.groupBy(Landed.SOURCE_FILE.col()).count().collectAsList()) {
      more.put(row.getString(0), row.getLong(1));
    }
    return outcomes.stream()
        .map(
            o ->
                new FileOutcome(
                    o.table(),
                    o.file(),
                    o.lines(),
                    o.rejects() + more.getOrDefault(o.file().path(), 0L),
                    o.problem()))
        .toList();
  }

  private Dataset<Row> rejectRows(Landed table, Dataset<Row> rejects) {
    return rejects.select(
        RejectedRecord.RUN_ID.is(lit(runId)),
        RejectedRecord.TABLE.is(lit(table.name().toString())),
        RejectedRecord.PATH.is(Landed.SOURCE_FILE.col()),
        RejectedRecord.SHA256.is(Landed.SOURCE_SHA256.col()),
        RejectedRecord.LINE.is(Landed.SOURCE_LINE.col()),
        RejectedRecord.COLUMN.is(
            when(not(col(ParsedLines.REJECT_COLUMN).equalTo("")), col(ParsedLines.REJECT_COLUMN))),
        RejectedRecord.REASON.is(col(ParsedLines.REJECT_REASON)),
        RejectedRecord.MESSAGE.is(col(ParsedLines.REJECT_MESSAGE)),
        RejectedRecord.RECORD.is(col(ParsedLines.REJECT_TEXT)));
  }

  private Dataset<Row> withOrigin(Landed table, Dataset<Row> lines, long vintage) {
    Stream<Column> words = table.words().stream().map(f -> f.is(f.col()));
    Stream<Column> origin =
        Stream.of(
            Landed.VINTAGE.is(lit(vintage)),
            Landed.CHANGE.is(lit("new")),
            Landed.SOURCE_FILE.col(),
            Landed.SOURCE_SHA256.col(),
            Landed.SOURCE_LINE.col(),
            Landed.EXPORTED_ON.col(),
            Landed.RUN_ID.is(lit(runId)));
    return lines.select(Stream.concat(words, origin).toArray(Column[]::new));
  }

  /** The newest line of each key, those that are gone left out. */
  static Dataset<Row> newest(Landed table, Dataset<Row> rows, long vintages) {
    if (vintages <= 1) {
      return rows;
    }
    Optional<Dataset<Row>> here = NewestLines.of(table, rows);
    if (here.isPresent()) {
      return here.get();
    }
    WindowSpec newestFirst =
        ofKey(table)
            .orderBy(
                Landed.VINTAGE.col().desc(), Landed.SOURCE_FILE.col(), Landed.SOURCE_LINE.col());
    return rows.withColumn(NTH_OF_KEY, row_number().over(newestFirst))
        .where(col(NTH_OF_KEY).equalTo(1).and(not(Landed.CHANGE.col().equalTo("gone"))))
        .drop(NTH_OF_KEY);
  }
}
