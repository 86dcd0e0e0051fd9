package jevons.pipeline.report;

/**
 * A column of a table in the report.
 *
 * @param name its heading, with the unit where it has one: {@code "Capex, bn US$"}
 * @param kind how its cells are set
 */
record Column(String name, Kind kind) {
  enum Kind {
    WORDS,
    /** Words that are not broken over lines: days, quarters. */
    SHORT,
    /** Flush right. */
    FIGURES
  }

  static Column words(String name) {
    return new Column(name, Kind.WORDS);
  }

  static Column days(String name) {
    return new Column(name, Kind.SHORT);
  }

  static Column figures(String name) {
    return new Column(name, Kind.FIGURES);
  }
}
