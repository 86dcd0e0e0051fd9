package jevons.pipeline.cli;

import java.util.List;
import jevons.pipeline.table.Table;

/** Statements that register the tables in a Spark or Hive catalog, where they lie. */
final class Ddl {
  private Ddl() {}

  /** Databases first, then the tables; each may be run again. */
  static String of(List<Table> tables, String lake) {
    StringBuilder ddl = new StringBuilder();
    tables.stream()
        .map(t -> t.name().layer().schema())
        .distinct()
        .forEach(s -> ddl.append("CREATE DATABASE IF NOT EXISTS ").append(s).append(";\n"));
    for (Table table : tables) {
      // No column list: Delta has the columns and comments, and a copy could only differ.
      ddl.append("CREATE TABLE IF NOT EXISTS ")
          .append(table.name())
          .append(" USING delta LOCATION '")
          .append((lake + "/" + table.name().path()).replace("\\", "\\\\").replace("'", "\\'"))
          .append("';\n");
    }
    return ddl.toString();
  }
}
