package jevons.econometrics.timeseries;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import jevons.econometrics.diagnostics.TestResult;

/**
 * Test that series with unit roots drift apart, against that a combination of them is stationary.
 *
 * <pre>
 *   y_t = d_t + b_1 x_1t + ... + b_m x_mt + u_t by least squares
 *   u_t - u_{t-1} = g u_{t-1} + sum_{i=1..p} c_i (u_{t-i} - u_{t-i-1}) + e_t,   tau = g / se(g)
 * </pre>
 *
 * tau has the distribution of m + 1 variables and of d_t: p-values by MacKinnon (1994) for up to 6
 * variables, critical values by MacKinnon (2010) for up to 12, at T - 1 rows as statsmodels takes
 * them; without any deterministic part only p-values are published. The standard errors of b are
 * not those of a regression, so none are given.
 *
 * @see <a href="https://doi.org/10.2307/1913236">Engle and Granger (1987), Econometrica 55(2),
 *     251-276</a>
 */
public final class EngleGranger {
  private static final String NAME = "engle-granger";

  private EngleGranger() {}

  /**
   * The test and the relation it is about.
   *
   * @param test null: not cointegrated
   * @param relation coefficients of the levels by name, constant and trend last
   * @param residuals u, in order of time
   */
  public record Result(TestResult test, Map<String, Double> relation, List<Double> residuals) {
    public Result {
      relation = Collections.unmodifiableMap(new LinkedHashMap<>(relation));
      residuals = List.copyOf(residuals);
    }
  }

  /**
   * Tests a series against others.
   *
   * @param y levels in order of time
   * @param names of the others
   * @param x levels of the others, one array each
   * @throws jevons.econometrics.EconometricsException when a value is missing or the levels are
   *     collinear
   */
  public static Result test(
      double[] y, List<String> names, List<double[]> x, Deterministic deterministic, LagRule rule) {
    Levels.check(NAME, y, names, x);
    int n = y.length;
    List<String> all = new ArrayList<>(names);
    List<double[]> columns = new ArrayList<>(x);
    if (deterministic != Deterministic.NONE) {
      all.add("constant");
      columns.add(Regression.constant(n));
    }
    if (deterministic == Deterministic.TREND) {
      all.add("trend");
      columns.add(Regression.trend(n, 1));
    }
    Regression levels = Regression.of(NAME, all, columns, y);
    Series.notPerfect(NAME, levels.ssr, y);
    TestResult test =
        AugmentedDickeyFuller.test(
            NAME,
            levels.residuals,
            Deterministic.NONE,
            deterministic,
            rule,
            x.size() + 1,
            OptionalInt.of(n - 1));
    Map<String, Double> relation = new LinkedHashMap<>();
    List<Double> residuals = new ArrayList<>();
    for (int j = 0; j < all.size(); j++) {
      relation.put(all.get(j), levels.beta[j]);
    }
    for (double u : levels.residuals) {
      residuals.add(u);
    }
    return new Result(test, relation, residuals);
  }
}
