package jevons.pipeline.cli;

import java.util.List;
import java.util.stream.Collectors;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Table;

/** Statements that register the tables in a catalog, where they lie. Each may be run again. */
final class Ddl {
  /** Whose statements. */
  enum Dialect {
    /** Spark's, also for a Hive metastore that Spark uses. */
    spark,
    /** Hive's own, by Delta's storage handler. */
    hive,
    /** Unity Catalog's. */
    unity
  }

  private final Dialect dialect;
  private final String lake;
  private final String catalog;

  /**
   * For the tables below {@code lake}.
   *
   * @param catalog Unity Catalog's first part of each name; others have none
   */
  Ddl(Dialect dialect, String lake, String catalog) {
    this.dialect = dialect;
    this.lake = lake;
    this.catalog = catalog;
  }

  /** Databases first, then the tables. */
  String of(List<Table> tables) {
    StringBuilder ddl = new StringBuilder();
    tables.stream()
        .map(t -> t.name().layer().schema())
        .distinct()
        .forEach(schema -> ddl.append(database(schema)).append(";\n"));
    tables.forEach(table -> ddl.append(table(table)).append(";\n"));
    return ddl.toString();
  }

  private String database(String schema) {
    return switch (dialect) {
      case spark, hive -> "CREATE DATABASE IF NOT EXISTS " + schema;
      case unity -> "CREATE SCHEMA IF NOT EXISTS " + identifier(catalog) + "." + schema;
    };
  }

  private String table(Table table) {
    // Spark and Unity Catalog read columns and comments from Delta; a copy could only differ.
    return switch (dialect) {
      case spark ->
          "CREATE TABLE IF NOT EXISTS " + table.name() + " USING delta LOCATION " + place(table);
      case unity ->
          "CREATE TABLE IF NOT EXISTS %s.%s USING delta LOCATION %s"
              .formatted(identifier(catalog), table.name(), place(table));
      case hive ->
          "CREATE EXTERNAL TABLE IF NOT EXISTS %s (\n%s\n) STORED BY 'io.delta.hive.DeltaStorageHandler' LOCATION %s"
              .formatted(table.name(), hiveColumns(table), place(table));
    };
  }

  private static String hiveColumns(Table table) {
    return table.fields().stream()
        .map(f -> "  `" + f.name() + "` " + Types.sql(f.type()) + " COMMENT " + comment(f))
        .collect(Collectors.joining(",\n"));
  }

  private static String comment(Field field) {
    return quoted(field.commentWithUnit());
  }

  /** Unity Catalog names a bucket by s3://, Hadoop's file system by s3a://. */
  private String place(Table table) {
    String path = lake + "/" + table.name().path();
    boolean isHadoops = dialect == Dialect.unity && path.startsWith("s3a://");
    return quoted(isHadoops ? "s3://" + path.substring("s3a://".length()) : path);
  }

  private static String identifier(String name) {
    return "`" + name.replace("`", "``") + "`";
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
