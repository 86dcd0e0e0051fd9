package jevons.pipeline.lake;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import jevons.pipeline.table.AsOf;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.JevonsException;
import jevons.pipeline.table.Layer;
import jevons.pipeline.table.Table;
import jevons.pipeline.table.TableName;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.actions.Metadata;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The tables of a lake. A write is one commit: rows, schema with comments, properties and the note
 * that says which run made it.
 *
 * <p>Only the owner of the lake's lock writes tables outside ops; the versions given back rest on
 * that.
 */
public final class Lake {
  /** Up to so many rows a table, or a day's part of it, is one file. */
  private static final long ROWS_OF_ONE_FILE = 1_000_000;

  private final SparkSession spark;
  private final LakeLocation location;
  private final ControlStore store;
  private final Runnable beforeWriting;
  private final Map<TableName, LiveFiles> liveFiles = new ConcurrentHashMap<>();

  /** The lake at a place. */
  public Lake(SparkSession spark, LakeLocation location) {
    this(spark, location, () -> {});
  }

  /**
   * The same for who may yet find that nothing may be written.
   *
   * @param beforeWriting called before each write; what it throws stops the write
   */
  public Lake(SparkSession spark, LakeLocation location, Runnable beforeWriting) {
    this.beforeWriting = beforeWriting;
    this.spark = spark;
    this.location = location;
    this.store = ControlStore.open(location, () -> spark.sessionState().newHadoopConf());
  }

  /** The newest version, from the listing of the log; empty when the table was never written. */
  public OptionalLong latestVersion(TableName table) {
    return new TableLog(store, table).latestVersion();
  }

  /**
   * Commits of this pipeline that made a version greater than {@code version}, oldest first; -1
   * gives all. Read from the log's files: no Spark job.
   */
  public List<Committed> notesAfter(TableName table, long version) {
    return new TableLog(store, table).notesAfter(version);
  }

  /** The rows as they were at a version. */
  public Dataset<Row> read(TableName table, long version) {
    String path = location.sparkPath(table.path());
    return live(table)
        .at(version)
        .map(files -> read(path, version, files))
        .orElseGet(() -> spark.read().format("delta").option("versionAsOf", version).load(path));
  }

  /**
   * The rows as they were at a version, or those of one day of knowledge, read here and now; empty
   * when they are not few or the log is long.
   *
   * @param partition {@link #ofDay}, or null for all
   */
  public Optional<Dataset<Row>> readHere(TableName table, long version, String partition) {
    LocalRead read = localRead(table);
    return live(table)
        .contents(version)
        .flatMap(there -> read.rows(there, file -> partition == null || isOf(file, partition)));
  }

  /**
   * The rows of a gold table as of several days, each at the version that its entry names, read
   * here and now; empty when they are not few or the log is lost.
   *
   * @param days entries of one table
   */
  public Optional<Dataset<Row>> readDaysHere(TableName table, List<PublishedSet.Entry> days) {
    if (days.isEmpty() || days.stream().anyMatch(day -> day.partition() == null)) {
      return Optional.empty();
    }
    List<Long> versions = days.stream().map(PublishedSet.Entry::version).toList();
    return live(table)
        .contents(versions)
        .flatMap(
            contents -> {
              List<LocalRead.Part> parts = new ArrayList<>();
              for (PublishedSet.Entry day : days) {
                contents.get(day.version()).files().stream()
                    .filter(file -> isOf(file, day.partition()))
                    .map(file -> new LocalRead.Part(file, Optional.of(day.asOf())))
                    .forEach(parts::add);
              }
              Metadata newest = contents.get(Collections.max(versions)).metadata();
              return localRead(table).rows(newest, parts, days.size());
            });
  }

  private LocalRead localRead(TableName table) {
    return new LocalRead(classic(), location.sparkPath(table.path()));
  }

  private org.apache.spark.sql.classic.SparkSession classic() {
    return (org.apache.spark.sql.classic.SparkSession) spark;
  }

  private static boolean isOf(AddFile file, String partition) {
    String day = file.partitionValues().apply(AsOf.FIELD.name());
    return partition.equals(ofDay(LocalDate.parse(day)));
  }

  private LiveFiles live(TableName table) {
    return liveFiles.computeIfAbsent(
        table,
        name ->
            new LiveFiles(
                new TableLog(store, name),
                new CheckpointFile(classic(), location.sparkPath(name.path()))::read));
  }

  private Dataset<Row> read(String path, long version, List<AddFile> files) {
    DeltaLog log = DeltaLog.forTable(spark, path);
    Snapshot snapshot = log.getSnapshotAt(version, Option.empty(), Option.empty(), false);
    return log.createDataFrame(
        snapshot, CollectionConverters.asScala(files).toSeq(), false, Option.empty());
  }

  /** Replaces all rows, and the schema when the definition has changed. */
  public Commit overwrite(Table table, Dataset<Row> rows, CommitNote note) {
    return write(
        table,
        rows,
        note,
        new Way(SaveMode.Overwrite, null, Map.of("overwriteSchema", "true"), file -> true));
  }

  /** Adds rows, and columns that the definition has gained. */
  public Commit append(Table table, Dataset<Row> rows, CommitNote note) {
    return write(
        table,
        rows,
        note,
        new Way(SaveMode.Append, null, Map.of("mergeSchema", "true"), file -> false));
  }

  /**
   * Replaces the rows for which the predicate holds, {@code "vintage >= 7"}; the new rows must keep
   * it too.
   */
  public Commit replaceWhere(Table table, Dataset<Row> rows, String predicate, CommitNote note) {
    return write(
        table,
        rows,
        note,
        new Way(
            SaveMode.Overwrite,
            predicate,
            Map.of("mergeSchema", "true", "replaceWhere", predicate),
            null));
  }

  /** Replaces the rows of one day of knowledge of a gold table; the new rows must be of it too. */
  public Commit replaceDay(Table table, Dataset<Row> rows, LocalDate day, CommitNote note) {
    String predicate = ofDay(day);
    return write(
        table,
        rows,
        note,
        new Way(
            SaveMode.Overwrite,
            predicate,
            Map.of("mergeSchema", "true", "replaceWhere", predicate),
            file -> file.partitionValues().get(AsOf.FIELD.name()).contains(day.toString())));
  }

  /** The rows of one day of knowledge, as a predicate. */
  public static String ofDay(LocalDate day) {
    return AsOf.FIELD.name() + " = DATE'" + day + "'";
  }

  /** Makes the table without rows, unless it is there. */
  public void createIfAbsent(Table table) {
    if (latestVersion(table.name()).isEmpty()) {
      Dataset<Row> none = spark.createDataFrame(List.of(), table.schema());
      write(
          table,
          none,
          new CommitNote(null, table.name().toString(), null, null, null, 0, null, 0),
          new Way(SaveMode.Append, null, Map.of(), file -> false));
    }
  }

  /**
   * How rows meet those that are there.
   *
   * @param predicate of the rows that are replaced; null for all or none
   * @param options the same for Spark's writer
   * @param replaced the same for files; null where a file may have rows that stay
   */
  private record Way(
      SaveMode mode, String predicate, Map<String, String> options, Predicate<AddFile> replaced) {}

  private Commit write(Table table, Dataset<Row> rows, CommitNote note, Way way) {
    beforeWriting.run();
    TableName name = table.name();
    String path = location.sparkPath(name.path());
    try {
      if (!writeHere(table, path, rows, note, way)) {
        inFewFiles(shaped(table, rows), note)
            .write()
            .format("delta")
            .option("userMetadata", Json.text(note))
            .partitionBy(partitionColumns(table))
            .mode(way.mode())
            .options(way.options())
            .save(path);
      }
    } catch (Exception e) {
      // Spark throws checked exceptions that it does not declare.
      throw failure(e, name, path);
    }
    return new Commit(name, latestVersion(name).orElseThrow());
  }

  /** Writes rows that the driver holds without a job, where that gives the same table. */
  private boolean writeHere(Table table, String path, Dataset<Row> rows, CommitNote note, Way way)
      throws IOException {
    Map<String, String> partition = new LinkedHashMap<>();
    for (String column : partitionColumns(table)) {
      if (!column.equals(AsOf.FIELD.name()) || note.asOf() == null) {
        return false;
      }
      partition.put(column, note.asOf().toString());
    }
    if (way.replaced() == null) {
      return false;
    }
    List<String> names = table.fields().stream().map(Field::name).toList();
    Optional<List<InternalRow>> here =
        LocalRows.of(List.of(rows.columns()).equals(names) ? rows : shaped(table, rows));
    if (here.isEmpty()
        || !typesOf(rows.schema(), names).equals(typesOf(table.schema(), names))
        || !isOfDay(here.get(), names, partition)) {
      return false;
    }
    return new LocalCommit(
            spark, path, live(table.name()), table.schema(), partition, Json.text(note))
        .commit(here.get(), way.mode(), way.predicate(), way.replaced());
  }

  private static List<DataType> typesOf(StructType schema, List<String> columns) {
    return columns.stream().map(column -> schema.apply(column).dataType()).toList();
  }

  private static boolean isOfDay(
      List<InternalRow> rows, List<String> columns, Map<String, String> partition) {
    String day = partition.get(AsOf.FIELD.name());
    if (day == null) {
      return true;
    }
    int column = columns.indexOf(AsOf.FIELD.name());
    long expected = LocalDate.parse(day).toEpochDay();
    return rows.stream().allMatch(r -> !r.isNullAt(column) && r.getInt(column) == expected);
  }

  private static RuntimeException failure(Exception cause, TableName table, String path) {
    Optional<JevonsException> resource =
        ResourceFailure.beneath(cause, "write", table + " in " + path);
    if (resource.isPresent()) {
      return resource.get();
    }
    return cause instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException("cannot write " + table + ": " + cause.getMessage(), cause);
  }

  /** The rows with the definition's columns, in its order, with its comments. */
  private static Dataset<Row> shaped(Table table, Dataset<Row> rows) {
    return rows.select(
        table.fields().stream()
            .map(field -> field.col().as(field.name(), field.spark().metadata()))
            .toArray(org.apache.spark.sql.Column[]::new));
  }

  private static Dataset<Row> inFewFiles(Dataset<Row> rows, CommitNote note) {
    return note.rows() <= ROWS_OF_ONE_FILE ? rows.coalesce(1) : rows;
  }

  /** What the table asks for; gold by day of knowledge, so that a day is replaced as a folder. */
  private static String[] partitionColumns(Table table) {
    Stream<Field> fields =
        table.partitionedBy().isEmpty()
                && table.name().layer() == Layer.GOLD
                && table.fields().contains(AsOf.FIELD)
            ? Stream.of(AsOf.FIELD)
            : table.partitionedBy().stream();
    return fields.map(Field::name).toArray(String[]::new);
  }
}
