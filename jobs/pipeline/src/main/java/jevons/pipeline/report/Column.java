package jevons.pipeline.report;

/**
 * A column of a table in the report.
 *
 * @param name its heading, with the unit where it has one: {@code "Capex, bn US$"}
 * @param numeric whether its cells are figures, set flush right
 */
record Column(String name, boolean numeric) {
  static Column words(String name) {
    return new Column(name, false);
  }

  static Column figures(String name) {
    return new Column(name, true);
  }
}
