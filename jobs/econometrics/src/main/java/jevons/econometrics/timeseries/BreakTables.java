package jevons.econometrics.timeseries;

import java.util.Map;
import java.util.TreeMap;
import jevons.econometrics.EconometricsException;

/**
 * Critical values of {@link BaiPerron}'s statistics for q breaking coefficients and a trimming, in
 * the scale of q times an F statistic.
 *
 * @see <a href="https://doi.org/10.2307/2998540">Bai and Perron (1998), Econometrica 66(1), 47-78,
 *     tables I and II</a>
 * @see <a href="https://doi.org/10.1111/1368-423X.00102">Bai and Perron (2003), Econometrics
 *     Journal 6(1), 72-78</a>
 */
final class BreakTables {
  private static final double[] LEVELS = {0.1, 0.05, 0.025, 0.01};
  private static final int MOST = 10;
  private static final PublishedTable TABLE = new PublishedTable("bai_perron.csv", 4);

  private final int q;
  private final String trimming;

  private BreakTables(int q, String trimming) {
    this.q = q;
    this.trimming = trimming;
  }

  /**
   * @throws EconometricsException when nothing is published for them
   */
  static BreakTables of(int q, double trimming) {
    if (q > MOST) {
      throw new EconometricsException(
          "bai-perron: "
              + q
              + " coefficients may change; critical values are published for up to "
              + MOST
              + ".");
    }
    BreakTables tables = new BreakTables(q, Double.toString(trimming));
    if (TABLE.find("supF", tables.trimming, LEVELS[1], q) == null) {
      throw new EconometricsException(
          "bai-perron: no critical values are kept for trimming "
              + trimming
              + "; there are 0.05, 0.1, 0.15, 0.2, 0.25.");
    }
    return tables;
  }

  /** M, the most breaks of the tables. */
  int mostBreaks() {
    return TABLE.find("supF", trimming, LEVELS[1], q).length;
  }

  /** Of F(m|0). */
  Map<Double, Double> supF(int m) {
    return of("supF", m - 1);
  }

  /** Of F(l+1|l). */
  Map<Double, Double> sequential(int l) {
    return of("sequential", l);
  }

  Map<Double, Double> udMax() {
    return of("dmax", 0);
  }

  Map<Double, Double> wdMax() {
    return of("dmax", 1);
  }

  private Map<Double, Double> of(String table, int column) {
    Map<Double, Double> values = new TreeMap<>();
    for (double level : LEVELS) {
      values.put(level, TABLE.find(table, trimming, level, q)[column]);
    }
    return values;
  }
}
