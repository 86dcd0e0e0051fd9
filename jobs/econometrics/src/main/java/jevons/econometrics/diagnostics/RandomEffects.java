package jevons.econometrics.diagnostics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jevons.econometrics.Covariance;
import jevons.econometrics.EconometricsException;
import jevons.econometrics.Expression;
import jevons.econometrics.Fit;
import jevons.econometrics.Formula;
import jevons.econometrics.PanelOls;
import jevons.econometrics.Remark;
import jevons.econometrics.Sample;
import jevons.econometrics.SmallSample;
import jevons.econometrics.internal.LeastSquares;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/**
 * One-way random effects of units, balanced or not, with the variance components of Swamy and
 * Arora:
 *
 * <pre>
 *   s_e^2 = SSR_within / (n - N - K_W)
 *   s_u^2 = (SSR_between - (N - K_B) s_e^2) / (n - tr((X'PX)^-1 X'ZZ'X)),   0 if below
 *   theta_i = 1 - sqrt(s_e^2 / (s_e^2 + T_i s_u^2))
 * </pre>
 *
 * N units, T_i rows of unit i, P takes unit means, Z has a column for each unit; SSR_between is of
 * unit means repeated for each row, on the K_B regressors that vary between units, the constant
 * included.
 *
 * @see <a href="https://doi.org/10.1016/0304-4076(94)90029-9">Baltagi and Chang (1994), Journal of
 *     Econometrics 62(2), 67-89</a>
 */
final class RandomEffects {
  /** Begins the names of deviations from unit means. */
  static final String WITHIN = "within ";

  private static final String RESPONSE = "(response)";
  private static final String UNIT = "(unit)";
  private static final String COLUMN = "(column) ";
  private static final double CONSTANT = 1e-10;

  private final Sample sample;
  private final Optional<String> time;
  private final List<Integer> origin;
  private final List<Object> units;
  private final Map<Object, Integer> rowsOf = new HashMap<>();
  private final double[] y;
  private final Map<String, double[]> x = new LinkedHashMap<>();
  private final List<String> varying = new ArrayList<>();
  private final Fit within;
  private final double errorVariance;
  private final double unitVariance;

  private RandomEffects(Fit pooled, Sample sample, String unit, Optional<String> time) {
    this.sample = sample;
    this.time = time;
    this.origin = pooled.figures().list().stream().map(Fit.RowFigure::row).toList();
    List<Object> all = sample.values(unit);
    this.units = origin.stream().map(all::get).toList();
    if (units.contains(null)) {
      throw new EconometricsException("hausman: " + unit + " is missing in some rows.");
    }
    units.forEach(u -> rowsOf.merge(u, 1, Integer::sum));
    double[] fitted = pooled.fitted();
    double[] e = pooled.residuals();
    y = new double[e.length];
    Arrays.setAll(y, i -> fitted[i] + e[i]);
    double[][] rows = pooled.figures().regressors();
    for (int j = 0; j < pooled.k(); j++) {
      x.put(pooled.coefficients().get(j).term(), Auxiliary.column(rows, j));
    }
    x.forEach(
        (term, column) -> {
          double[] deviation = less(column, 1);
          double left = Math.sqrt(Auxiliary.dot(deviation, deviation));
          if (left > CONSTANT * Math.sqrt(Auxiliary.dot(column, column))) {
            varying.add(term);
          }
        });
    if (varying.isEmpty()) {
      throw new EconometricsException(
          "hausman: no regressor of \""
              + pooled.formula()
              + "\" varies within a "
              + unit
              + ", so there is nothing to compare.");
    }
    Map<String, double[]> compared = new LinkedHashMap<>(x);
    compared.keySet().retainAll(varying);
    within = fit(y, compared, true, Covariance.iid(), SmallSample.FIXEST);
    errorVariance = within.sigma() * within.sigma();
    unitVariance = Math.max(0, unitVariance());
  }

  /**
   * @param pooled least squares without effects, whose rows and regressors are taken
   * @param sample that it was fitted on
   */
  static RandomEffects of(Fit pooled, Sample sample, String unit, Optional<String> time) {
    return new RandomEffects(pooled, sample, unit, time);
  }

  /** Terms that vary within units. */
  List<String> varying() {
    return List.copyOf(varying);
  }

  Fit within() {
    return within;
  }

  /** Generalised least squares by rows less theta times their unit mean. */
  Fit random() {
    return fit(transformed(y), transformed(), false, Covariance.iid(), SmallSample.FIXEST);
  }

  /** The same with the deviations from unit means as further regressors. */
  Fit extended(Covariance covariance, SmallSample smallSample) {
    if (unitVariance == 0 && rowsOf.size() == y.length) {
      throw new EconometricsException("hausman: each unit has one row.");
    }
    Map<String, double[]> all = transformed();
    varying.forEach(term -> all.put(WITHIN + term, less(x.get(term), 1)));
    return fit(transformed(y), all, false, covariance, smallSample);
  }

  List<Remark> remarks(String test) {
    List<Remark> remarks = new ArrayList<>();
    remarks.add(
        new Remark.Convention(
            test,
            String.format(
                Locale.ROOT,
                "random effects by Swamy and Arora: sigma_u %.6g, sigma_e %.6g, %d units",
                Math.sqrt(unitVariance),
                Math.sqrt(errorVariance),
                rowsOf.size())));
    if (unitVariance == 0) {
      remarks.add(
          new Remark.Convention(
              test, "the variance of the effects was estimated below 0 and set to 0"));
    }
    Set<String> constant = new LinkedHashSet<>(x.keySet());
    constant.remove(Formula.INTERCEPT);
    varying.forEach(constant::remove);
    if (!constant.isEmpty()) {
      remarks.add(
          new Remark.Convention(
              test,
              String.join(", ", constant) + " do not vary within units and are not compared"));
    }
    return remarks;
  }

  private double unitVariance() {
    List<double[]> means = new ArrayList<>();
    x.values().forEach(column -> means.add(mean(column)));
    List<double[]> between = Auxiliary.independent(means);
    int units = rowsOf.size();
    int k = between.size();
    if (units <= k) {
      throw new EconometricsException(
          "hausman: %d units for %d regressors that vary between them; more units are needed."
              .formatted(units, k));
    }
    double[] e = LeastSquares.residuals(between.toArray(double[][]::new), mean(y));
    RealMatrix projected = MatrixUtils.createRealMatrix(k, k);
    RealMatrix summed = MatrixUtils.createRealMatrix(k, k);
    for (int a = 0; a < k; a++) {
      for (int b = 0; b < k; b++) {
        double p = 0;
        double z = 0;
        for (int i = 0; i < y.length; i++) {
          double product = between.get(a)[i] * between.get(b)[i];
          p += product;
          z += rowsOf.get(this.units.get(i)) * product;
        }
        projected.setEntry(a, b, p);
        summed.setEntry(a, b, z);
      }
    }
    double trace = new CholeskyDecomposition(projected).getSolver().solve(summed).getTrace();
    return (Auxiliary.dot(e, e) - (units - k) * errorVariance) / (y.length - trace);
  }

  private Map<String, double[]> transformed() {
    Map<String, double[]> all = new LinkedHashMap<>();
    x.forEach((term, column) -> all.put(term, transformed(column)));
    return all;
  }

  private double[] transformed(double[] column) {
    double[] mean = mean(column);
    double[] out = new double[column.length];
    for (int i = 0; i < out.length; i++) {
      double total = errorVariance + rowsOf.get(units.get(i)) * unitVariance;
      out[i] = column[i] - (1 - Math.sqrt(errorVariance / total)) * mean[i];
    }
    return out;
  }

  private double[] less(double[] column, double theta) {
    double[] mean = mean(column);
    double[] out = new double[column.length];
    Arrays.setAll(out, i -> column[i] - theta * mean[i]);
    return out;
  }

  /** The mean over the unit of each row. */
  private double[] mean(double[] column) {
    Map<Object, Double> sums = new HashMap<>();
    for (int i = 0; i < column.length; i++) {
      sums.merge(units.get(i), column[i], Double::sum);
    }
    double[] mean = new double[column.length];
    Arrays.setAll(mean, i -> sums.get(units.get(i)) / rowsOf.get(units.get(i)));
    return mean;
  }

  /** Least squares of columns made here, with the other columns of the data for the covariance. */
  private Fit fit(
      double[] response,
      Map<String, double[]> columns,
      boolean absorbUnits,
      Covariance covariance,
      SmallSample smallSample) {
    Sample made = Sample.empty();
    for (String name : sample.names()) {
      List<Object> values = sample.values(name);
      made = made.withValues(name, origin.stream().map(values::get).toList());
    }
    made = made.with(RESPONSE, response).withValues(UNIT, units);
    List<Formula.Term> terms = new ArrayList<>();
    for (Map.Entry<String, double[]> column : columns.entrySet()) {
      // Not under the term's own name: a covariance may need the column of that name as it is.
      String name = COLUMN + column.getKey();
      made = made.with(name, column.getValue());
      terms.add(new Formula.Term(column.getKey(), List.of(new Expression.Column(name))));
    }
    Formula formula =
        new Formula(
            RESPONSE + " ~ " + String.join(" + ", columns.keySet()),
            new Expression.Column(RESPONSE),
            false,
            terms,
            absorbUnits ? List.of(new Formula.Effect(UNIT, List.of(UNIT))) : List.of());
    PanelOls regression =
        new PanelOls().setFormula(formula).setSmallSample(smallSample).setUnit(UNIT);
    time.ifPresent(regression::setTime);
    return regression.fit(made, covariance);
  }
}
