package jevons.econometrics;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jevons.econometrics.internal.Estimation;
import jevons.econometrics.internal.Roles;
import jevons.econometrics.internal.SparkBinding;
import jevons.econometrics.panel.PanelFormula;
import jevons.econometrics.panel.PanelModel;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Ordinary or weighted least squares, in one stage or two, with any number of absorbed effects.
 *
 * <pre>
 *   y = X b + D a + e,   b = argmin sum_i w_i e_i^2
 * </pre>
 *
 * D holds the levels of the absorbed effects; they are projected out exactly and never become
 * columns. b comes from a QR factorisation of what is left, refined with residuals in twice the
 * precision on the driver; X'X is never formed. A regressor that is constant, a combination of
 * those before it or absorbed by the effects is named in an {@link EconometricsException}, never
 * dropped in silence. Rows in which anything needed is missing are left out and counted by reason.
 *
 * <p>A formula with instruments is fitted by two-stage least squares: the endogenous regressors are
 * replaced by what the first stage explains of them, Xh, and influences are made of Xh and of the
 * residuals of the regressors as they are. {@link Fit#instrumentTests} holds the tests of the first
 * stage and of the instruments. hc2 and hc3 take the leverages of Xh; R^2 may be negative.
 *
 * <p>Up to {@link #setDriverRows} rows are collected once and solved on the driver without a
 * shuffle. Above, sums run where the rows are and the driver gets figures by level of effect and
 * cluster, of which there may be some million. The data are read once for iid, one-way clustered
 * and Driscoll-Kraay errors without effects, else mostly twice, so cache what is dear to compute.
 * Where sums of products would lose digits, the rows are kept and factored.
 *
 * <p>Weights are analytic: the variance of e_i is s^2 / w_i.
 */
public final class PanelOls {
  /** Up to so many rows a regression is solved on the driver unless set otherwise. */
  public static final int DRIVER_ROWS = 20_000;

  private Formula formula;
  private SmallSample smallSample = SmallSample.FIXEST;
  private Optional<String> unit = Optional.empty();
  private Optional<String> time = Optional.empty();
  private Optional<String> weights = Optional.empty();
  private PanelModel model = PanelModel.POOLED;
  private int driverRows = DRIVER_ROWS;

  /** What to estimate, {@code "y ~ x1 + x2 | firm"}: regressors, then the effects to absorb. */
  public PanelOls setFormula(String formula) {
    return setFormula(Formula.parse(formula));
  }

  public PanelOls setFormula(Formula formula) {
    this.formula = formula;
    return this;
  }

  /** Convention of the small-sample factors. Default: {@link SmallSample#FIXEST}. */
  public PanelOls setSmallSample(SmallSample smallSample) {
    this.smallSample = smallSample;
    return this;
  }

  /** Column of the panel unit, within which lags are taken and {@code nw} sums. */
  public PanelOls setUnit(String column) {
    this.unit = Optional.of(column);
    return this;
  }

  /**
   * Column of the period: whole numbers, days, or texts like 2024Q1. Days on one day of the month
   * are months, quarters or years, days on one weekday are weeks, other days count as they occur.
   */
  public PanelOls setTime(String column) {
    this.time = Optional.of(column);
    return this;
  }

  /** Column of the weights, 0 or more; rows of weight 0 are left out. Default: all 1. */
  public PanelOls setWeights(String column) {
    this.weights = Optional.of(column);
    return this;
  }

  /**
   * Which variation of a panel is used; all but the pooled model need {@link #setUnit}. The fit's
   * formula is then the one that was estimated. Default: {@link PanelModel#POOLED}.
   */
  public PanelOls setModel(PanelModel model) {
    this.model = model;
    return this;
  }

  /** Up to so many rows the regression is solved on the driver. */
  public PanelOls setDriverRows(int rows) {
    this.driverRows = rows;
    return this;
  }

  /** The same settings with another formula. */
  public PanelOls withFormula(Formula other) {
    PanelOls copy = new PanelOls().setFormula(other).setSmallSample(smallSample);
    copy.unit = unit;
    copy.time = time;
    copy.weights = weights;
    copy.driverRows = driverRows;
    return copy;
  }

  /** Fits with iid errors. */
  public Fit fit(Dataset<Row> rows) {
    return fit(rows, List.of(Covariance.iid()));
  }

  /**
   * Says before there are rows what {@link #fit} would say of these columns.
   *
   * @param there names of the data's columns
   * @throws EconometricsException for a name that is not there, with the closest; for lags or
   *     errors over time without a column of the period
   */
  public void check(Collection<String> there, List<Covariance> covariances) {
    checked(there, covariances);
  }

  private Roles checked(Collection<String> there, List<Covariance> covariances) {
    Roles roles = roles(covariances).check(there);
    if (roles.needsTime() && time.isEmpty()) {
      throw new EconometricsException(
          "formula \""
              + formula
              + "\": lags and errors over time need the column of the period (setTime); rows of a"
              + " Dataset have no order.");
    }
    return roles;
  }

  /** Fits once and gives an {@link Inference} for each covariance, all on the same rows. */
  public Fit fit(Dataset<Row> rows, List<Covariance> covariances) {
    Roles roles = checked(Arrays.asList(rows.columns()), covariances);
    Set<String> needed = roles.columns();
    Column[] columns =
        needed.stream().map(c -> functions.col("`" + c + "`")).toArray(Column[]::new);
    Dataset<Row> selected = rows.select(columns);
    List<Row> collected = selected.limit(driverRows + 1).collectAsList();
    return collected.size() <= driverRows
        ? Estimation.fit(roles, Sample.of(collected, List.copyOf(needed)), smallSample)
        : SparkBinding.fit(roles, selected, collected, smallSample);
  }

  /** Fits rows on the driver. Without a time column they are in order of time. */
  public Fit fit(Sample sample, List<Covariance> covariances) {
    return Estimation.fit(roles(covariances), sample, smallSample);
  }

  public Fit fit(Sample sample, Covariance... covariances) {
    return fit(sample, covariances.length == 0 ? List.of(Covariance.iid()) : List.of(covariances));
  }

  /** Fits columns of numbers on the driver. */
  public Fit fitValues(Map<String, double[]> columns, List<Covariance> covariances) {
    return fit(Sample.of(columns), covariances);
  }

  private Roles roles(List<Covariance> covariances) {
    if (formula == null) {
      throw new EconometricsException("no formula was set, such as \"y ~ x | firm\".");
    }
    if (covariances.isEmpty()) {
      throw new EconometricsException("no covariance was asked for, such as iid.");
    }
    Formula estimated = PanelFormula.of(model, formula, unit);
    return new Roles(estimated, covariances, unit, time, weights, model);
  }
}
