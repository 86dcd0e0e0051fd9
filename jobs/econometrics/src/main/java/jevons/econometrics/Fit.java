package jevons.econometrics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A fitted regression.
 *
 * @param formula what was estimated
 * @param n rows used
 * @param k coefficients, the intercept included, absorbed effects not
 * @param r2 share of the variance of y explained, absorbed effects included; about 0 instead of the
 *     mean when there is neither intercept nor effect
 * @param r2Within share of what the effects leave; NaN without effects
 * @param dfResidual n - K, K with the absorbed levels
 * @param sigma square root of sum w e^2 / (n - K)
 * @param inferences one for each covariance asked for, in that order
 * @param effects absorbed effects and their levels
 * @param remarks what the reader should know
 * @param droppedRows rows left out, by reason
 * @param rows figures of each row; empty when the fit was distributed
 * @param instrumentTests what the first stage says; empty without instruments
 * @param convergence how the effects were projected out; empty without effects, or where that needs
 *     no steps
 */
public record Fit(
    Formula formula,
    long n,
    int k,
    double r2,
    double r2Within,
    double dfResidual,
    double sigma,
    List<Inference> inferences,
    List<AbsorbedEffect> effects,
    List<Remark> remarks,
    Map<String, Long> droppedRows,
    Optional<RowFigures> rows,
    Optional<InstrumentTests> instrumentTests,
    Optional<Convergence> convergence) {

  /** A fit without instruments. */
  public Fit(
      Formula formula,
      long n,
      int k,
      double r2,
      double r2Within,
      double dfResidual,
      double sigma,
      List<Inference> inferences,
      List<AbsorbedEffect> effects,
      List<Remark> remarks,
      Map<String, Long> droppedRows,
      Optional<RowFigures> rows) {
    this(
        formula,
        n,
        k,
        r2,
        r2Within,
        dfResidual,
        sigma,
        inferences,
        effects,
        remarks,
        droppedRows,
        rows,
        Optional.empty(),
        Optional.empty());
  }

  /**
   * How effects were projected out.
   *
   * @param rounds passes over the rows; a second one takes away the rounding of the first
   * @param steps of conjugate gradients, of all columns and rounds; 0 for one effect, which needs
   *     only a division
   * @param remaining largest mean by level that is left, as a share of the largest before
   */
  public record Convergence(int rounds, int steps, double remaining) {
    /** Means by level below which a column counts as free of the effects. */
    public static final double TOLERANCE = 1e-9;

    public boolean isReached() {
      return remaining <= TOLERANCE;
    }
  }

  /** An absorbed effect. */
  public record AbsorbedEffect(String name, int levels) {}

  /**
   * What the fit says about one row.
   *
   * @param row its place among the rows handed in, from 0
   * @param fitted y less the residual
   * @param residual in the unit of y
   * @param leverage diagonal of the hat matrix, absorbed effects included; NaN where the effects
   *     besides the largest have more than 200 levels and neither hc2 nor hc3 was asked for
   * @param regressors its regressors as they entered, demeaned of absorbed effects; endogenous ones
   *     projected on the instruments
   * @param influence (X'WX)^-1 x w e, by how much it moved each coefficient (up to leverage)
   */
  public record RowFigure(
      int row,
      double fitted,
      double residual,
      double leverage,
      List<Double> regressors,
      List<Double> influence) {}

  /** The figures of all rows used, in the order they were handed in. */
  public record RowFigures(List<RowFigure> list) {
    public RowFigures {
      list = List.copyOf(list);
    }

    public double[] residuals() {
      return list.stream().mapToDouble(RowFigure::residual).toArray();
    }

    public double[] fitted() {
      return list.stream().mapToDouble(RowFigure::fitted).toArray();
    }

    public double[] leverages() {
      return list.stream().mapToDouble(RowFigure::leverage).toArray();
    }

    /** [n x k]. */
    public double[][] regressors() {
      return matrix(list.stream().map(RowFigure::regressors).toList());
    }

    /** [n x k]. */
    public double[][] influences() {
      return matrix(list.stream().map(RowFigure::influence).toList());
    }

    private static double[][] matrix(List<List<Double>> rows) {
      return rows.stream()
          .map(r -> r.stream().mapToDouble(Double::doubleValue).toArray())
          .toArray(double[][]::new);
    }
  }

  public Fit {
    inferences = List.copyOf(inferences);
    effects = List.copyOf(effects);
    remarks = List.copyOf(remarks);
    droppedRows = Collections.unmodifiableMap(new LinkedHashMap<>(droppedRows));
  }

  /** The coefficient of a term under the first covariance. */
  public Coefficient coefficient(String term) {
    return inferences.get(0).coefficient(term);
  }

  /** The coefficients under the first covariance. */
  public List<Coefficient> coefficients() {
    return inferences.get(0).terms();
  }

  /** What a covariance that was asked for says. */
  public Inference inference(Covariance covariance) {
    return inferences.stream()
        .filter(i -> i.covariance().equals(covariance))
        .findFirst()
        .orElseThrow(
            () ->
                new EconometricsException(
                    "the fit has no "
                        + covariance
                        + "; it has "
                        + inferences.stream().map(Inference::covariance).toList()));
  }

  /** Residuals in row order. */
  public double[] residuals() {
    return figures().residuals();
  }

  /** Fitted values in row order. */
  public double[] fitted() {
    return figures().fitted();
  }

  /** Figures of each row, or the reason why there are none. */
  public RowFigures figures() {
    return rows.orElseThrow(
        () ->
            new EconometricsException(
                "a fit on more rows than the driver collects keeps no residuals; raise"
                    + " setDriverRows."));
  }

  /** Remarks of one kind. */
  public <R extends Remark> List<R> remarks(Class<R> kind) {
    List<R> found = new ArrayList<>();
    remarks.stream().filter(kind::isInstance).map(kind::cast).forEach(found::add);
    return found;
  }
}
