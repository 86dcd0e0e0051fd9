package jevons.pipeline.report;

/**
 * A column of a table in the report.
 *
 * @param name its heading, with the unit where it has one: {@code "Capex, bn US$"}
 * @param kind how its cells are set
 */
record TableColumn(String name, Kind kind) {
  enum Kind {
    WORDS,
    /** Words that are not broken over lines: days, quarters. */
    SHORT,
    /** Flush right. */
    FIGURES
  }

  static TableColumn words(String name) {
    return new TableColumn(name, Kind.WORDS);
  }

  static TableColumn days(String name) {
    return new TableColumn(name, Kind.SHORT);
  }

  static TableColumn figures(String name) {
    return new TableColumn(name, Kind.FIGURES);
  }
}
