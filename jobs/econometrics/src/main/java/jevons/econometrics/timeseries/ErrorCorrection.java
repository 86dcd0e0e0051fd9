package jevons.econometrics.timeseries;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import jevons.econometrics.Coefficient;
import jevons.econometrics.Covariance;
import jevons.econometrics.EconometricsException;
import jevons.econometrics.Fit;
import jevons.econometrics.Inference;
import jevons.econometrics.PanelOls;
import jevons.econometrics.Remark;
import jevons.econometrics.Sample;
import jevons.econometrics.SmallSample;

/**
 * How a series returns to its long-run relation with others.
 *
 * <pre>
 *   dy_t = a + g u_{t-1} + sum_j b_j dx_jt + sum_{i=1..L} (c_i dy_{t-i} + sum_j f_ij dx_j,t-i) + e_t
 *   two steps:     u the residuals of {@link EngleGranger}; long-run elasticities are its coefficients
 *   one equation:  g u_{t-1} written as g y_{t-1} + sum_j h_j x_j,t-1 (+ trend); long-run elasticity -h_j/g,
 *                  standard error by the delta method
 * </pre>
 *
 * g is the adjustment speed: the share of a deviation that is gone after one period, negative when
 * the series returns; half of it is gone after log(1/2)/log(1 + g) periods. The model is always
 * given; where Engle and Granger's test does not reject at 5 % it carries {@link
 * Remark.NotCointegrated}, and then g has not even approximately a t distribution.
 *
 * @see <a href="https://doi.org/10.2307/1913236">Engle and Granger (1987), Econometrica 55(2),
 *     251-276</a>
 * @see <a href="https://doi.org/10.1111/j.1468-0084.1986.mp48003004.x">Banerjee, Dolado, Hendry and
 *     Smith (1986), Oxford Bulletin of Economics and Statistics 48(3), 253-277</a>
 */
public final class ErrorCorrection {
  /** The term of the formula that holds the deviation a period ago. */
  public static final String DEVIATION = "deviation_lag1";

  private boolean oneEquation;
  private int lags;
  private Deterministic deterministic = Deterministic.CONSTANT;
  private Covariance covariance = Covariance.iid();
  private SmallSample smallSample = SmallSample.FIXEST;
  private LagRule rule = LagRule.aic();

  /** Long-run relation and short run in one equation in place of two steps. */
  public ErrorCorrection setOneEquation() {
    this.oneEquation = true;
    return this;
  }

  /** L, lagged differences of all series. Default: 0. */
  public ErrorCorrection setLags(int lags) {
    this.lags = lags;
    return this;
  }

  /** Of the long-run relation. Default: a constant. */
  public ErrorCorrection setDeterministic(Deterministic deterministic) {
    this.deterministic = deterministic;
    return this;
  }

  /** Errors of the short run. Default: {@link Covariance#iid()}. */
  public ErrorCorrection setCovariance(Covariance covariance) {
    this.covariance = covariance;
    return this;
  }

  /** Convention of the small-sample factors. Default: {@link SmallSample#FIXEST}. */
  public ErrorCorrection setSmallSample(SmallSample smallSample) {
    this.smallSample = smallSample;
    return this;
  }

  /** Lags of the test of cointegration. Default: {@link LagRule#aic()}. */
  public ErrorCorrection setTestLags(LagRule rule) {
    this.rule = rule;
    return this;
  }

  /**
   * Elasticity in the long run where the series are logarithms.
   *
   * @param standardError empty after two steps, where least squares gives none
   */
  public record LongRun(String series, double elasticity, OptionalDouble standardError) {}

  /**
   * The model and the test of its long run.
   *
   * @param adjustment g
   * @param longRun by series
   * @param halfLife periods until half of a deviation is gone; empty unless -1 &lt; g &lt; 0
   * @param fit the short-run equation
   * @param cointegration the test of the long-run relation
   */
  public record Result(
      Coefficient adjustment,
      List<LongRun> longRun,
      OptionalDouble halfLife,
      Fit fit,
      EngleGranger.Result cointegration,
      List<Remark> remarks) {
    public Result {
      longRun = List.copyOf(longRun);
      remarks = List.copyOf(remarks);
    }
  }

  /**
   * Fits the model of one series on others.
   *
   * @param response name of y
   * @param y levels in order of time
   * @param names of the others
   * @param x levels of the others, one array each
   * @throws EconometricsException when a value is missing or there are too few rows
   */
  public Result fit(String response, double[] y, List<String> names, List<double[]> x) {
    EngleGranger.Result test = EngleGranger.test(y, names, x, deterministic, rule);
    int n = y.length - 1 - lags;
    if (lags < 0 || n < 2) {
      throw new EconometricsException(
          "error correction: "
              + lags
              + " lags of "
              + y.length
              + " periods; 0 or more, and rows"
              + " must be left.");
    }
    Sample sample = Sample.empty();
    List<String> terms = new ArrayList<>();
    String left = "d_" + response;
    sample = sample.with(left, Series.lagged(Series.differences(y), lags, 0));
    if (oneEquation) {
      sample = add(sample, terms, response + "_lag1", before(y));
      for (int j = 0; j < x.size(); j++) {
        sample = add(sample, terms, names.get(j) + "_lag1", before(x.get(j)));
      }
      if (deterministic == Deterministic.TREND) {
        sample = add(sample, terms, "trend", Regression.trend(n, 1));
      }
    } else {
      double[] u = test.residuals().stream().mapToDouble(Double::doubleValue).toArray();
      sample = add(sample, terms, DEVIATION, before(u));
    }
    for (int i = 0; i <= lags; i++) {
      String suffix = i == 0 ? "" : "_lag" + i;
      if (i > 0) {
        sample = add(sample, terms, left + suffix, Series.lagged(Series.differences(y), lags, i));
      }
      for (int j = 0; j < x.size(); j++) {
        double[] change = Series.lagged(Series.differences(x.get(j)), lags, i);
        sample = add(sample, terms, "d_" + names.get(j) + suffix, change);
      }
    }
    String formula =
        "`"
            + left
            + "` ~ `"
            + String.join("` + `", terms)
            + "`"
            + (deterministic == Deterministic.NONE ? " - 1" : "");
    Fit fit =
        new PanelOls().setFormula(formula).setSmallSample(smallSample).fit(sample, covariance);
    return result(response, names, test, fit);
  }

  private Result result(String response, List<String> names, EngleGranger.Result test, Fit fit) {
    Inference inference = fit.inferences().get(0);
    Coefficient speed = inference.coefficient(oneEquation ? response + "_lag1" : DEVIATION);
    List<LongRun> longRun = new ArrayList<>();
    for (String name : names) {
      if (!oneEquation) {
        longRun.add(new LongRun(name, test.relation().get(name), OptionalDouble.empty()));
        continue;
      }
      String level = name + "_lag1";
      double g = speed.estimate();
      double theta = -inference.coefficient(level).estimate() / g;
      double variance =
          (inference.vcov().between(level, level)
                  + 2 * theta * inference.vcov().between(level, speed.term())
                  + theta * theta * inference.vcov().between(speed.term(), speed.term()))
              / (g * g);
      longRun.add(new LongRun(name, theta, OptionalDouble.of(Math.sqrt(variance))));
    }
    List<Remark> remarks = new ArrayList<>(fit.remarks());
    double p = test.test().pValue().orElse(Double.NaN);
    Double critical = test.test().criticalValues().get(0.05);
    boolean refused =
        Double.isNaN(p) ? critical != null && test.test().statistic() > critical : p > 0.05;
    if (refused) {
      remarks.add(new Remark.NotCointegrated(test.test().test(), p));
    }
    double g = speed.estimate();
    OptionalDouble halfLife =
        g < 0 && g > -1 ? OptionalDouble.of(Math.log(0.5) / Math.log1p(g)) : OptionalDouble.empty();
    return new Result(speed, longRun, halfLife, fit, test, remarks);
  }

  private double[] before(double[] levels) {
    return java.util.Arrays.copyOfRange(levels, lags, levels.length - 1);
  }

  private static Sample add(Sample sample, List<String> terms, String name, double[] values) {
    terms.add(name);
    return sample.with(name, values);
  }
}
