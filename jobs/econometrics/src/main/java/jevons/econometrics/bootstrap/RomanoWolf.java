package jevons.econometrics.bootstrap;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import jevons.econometrics.Coefficient;
import jevons.econometrics.Covariance;
import jevons.econometrics.EconometricsException;
import jevons.econometrics.Fit;
import jevons.econometrics.PanelOls;
import jevons.econometrics.Sample;

/**
 * Tests several coefficients at once, of one regression or of many, on the same rows. Each draw of
 * the rows is fitted by all of them, so that the statistics
 *
 * <pre>
 *   t* = (b* - b) / se*
 * </pre>
 *
 * of a draw move together as those of the sample do; {@link MultipleTests#romanoWolf} makes
 * p-values of them. A draw that allows no fit, such as one without the only treated cluster, is
 * replaced and counted.
 */
public final class RomanoWolf {
  /** Share of draws without a fit at which the test stops. */
  private static final double WORST = 0.1;

  private final Resampling resampling;
  private int replications = 999;
  private long seed = 1;

  public RomanoWolf(Resampling resampling) {
    this.resampling = resampling;
  }

  /** Number of draws. Default 999. */
  public RomanoWolf setReplications(int replications) {
    if (replications < 19) {
      throw new EconometricsException(
          replications + " replications allow no p-value below 0.05; 99 or more are usual.");
    }
    this.replications = replications;
    return this;
  }

  public RomanoWolf setSeed(long seed) {
    this.seed = seed;
    return this;
  }

  /**
   * One test: a coefficient is {@code value}.
   *
   * @param name for the result
   * @param regression fitted to each draw; lags and differences must be columns of their own
   * @param covariance that of t; clusters by the column that is resampled, where that is a cluster
   */
  public record Hypothesis(
      String name, PanelOls regression, Covariance covariance, String term, double value) {

    /** That a coefficient is 0, named by its term. */
    public static Hypothesis zero(PanelOls regression, Covariance covariance, String term) {
      return new Hypothesis(term, regression, covariance, term, 0);
    }
  }

  /**
   * What comes of one test.
   *
   * @param coefficient in the sample
   * @param t against the value of the hypothesis
   * @param bootstrap p-value of this test alone, from the same draws
   * @param romanoWolf adjusted for all tests
   * @param holm the p-values {@code bootstrap}, adjusted by Holm
   * @param benjaminiHochberg the same by Benjamini and Hochberg
   */
  public record Adjusted(
      Hypothesis hypothesis,
      Coefficient coefficient,
      double t,
      double bootstrap,
      double romanoWolf,
      double holm,
      double benjaminiHochberg) {}

  /**
   * All tests.
   *
   * @param tests in the order of the hypotheses
   * @param replaced draws that allowed no fit and were replaced
   */
  public record Result(List<Adjusted> tests, int replaced) {
    public Result {
      tests = List.copyOf(tests);
    }
  }

  public Result test(Sample rows, List<Hypothesis> hypotheses) {
    if (hypotheses.isEmpty()) {
      throw new EconometricsException("no hypothesis was given to test.");
    }
    List<Coefficient> found = new ArrayList<>();
    double[] t = new double[hypotheses.size()];
    for (int h = 0; h < t.length; h++) {
      Hypothesis hypothesis = hypotheses.get(h);
      Fit fit = hypothesis.regression().fit(rows, hypothesis.covariance());
      if (fit.formula().looksBack()) {
        throw new EconometricsException(
            "formula \""
                + fit.formula()
                + "\": rows that are drawn anew have no period before them; make the lag or"
                + " difference a column first.");
      }
      found.add(fit.coefficient(hypothesis.term()));
      t[h] = found.get(h).t(hypothesis.value());
    }
    double[][] draws = new double[replications][];
    Resampling.Draws samples = resampling.of(rows);
    SplittableRandom random = new SplittableRandom(seed);
    int replaced = 0;
    for (int d = 0; d < replications; ) {
      try {
        draws[d] = statistics(samples.next(random), hypotheses, found);
        d++;
      } catch (EconometricsException e) {
        if (++replaced > Math.max(WORST * replications, 5)) {
          throw new EconometricsException(
              replaced
                  + " of "
                  + (d + replaced)
                  + " draws of the rows allow no fit, too many to leave out. The last one: "
                  + e.getMessage());
        }
      }
    }
    return new Result(adjusted(hypotheses, found, t, draws), replaced);
  }

  private static double[] statistics(
      Sample drawn, List<Hypothesis> hypotheses, List<Coefficient> found) {
    double[] t = new double[hypotheses.size()];
    for (int h = 0; h < t.length; h++) {
      Hypothesis hypothesis = hypotheses.get(h);
      Fit fit = hypothesis.regression().fit(drawn, hypothesis.covariance());
      t[h] = fit.coefficient(hypothesis.term()).t(found.get(h).estimate());
      if (!Double.isFinite(t[h])) {
        throw new EconometricsException(hypothesis.name() + " has no standard error.");
      }
    }
    return t;
  }

  private static List<Adjusted> adjusted(
      List<Hypothesis> hypotheses, List<Coefficient> found, double[] t, double[][] draws) {
    double[] alone = new double[t.length];
    for (int h = 0; h < t.length; h++) {
      int count = 0;
      for (double[] draw : draws) {
        count += Math.abs(draw[h]) >= Math.abs(t[h]) ? 1 : 0;
      }
      alone[h] = (1.0 + count) / (1.0 + draws.length);
    }
    double[] together = MultipleTests.romanoWolf(t, draws);
    double[] holm = MultipleTests.holm(alone);
    double[] share = MultipleTests.benjaminiHochberg(alone);
    List<Adjusted> list = new ArrayList<>();
    for (int h = 0; h < t.length; h++) {
      list.add(
          new Adjusted(
              hypotheses.get(h), found.get(h), t[h], alone[h], together[h], holm[h], share[h]));
    }
    return list;
  }
}
