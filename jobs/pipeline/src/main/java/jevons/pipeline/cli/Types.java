package jevons.pipeline.cli;

import jevons.pipeline.table.Type;

/** SQL's names of the types, without loading Spark's. */
final class Types {
  private Types() {}

  static String sql(Type type) {
    return switch (type) {
      case TEXT -> "STRING";
      case DAY -> "DATE";
      case NUMBER, MONEY -> "DOUBLE";
      case COUNT -> "BIGINT";
      case FLAG -> "BOOLEAN";
    };
  }
}
