package jevons.econometrics.timeseries;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import jevons.econometrics.Coefficient;
import jevons.econometrics.Covariance;
import jevons.econometrics.EconometricsException;
import jevons.econometrics.Expression;
import jevons.econometrics.Fit;
import jevons.econometrics.Formula;
import jevons.econometrics.PanelOls;
import jevons.econometrics.Sample;
import jevons.econometrics.SmallSample;
import jevons.econometrics.internal.Roles;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * How y answers to an impulse now and over the next periods: one regression a horizon.
 *
 * <pre>
 *   y_{i,t+h} = b_h s_it + controls_it + sum_{l=1..p} (c_l y_{i,t-l} + d_l s_{i,t-l}) + effects + e_{i,t+h},   h = 0 .. H
 *   left-hand side:  level y_{t+h};  change y_{t+h} - y_{t-1};  sum y_t + ... + y_{t+h}
 * </pre>
 *
 * b_h is the answer at horizon h. s is the first term of the formula unless named. Leads and lags
 * are by the calendar and within the unit, so a gap costs the rows that look across it. Each
 * horizon uses all rows it has, so n falls with h. With unit effects and few periods b_h is biased
 * (Nickell); the bias grows with h.
 *
 * @see <a href="https://doi.org/10.1257/0002828053828518">Jorda (2005), American Economic Review
 *     95(1), 161-182</a>
 */
public final class LocalProjection {
  private Formula formula;
  private Optional<String> impulse = Optional.empty();
  private int horizon = 8;
  private int lags;
  private Response response = Response.LEVEL;
  private ProjectionErrors errors = ProjectionErrors.neweyWest();
  private double level = 0.95;
  private SmallSample smallSample = SmallSample.FIXEST;
  private Optional<String> unit = Optional.empty();
  private Optional<String> time = Optional.empty();
  private Optional<String> weights = Optional.empty();
  private int driverRows = PanelOls.DRIVER_ROWS;

  /** What stands on the left at horizon h. */
  public enum Response {
    /** y_{t+h}. */
    LEVEL,
    /** y_{t+h} - y_{t-1}. */
    CHANGE,
    /** y_t + ... + y_{t+h}, for returns and growth rates. */
    SUM;

    /** Reads a name of the command line: level, change, sum. */
    public static Response parse(String name) {
      for (Response r : values()) {
        if (r.toString().equals(name.strip().toLowerCase(Locale.ROOT))) {
          return r;
        }
      }
      throw new EconometricsException(
          "response \"" + name + "\" is not known; there are level, change, sum.");
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One horizon.
   *
   * @param coefficient b_h with its error and degrees of freedom
   * @param interval at the level set
   * @param n rows
   * @param fit the regression
   */
  public record Step(
      int horizon, Coefficient coefficient, Coefficient.Interval interval, long n, Fit fit) {}

  /**
   * The answer.
   *
   * @param impulse name of the term
   * @param steps horizons 0 to H
   */
  public record Result(
      Formula formula,
      String impulse,
      Response response,
      ProjectionErrors errors,
      double level,
      List<Step> steps) {
    public Result {
      steps = List.copyOf(steps);
    }

    /** One horizon. */
    public Step step(int horizon) {
      if (horizon < 0 || horizon >= steps.size()) {
        throw new EconometricsException(
            "no horizon " + horizon + "; there are 0 to " + (steps.size() - 1) + ".");
      }
      return steps.get(horizon);
    }
  }

  /** {@code "y ~ impulse + controls | effects"}. */
  public LocalProjection setFormula(String formula) {
    return setFormula(Formula.parse(formula));
  }

  public LocalProjection setFormula(Formula formula) {
    this.formula = formula;
    return this;
  }

  /** The term whose coefficient is wanted. Default: the first of the formula. */
  public LocalProjection setImpulse(String term) {
    this.impulse = Optional.of(term);
    return this;
  }

  /** H, 0 or more. Default: 8. */
  public LocalProjection setHorizon(int horizon) {
    this.horizon = horizon;
    return this;
  }

  /** p, lags of y and of the impulse among the controls. Default: 0. */
  public LocalProjection setLags(int lags) {
    this.lags = lags;
    return this;
  }

  /** What stands on the left. Default: {@link Response#LEVEL}. */
  public LocalProjection setResponse(Response response) {
    this.response = response;
    return this;
  }

  /** Default: {@link ProjectionErrors#neweyWest()}. */
  public LocalProjection setErrors(ProjectionErrors errors) {
    this.errors = errors;
    return this;
  }

  /** Of the intervals. Default: 0.95. */
  public LocalProjection setLevel(double level) {
    this.level = level;
    return this;
  }

  /** Convention of the small-sample factors. Default: {@link SmallSample#FIXEST}. */
  public LocalProjection setSmallSample(SmallSample smallSample) {
    this.smallSample = smallSample;
    return this;
  }

  /** Column of the panel unit. */
  public LocalProjection setUnit(String column) {
    this.unit = Optional.of(column);
    return this;
  }

  /** Column of the period; see {@link PanelOls#setTime}. */
  public LocalProjection setTime(String column) {
    this.time = Optional.of(column);
    return this;
  }

  /** Column of the weights. */
  public LocalProjection setWeights(String column) {
    this.weights = Optional.of(column);
    return this;
  }

  /** Up to so many rows are collected once and solved on the driver. */
  public LocalProjection setDriverRows(int rows) {
    this.driverRows = rows;
    return this;
  }

  /** Projects rows on the driver; without a time column they are in order of time. */
  public Result fit(Sample sample) {
    return fit((ols, covariance) -> ols.fit(sample, covariance));
  }

  /** Projects rows of a Dataset, which needs a time column. */
  public Result fit(Dataset<Row> rows) {
    if (time.isEmpty()) {
      throw new EconometricsException(
          "a local projection needs the column of the period (setTime); rows of a Dataset have no"
              + " order.");
    }
    Covariance covariance = errors.at(0, Math.max(lags, 1));
    Set<String> needed = new Roles(check(), List.of(covariance), unit, time, weights).columns();
    if (!Arrays.asList(rows.columns()).containsAll(needed)) {
      // Binding names the column that is not there, and the closest.
      return fit((ols, c) -> ols.fit(rows, List.of(c)));
    }
    Column[] columns =
        needed.stream().map(c -> functions.col("`" + c + "`")).toArray(Column[]::new);
    Dataset<Row> selected = rows.select(columns);
    List<Row> collected = selected.limit(driverRows + 1).collectAsList();
    if (collected.size() <= driverRows) {
      return fit(Sample.of(collected, List.copyOf(needed)));
    }
    return fit((ols, c) -> ols.fit(selected, List.of(c)));
  }

  private interface Estimator {
    Fit fit(PanelOls ols, Covariance covariance);
  }

  private Formula check() {
    if (formula == null) {
      throw new EconometricsException("no formula was set, such as \"y ~ shock | firm\".");
    }
    if (horizon < 0 || lags < 0) {
      throw new EconometricsException(
          "local projection: horizon " + horizon + ", lags " + lags + "; 0 or more are needed.");
    }
    if (formula.instruments().isPresent()) {
      throw new EconometricsException(
          "formula \"" + formula + "\": a local projection takes no instruments yet.");
    }
    return formula;
  }

  private Result fit(Estimator estimator) {
    check();
    Formula.Term term = term();
    List<Formula.Term> terms = new ArrayList<>(formula.terms());
    for (int l = 1; l <= lags; l++) {
      addLag(terms, new Formula.Term("", List.of(formula.response())), l);
      addLag(terms, term, l);
    }
    List<Step> steps = new ArrayList<>();
    for (int h = 0; h <= horizon; h++) {
      Formula at =
          new Formula(formula.text(), left(h), formula.intercept(), terms, formula.effects());
      PanelOls ols = new PanelOls().setFormula(at).setSmallSample(smallSample);
      ols.setDriverRows(driverRows);
      unit.ifPresent(ols::setUnit);
      time.ifPresent(ols::setTime);
      weights.ifPresent(ols::setWeights);
      Covariance covariance = errors.at(h, lags);
      Fit fit;
      try {
        fit = estimator.fit(ols, covariance);
      } catch (EconometricsException e) {
        throw new EconometricsException("horizon " + h + ": " + e.getMessage());
      }
      Coefficient c = fit.coefficient(term.name());
      steps.add(new Step(h, c, c.interval(level), fit.n(), fit));
    }
    return new Result(formula, term.name(), response, errors, level, steps);
  }

  private Formula.Term term() {
    if (formula.terms().isEmpty()) {
      throw new EconometricsException(
          "formula \"" + formula + "\" has no term whose impulse could be followed.");
    }
    if (impulse.isEmpty()) {
      return formula.terms().get(0);
    }
    return formula.terms().stream()
        .filter(t -> t.name().equals(impulse.get()))
        .findFirst()
        .orElseThrow(
            () ->
                new EconometricsException(
                    "no term \""
                        + impulse.get()
                        + "\" in \""
                        + formula
                        + "\"; it has "
                        + formula.terms().stream().map(Formula.Term::name).toList()
                        + "."));
  }

  /** The lag of a product is the product of the lags. */
  private void addLag(List<Formula.Term> terms, Formula.Term of, int lag) {
    List<Expression> factors = new ArrayList<>();
    for (Expression f : of.factors()) {
      if (f instanceof Expression.Levels) {
        throw new EconometricsException(
            "formula \""
                + formula
                + "\": "
                + f
                + " has no lag; set lags to 0, or write its levels"
                + " as columns.");
      }
      factors.add(new Expression.Lag(f, lag));
    }
    String name = String.join(":", factors.stream().map(Expression::toString).toList());
    if (terms.stream().noneMatch(t -> t.name().equals(name))) {
      terms.add(new Formula.Term(name, factors));
    }
  }

  private Expression left(int h) {
    Expression y = formula.response();
    return switch (response) {
      case LEVEL -> lead(y, h);
      case CHANGE -> new Expression.Arithmetic('-', lead(y, h), new Expression.Lag(y, 1));
      case SUM -> {
        Expression sum = y;
        for (int j = 1; j <= h; j++) {
          sum = new Expression.Arithmetic('+', sum, lead(y, j));
        }
        yield sum;
      }
    };
  }

  private static Expression lead(Expression y, int h) {
    return h == 0 ? y : new Expression.Lag(y, -h);
  }
}
