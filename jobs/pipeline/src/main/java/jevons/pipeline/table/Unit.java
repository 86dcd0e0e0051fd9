package jevons.pipeline.table;

/** The unit of a column's figures, as the data dictionary prints it. */
public enum Unit {
  NONE(""),
  USD("US$"),
  USD_2023("US$ of 2023"),
  USD_PER_MTOK("US$ per million tokens"),
  USD_PER_HOUR("US$ per chip and hour"),
  FLOP("FLOP"),
  FLOP_PER_S("FLOP/s"),
  LOG10_FLOP("log10 FLOP"),
  SHARE("share, 0 to 1"),
  LOG("natural logarithm"),
  PERCENT("per cent"),
  INDEX_POINTS("points of the index"),
  FACTOR_PER_YEAR("factor per year"),
  SHARES("shares"),
  HOURS("hours"),
  SECONDS("seconds"),
  BYTES("bytes"),
  BYTES_PER_S("bytes/s"),
  WATTS("W"),
  TOKENS("tokens"),
  ROWS("rows"),
  DAYS("days"),
  LOGIT("logit");

  private final String symbol;

  Unit(String symbol) {
    this.symbol = symbol;
  }

  /** For people, {@code "US$"}; empty for {@link #NONE}. */
  public String symbol() {
    return symbol;
  }
}
