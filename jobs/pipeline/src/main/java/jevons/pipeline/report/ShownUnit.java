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
    return Cell.of(figure, figure == null ? "" : shown(figure));
  }

  /** Three digits would make 118.42 and 118.58 the same. */
  String shown(double figure) {
    double scaled = figure * factor;
    return words.equals("US$ per share") ? Numbers.fixed(scaled, 2) : Numbers.figure(scaled);
  }
}
