package jevons.pipeline.lake;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import jevons.pipeline.table.AsOf;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.JevonsException;
import jevons.pipeline.table.Layer;
import jevons.pipeline.table.Table;
import jevons.pipeline.table.TableName;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

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

  /** The lake at a place. */
  public Lake(SparkSession spark, LakeLocation location) {
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
    return spark
        .read()
        .format("delta")
        .option("versionAsOf", version)
        .load(location.sparkPath(table.path()));
  }

  /** Replaces all rows, and the schema when the definition has changed. */
  public Commit overwrite(Table table, Dataset<Row> rows, CommitNote note) {
    return write(
        table,
        rows,
        note,
        writer -> writer.mode(SaveMode.Overwrite).option("overwriteSchema", "true"));
  }

  /** Adds rows, and columns that the definition has gained. */
  public Commit append(Table table, Dataset<Row> rows, CommitNote note) {
    return write(
        table, rows, note, writer -> writer.mode(SaveMode.Append).option("mergeSchema", "true"));
  }

  /**
   * Replaces the rows for which the predicate holds, {@code "as_of = DATE'2025-01-31'"}; the new
   * rows must keep it too.
   */
  public Commit replaceWhere(Table table, Dataset<Row> rows, String predicate, CommitNote note) {
    return write(
        table,
        rows,
        note,
        writer ->
            writer
                .mode(SaveMode.Overwrite)
                .option("mergeSchema", "true")
                .option("replaceWhere", predicate));
  }

  /** Makes the table without rows, unless it is there. */
  public void createIfAbsent(Table table) {
    if (latestVersion(table.name()).isEmpty()) {
      Dataset<Row> none = spark.createDataFrame(List.of(), table.schema());
      write(
          table,
          none,
          new CommitNote(null, table.name().toString(), null, null, null, 0, null, 0),
          writer -> writer.mode(SaveMode.Append));
    }
  }

  private Commit write(
      Table table, Dataset<Row> rows, CommitNote note, Consumer<DataFrameWriter<Row>> mode) {
    TableName name = table.name();
    String path = location.sparkPath(name.path());
    try {
      DataFrameWriter<Row> writer =
          inFewFiles(shaped(table, rows), note)
              .write()
              .format("delta")
              .option("userMetadata", Json.text(note))
              .partitionBy(partitionColumns(table));
      mode.accept(writer);
      writer.save(path);
    } catch (Exception e) {
      // Spark throws checked exceptions that it does not declare.
      throw failure(e, name, path);
    }
    return new Commit(name, latestVersion(name).orElseThrow());
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
