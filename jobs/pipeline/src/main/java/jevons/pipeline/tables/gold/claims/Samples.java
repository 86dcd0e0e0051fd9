package jevons.pipeline.tables.gold.claims;

import java.util.Arrays;
import jevons.econometrics.Coefficient;
import jevons.econometrics.EconometricsException;
import jevons.econometrics.diagnostics.MeanDifference;
import jevons.pipeline.table.Grade;
import jevons.pipeline.table.claim.Measured;

/** Figures of small samples with their 95 % intervals. */
final class Samples {
  static final double LEVEL = 0.95;

  private Samples() {}

  /**
   * Mean of a less mean of b, with Welch's interval.
   *
   * @param words what the two are, for a remark
   */
  static Measured difference(double[] a, double[] b, Grade grade, String words) {
    if (a.length < 2 || b.length < 2) {
      return Measured.unknown(words + ": " + a.length + " and " + b.length + "; 2 of each needed");
    }
    try {
      MeanDifference welch = MeanDifference.welch(a, b);
      Coefficient difference =
          new Coefficient("difference", welch.difference(), welch.standardError(), welch.df());
      return of(difference, grade).remarking(words + ": " + a.length + " and " + b.length);
    } catch (EconometricsException e) {
      return Measured.unknown(words + ": " + e.getMessage());
    }
  }

  /** Mean with its interval, t(n - 1); of one value alone without. */
  static Measured mean(double[] values, Grade grade) {
    double mean = Arrays.stream(values).average().orElseThrow();
    if (values.length < 2) {
      return Measured.exactly(mean, grade);
    }
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    int df = values.length - 1;
    return of(new Coefficient("mean", mean, Math.sqrt(squares / df / values.length), df), grade);
  }

  /** An estimate with its interval. */
  static Measured of(Coefficient estimate, Grade grade) {
    Coefficient.Interval ends = estimate.interval(LEVEL);
    return Measured.between(estimate.estimate(), ends.low(), ends.high(), grade);
  }

  /** A log10 as the factor that it is of. */
  static Measured powerOfTen(Measured log10) {
    return log10.figure().isEmpty()
        ? log10
        : Measured.between(
                Math.pow(10, log10.figure().get()),
                Math.pow(10, log10.low()),
                Math.pow(10, log10.high()),
                log10.grade().orElseThrow())
            .remarking(log10.remark());
  }
}
