package jevons.econometrics.timeseries;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import jevons.econometrics.EconometricsException;
import jevons.econometrics.diagnostics.TestResult;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;

/**
 * Number of stationary combinations of p series with unit roots.
 *
 * <pre>
 *   dy_t = alpha beta' z_{t-1} + sum_{i=1..L} G_i dy_{t-i} + d_t + e_t;  z_{t-1} = y_{t-1}, with 1 or t below it where restricted
 *   R_0, R_1: residuals of dy_t and z_{t-1} on the lagged differences and d_t;  S_ij = R_i'R_j / T
 *   lambda_1 &gt; ... &gt; lambda_p: |lambda S_11 - S_10 S_00^-1 S_01| = 0
 *   trace(r) = -T sum_{i&gt;r} log(1 - lambda_i),   max(r) = -T log(1 - lambda_{r+1})
 * </pre>
 *
 * p-values by the gamma distributions of Doornik (1998), which in the far tail of max are up to a
 * third too small. Critical values of the cases I, III and V by MacKinnon, Haug and Michelis
 * (1999), up to 12 series; for II and IV where the p-value takes the level. No correction for few
 * rows.
 *
 * @see <a href="https://doi.org/10.2307/2938278">Johansen (1991), Econometrica 59(6), 1551-1580</a>
 * @see <a href="https://doi.org/10.1111/1467-6419.00068">Doornik (1998), Journal of Economic
 *     Surveys 12(5), 573-593</a>
 * @see <a
 *     href="https://doi.org/10.1002/(SICI)1099-1255(199909/10)14:5%3C563::AID-JAE530%3E3.0.CO;2-R">
 *     MacKinnon, Haug and Michelis (1999), Journal of Applied Econometrics 14(5), 563-577</a>
 */
public final class Johansen {
  private static final PublishedTable CRITICAL = new PublishedTable("johansen.csv", 3);
  private static final double[] LEVELS = {0.1, 0.05, 0.01};

  private Johansen() {}

  /** Where a constant and a trend stand. */
  public enum Case {
    /** None at all; statsmodels' det_order -1. */
    I(false, false, false, false),
    /** A constant within beta'z: no trends in the levels; urca's ecdet = "const". */
    II(true, false, false, false),
    /** A constant outside: linear trends in the levels; urca's "none", statsmodels' 0. */
    III(false, false, true, false),
    /** A constant outside and a trend within beta'z; urca's "trend". */
    IV(false, true, true, false),
    /** Constant and trend outside: quadratic trends in the levels. */
    V(false, false, true, true);

    private final boolean constantWithin;
    private final boolean trendWithin;
    private final boolean constantOutside;
    private final boolean trendOutside;

    Case(
        boolean constantWithin,
        boolean trendWithin,
        boolean constantOutside,
        boolean trendOutside) {
      this.constantWithin = constantWithin;
      this.trendWithin = trendWithin;
      this.constantOutside = constantOutside;
      this.trendOutside = trendOutside;
    }

    /** Reads a name of the command line: I, II, III, IV, V. */
    public static Case parse(String name) {
      for (Case c : values()) {
        String plain = name.strip().toUpperCase(Locale.ROOT);
        if (c.name().equals(plain)) {
          return c;
        }
      }
      throw new EconometricsException(
          "case \"" + name + "\" is not known; there are I, II, III, IV, V.");
    }
  }

  /**
   * The tests and what they are made of.
   *
   * @param trace null: at most r relations, against up to p; r = 0, 1, ...
   * @param max null: r relations, against r + 1
   * @param eigenvalues lambda, largest first
   * @param relations beta, one list for each eigenvalue: coefficients of the series, divided by
   *     that of the first, then of a restricted constant or trend
   * @param adjustments alpha, one list for each eigenvalue, by equation
   * @param rank the first r that trace does not reject at 5 % (critical values)
   */
  public record Result(
      Case deterministic,
      List<TestResult> trace,
      List<TestResult> max,
      List<Double> eigenvalues,
      List<List<Double>> relations,
      List<List<Double>> adjustments,
      int rank) {
    public Result {
      trace = List.copyOf(trace);
      max = List.copyOf(max);
      eigenvalues = List.copyOf(eigenvalues);
      relations = List.copyOf(relations);
      adjustments = List.copyOf(adjustments);
    }
  }

  /**
   * Tests all ranks.
   *
   * @param names of the series
   * @param levels one array each, in order of time
   * @param lags L, lagged differences; a vector autoregression of levels has one more
   * @throws EconometricsException when a value is missing, a series does not vary, or there are too
   *     few rows
   */
  public static Result test(
      List<String> names, List<double[]> levels, Case deterministic, int lags) {
    if (levels.size() < 2 || levels.size() > 12 || lags < 0) {
      throw new EconometricsException(
          "johansen: "
              + levels.size()
              + " series and "
              + lags
              + " lags; 2 to 12 series and 0 lags or more are needed.");
    }
    Levels.check(
        "johansen",
        levels.get(0),
        names.subList(1, names.size()),
        levels.subList(1, levels.size()));
    int p = levels.size();
    int rows = levels.get(0).length - 1 - lags;
    List<double[]> outside = new ArrayList<>();
    List<String> outsideNames = new ArrayList<>();
    if (deterministic.constantOutside) {
      outside.add(Regression.constant(Math.max(rows, 0)));
      outsideNames.add("constant");
    }
    if (deterministic.trendOutside) {
      outside.add(Regression.trend(Math.max(rows, 0), 1));
      outsideNames.add("trend");
    }
    int coefficients = outside.size() + p * lags + p + 1;
    if (rows <= coefficients) {
      throw new EconometricsException(
          "johansen: "
              + lags
              + " lags of "
              + levels.get(0).length
              + " periods leave "
              + Math.max(0, rows)
              + " rows for "
              + coefficients
              + " coefficients an equation; use fewer lags.");
    }
    List<double[]> changes = levels.stream().map(Series::differences).toList();
    for (int j = 0; j < p; j++) {
      for (int i = 1; i <= lags; i++) {
        outside.add(Series.lagged(changes.get(j), lags, i));
        outsideNames.add("change of " + names.get(j) + "(t-" + i + ")");
      }
    }
    List<double[]> within = new ArrayList<>();
    for (double[] y : levels) {
      within.add(java.util.Arrays.copyOfRange(y, lags, y.length - 1));
    }
    if (deterministic.constantWithin) {
      within.add(Regression.constant(rows));
    }
    if (deterministic.trendWithin) {
      within.add(Regression.trend(rows, 1));
    }
    RealMatrix r0 = MatrixUtils.createRealMatrix(rows, p);
    RealMatrix r1 = MatrixUtils.createRealMatrix(rows, within.size());
    for (int j = 0; j < p; j++) {
      double[] change = Series.lagged(changes.get(j), lags, 0);
      r0.setColumn(j, Regression.of("johansen", outsideNames, outside, change).residuals);
    }
    for (int j = 0; j < within.size(); j++) {
      r1.setColumn(j, Regression.of("johansen", outsideNames, outside, within.get(j)).residuals);
    }
    return solve(deterministic, r0, r1, lags);
  }

  private static Result solve(Case deterministic, RealMatrix r0, RealMatrix r1, int lags) {
    int rows = r0.getRowDimension();
    int p = r0.getColumnDimension();
    RealMatrix s00 = r0.transposeMultiply(r0).scalarMultiply(1.0 / rows);
    RealMatrix s11 = r1.transposeMultiply(r1).scalarMultiply(1.0 / rows);
    RealMatrix s01 = r0.transposeMultiply(r1).scalarMultiply(1.0 / rows);
    // Scaled to a unit diagonal: levels of series differ by orders of magnitude.
    int m = s11.getRowDimension();
    RealMatrix scale = MatrixUtils.createRealMatrix(m, m);
    for (int j = 0; j < m; j++) {
      scale.setEntry(j, j, 1 / Math.sqrt(s11.getEntry(j, j)));
    }
    RealMatrix scaled = scale.multiply(s11).multiply(scale);
    double smallest =
        java.util.Arrays.stream(
                new EigenDecompositionSymmetric(scaled, 1e-14, true).getEigenvalues())
            .min()
            .orElseThrow();
    if (!(smallest > 1e-12)) {
      throw new EconometricsException(
          "johansen: the series are collinear in levels; leave one out.");
    }
    RealMatrix lower = new CholeskyDecomposition(scaled, 1e-10, 1e-14).getL();
    RealMatrix root =
        scale.multiply(new LUDecomposition(lower.transpose()).getSolver().getInverse());
    RealMatrix middle =
        s01.transpose().multiply(new LUDecomposition(s00).getSolver().getInverse()).multiply(s01);
    RealMatrix symmetric = root.transposeMultiply(middle).multiply(root);
    symmetric = symmetric.add(symmetric.transpose()).scalarMultiply(0.5);
    EigenDecompositionSymmetric eigen = new EigenDecompositionSymmetric(symmetric, 1e-14, true);
    List<Double> eigenvalues = new ArrayList<>();
    List<List<Double>> relations = new ArrayList<>();
    List<List<Double>> adjustments = new ArrayList<>();
    for (int i = 0; i < p; i++) {
      eigenvalues.add(eigen.getEigenvalue(i));
      RealVector beta = root.operate(eigen.getEigenvector(i));
      double first = beta.getEntry(0);
      // alpha beta' does not depend on the scale of beta, so alpha takes what beta loses.
      RealVector alpha = s01.operate(beta).mapMultiply(first);
      relations.add(list(beta.mapDivide(first)));
      adjustments.add(list(alpha));
    }
    List<TestResult> trace = new ArrayList<>();
    List<TestResult> max = new ArrayList<>();
    double sum = 0;
    for (int r = p - 1; r >= 0; r--) {
      double one = -rows * Math.log1p(-eigenvalues.get(r));
      sum += one;
      trace.add(result("johansen-trace", deterministic, p - r, sum, lags, rows));
      max.add(result("johansen-max", deterministic, p - r, one, lags, rows));
    }
    Collections.reverse(trace);
    Collections.reverse(max);
    int rank = 0;
    while (rank < p && trace.get(rank).statistic() > trace.get(rank).criticalValues().get(0.05)) {
      rank++;
    }
    return new Result(deterministic, trace, max, eigenvalues, relations, adjustments, rank);
  }

  private static List<Double> list(RealVector v) {
    List<Double> values = new ArrayList<>();
    for (double x : ((ArrayRealVector) v).toArray()) {
      values.add(x);
    }
    return values;
  }

  private static TestResult result(
      String test, Case c, int walks, double statistic, int lags, int rows) {
    boolean trace = test.endsWith("trace");
    DoornikGamma distribution = DoornikGamma.of(c, trace, walks);
    Map<Double, Double> critical = new TreeMap<>();
    double[] published = CRITICAL.find(c, trace ? "trace" : "max", walks);
    for (int i = 0; i < LEVELS.length; i++) {
      critical.put(
          LEVELS[i], published != null ? published[i] : distribution.quantile(1 - LEVELS[i]));
    }
    return new TestResult(
        test,
        statistic,
        OptionalDouble.of(distribution.upper(statistic)),
        OptionalDouble.empty(),
        OptionalInt.of(lags),
        rows,
        critical,
        List.of());
  }
}
