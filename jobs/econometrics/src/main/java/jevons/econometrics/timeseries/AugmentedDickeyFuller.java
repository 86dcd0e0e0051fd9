package jevons.econometrics.timeseries;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import jevons.econometrics.EconometricsException;
import jevons.econometrics.Remark;
import jevons.econometrics.diagnostics.TestResult;

/**
 * Test that a series has a unit root, against that it is stationary about its deterministic part.
 *
 * <pre>
 *   y_t - y_{t-1} = d_t + g y_{t-1} + sum_{i=1..p} c_i (y_{t-i} - y_{t-i-1}) + e_t,   tau = g / se(g)
 *   d_t: nothing, a constant, or a constant and a trend
 * </pre>
 *
 * p-values by MacKinnon (1994), critical values by MacKinnon (2010) for the rows of the regression.
 * Conventions are those of statsmodels and arch; urca leaves out the rows of the maximum from the
 * chosen regression too (reference/unit_root reproduces both).
 *
 * @see <a href="https://doi.org/10.2307/2286348">Dickey and Fuller (1979), JASA 74(366),
 *     427-431</a>
 * @see <a href="https://doi.org/10.1093/biomet/71.3.599">Said and Dickey (1984), Biometrika 71(3),
 *     599-607</a>
 */
public final class AugmentedDickeyFuller {
  private static final String NAME = "adf";
  private static final double TEN_PER_CENT = 1.6448536269514722;

  private AugmentedDickeyFuller() {}

  /**
   * Tests a series.
   *
   * @param y values in order of time
   * @throws EconometricsException when a value is missing, y does not vary or is too short
   */
  public static TestResult test(double[] y, Deterministic deterministic, LagRule rule) {
    return test(NAME, y, deterministic, deterministic, rule, 1, OptionalInt.empty());
  }

  /**
   * The same on residuals of a cointegrating regression: the distribution is that of the
   * deterministic part there and of the number of variables.
   */
  static TestResult test(
      String name,
      double[] y,
      Deterministic here,
      Deterministic distribution,
      LagRule rule,
      int variables,
      OptionalInt rowsOfTable) {
    Series.check(name, y, here.terms() + 4);
    int terms = here.terms();
    int lags = lags(name, y, here, terms, rule);
    Regression fit = regression(name, y, here, lags, lags);
    Series.notPerfect(name, fit.ssr, y);
    double tau = fit.t(0);
    List<Remark> remarks = new ArrayList<>();
    if (!(rule instanceof LagRule.Fixed) && lags > 0 && lags == maximum(rule, y, terms)) {
      remarks.add(new Remark.LagsAtMaximum(name, lags));
    }
    OptionalDouble p = MacKinnon.tauP(tau, distribution, variables);
    if (p.isEmpty()) {
      remarks.add(
          new Remark.BeyondTable(
              name, tau, "p-values are published for 1 to 6 variables, here are " + variables));
    }
    return new TestResult(
        name,
        tau,
        p,
        OptionalDouble.empty(),
        OptionalInt.of(lags),
        fit.n,
        MacKinnon.tauCritical(distribution, variables, rowsOfTable.orElse(fit.n)),
        remarks);
  }

  private static int maximum(LagRule rule, double[] y, int terms) {
    OptionalInt given = OptionalInt.empty();
    if (rule instanceof LagRule.Akaike a) {
      given = a.maximum();
    } else if (rule instanceof LagRule.Schwarz s) {
      given = s.maximum();
    } else if (rule instanceof LagRule.Significance s) {
      given = s.maximum();
    }
    int most = y.length / 2 - terms - 1;
    int schwert = (int) Math.ceil(12 * Math.pow(y.length / 100.0, 0.25));
    return Math.max(0, given.orElse(Math.min(schwert, most)));
  }

  private static int lags(String name, double[] y, Deterministic d, int terms, LagRule rule) {
    if (rule instanceof LagRule.Fixed f) {
      return f.lags();
    }
    int most = maximum(rule, y, terms);
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int p = most; p >= 0; p--) {
      Regression fit = regression(name, y, d, p, most);
      if (rule instanceof LagRule.Significance) {
        if (p == 0 || Math.abs(fit.t(fit.k - 1)) >= TEN_PER_CENT) {
          return p;
        }
        continue;
      }
      double penalty = rule instanceof LagRule.Akaike ? 2 : Math.log(fit.n);
      double criterion = fit.n * Math.log(fit.ssr / fit.n) + penalty * fit.k;
      if (criterion <= least) {
        least = criterion;
        best = p;
      }
    }
    return best;
  }

  /** Differences from {@code skipped + 1} on; y_{t-1} first, lags of differences last. */
  private static Regression regression(
      String name, double[] y, Deterministic d, int lags, int skipped) {
    double[] change = Series.differences(y);
    int n = change.length - skipped;
    if (n <= lags + 1 + d.terms()) {
      throw new EconometricsException(
          name
              + ": "
              + lags
              + " lags of "
              + y.length
              + " values leave "
              + Math.max(0, n)
              + " rows for "
              + (lags + 1 + d.terms())
              + " coefficients; use fewer lags.");
    }
    List<String> names = new ArrayList<>(List.of("y(t-1)"));
    List<double[]> x = new ArrayList<>();
    x.add(Arrays.copyOfRange(y, skipped, y.length - 1));
    if (d != Deterministic.NONE) {
      names.add("constant");
      x.add(Regression.constant(n));
    }
    if (d == Deterministic.TREND) {
      names.add("trend");
      x.add(Regression.trend(n, 1));
    }
    for (int i = 1; i <= lags; i++) {
      names.add("change(t-" + i + ")");
      x.add(Series.lagged(change, skipped, i));
    }
    return Regression.of(name, names, x, Series.lagged(change, skipped, 0));
  }
}
