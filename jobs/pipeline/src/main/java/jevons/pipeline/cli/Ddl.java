package jevons.pipeline.cli;

import java.util.List;
import jevons.pipeline.lake.LakeLocation;
import jevons.pipeline.table.Table;

/**
 * Statements that register the tables in a catalog, where they lie. Each may be run again.
 *
 * <p>None names columns: Spark, a Hive metastore that Spark fills and Unity Catalog read them, with
 * their comments, from Delta; a copy could only differ.
 */
final class Ddl {
  /** Whose statements. */
  enum Dialect {
    /** Spark's session catalog. */
    spark,
    /** A Hive metastore, by a Spark that uses it; Hive alone has no reader of Delta 4. */
    hive,
    /** Unity Catalog's, whose names have three parts. */
    unity
  }

  private final Dialect dialect;
  private final LakeLocation lake;
  private final String catalog;

  /**
   * For the tables below {@code lake}.
   *
   * @param catalog Unity Catalog's first part of each name; others have none
   */
  Ddl(Dialect dialect, LakeLocation lake, String catalog) {
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
    String name =
        switch (dialect) {
          case spark, hive -> table.name().toString();
          case unity -> identifier(catalog) + "." + table.name();
        };
    return "CREATE TABLE IF NOT EXISTS %s USING delta COMMENT %s LOCATION %s"
        .formatted(name, quoted(table.grain()), quoted(place(table)));
  }

  /**
   * Unity Catalog names a bucket by s3://, Hadoop's file system by s3a://, and wants an authority
   * in a local address, be it empty.
   */
  private String place(Table table) {
    String path = lake.sparkPath(table.name().path());
    if (dialect != Dialect.unity) {
      return path;
    }
    return lake.isLocal() ? path.replaceFirst(":", "://") : path.replaceFirst("s3a:", "s3:");
  }

  private static String identifier(String name) {
    return "`" + name.replace("`", "``") + "`";
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
