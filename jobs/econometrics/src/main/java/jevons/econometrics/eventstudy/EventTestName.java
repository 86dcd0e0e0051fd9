package jevons.econometrics.eventstudy;

import java.util.Locale;

/** The tests of an average abnormal return; {@link EventTests} has their formulas. */
public enum EventTestName {
  PATELL("Patell (1976)"),
  KP_PATELL("Patell, adjusted by Kolari and Pynnonen (2010)"),
  BMP("Boehmer, Musumeci and Poulsen (1991)"),
  BMP_NORMAL("Boehmer, Musumeci and Poulsen (1991), normal p"),
  KOLARI_PYNNONEN("BMP, adjusted by Kolari and Pynnonen (2010)"),
  KOLARI_PYNNONEN_NORMAL("BMP, adjusted by Kolari and Pynnonen (2010), normal p"),
  CROSS_SECTIONAL("Cross-sectional t"),
  TIME_SERIES("Crude dependence adjustment, Brown and Warner (1980)"),
  SKEWNESS_ADJUSTED("Skewness-adjusted t, Hall (1992)"),
  BUY_AND_HOLD("Buy-and-hold, skewness-adjusted t, Lyon, Barber and Tsai (1999)"),
  CORRADO("Rank, Corrado (1989)"),
  CORRADO_ZIVNEY("Rank of restandardised returns, Corrado and Zivney (1992)"),
  GRANK_T("Generalised rank t, Kolari and Pynnonen (2011)"),
  GRANK_Z("Generalised rank z, Kolari and Pynnonen (2011)"),
  CUMULATIVE_RANK_T("Cumulated ranks t, Hagnas and Pynnonen (2014)"),
  CUMULATIVE_RANK_Z("Cumulated ranks z, Hagnas and Pynnonen (2014)"),
  GENERALIZED_SIGN("Generalised sign, Cowan (1992)");

  private final String words;

  EventTestName(String words) {
    this.words = words;
  }

  /** Name and source, for people. */
  public String words() {
    return words;
  }

  /** As in tables, {@code "kolari_pynnonen"}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
