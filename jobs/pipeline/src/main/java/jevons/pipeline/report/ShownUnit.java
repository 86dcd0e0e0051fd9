package jevons.pipeline.report;

/**
 * The unit in which a figure of a claim is shown: dollars in billions or millions, shares in per
 * cent, any other as it is.
 *
 * @param factor from the lake's unit to the one shown
 */
record ShownUnit(String words, double factor) {
  private static final double BILLION = 1e9;
  private static final double MILLION = 1e6;

  /**
   * Of a figure's unit in the lake.
   *
   * @param size of the figures, which says what dollars are counted in
   */
  static ShownUnit of(String lake, double size) {
    return switch (lake == null ? "" : lake) {
      case "US$" ->
          size >= BILLION / 2
              ? new ShownUnit("bn US$", 1 / BILLION)
              : new ShownUnit("million US$", 1 / MILLION);
      case "share" -> new ShownUnit("%", 100);
      default -> new ShownUnit(lake, 1);
    };
  }

  Cell cell(Double figure) {
    return figure == null
        ? Cell.of((Double) null)
        : new Cell(shown(figure), Numbers.exactTimes(figure, factor));
  }

  /** A figure that was said, not measured: without digits that nobody gave. */
  String given(double figure) {
    return words.equals("US$ per share") ? shown(figure) : Numbers.given(figure * factor);
  }

  /** A figure that others published, with what they left out. */
  Cell givenCell(Double figure) {
    return figure == null
        ? Cell.of((Double) null)
        : new Cell(given(figure), Numbers.exactTimes(figure, factor));
  }

  /** Three digits would make 118.42 and 118.58 the same. */
  String shown(double figure) {
    double scaled = figure * factor;
    return words.equals("US$ per share") ? Numbers.fixed(scaled, 2) : Numbers.figure(scaled);
  }
}
