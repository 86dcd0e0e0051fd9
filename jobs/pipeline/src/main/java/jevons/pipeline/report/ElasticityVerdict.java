package jevons.pipeline.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jevons.pipeline.report.Regressions.Coefficient;
import jevons.pipeline.report.Regressions.Diagnostic;
import jevons.pipeline.report.Regressions.Specification;

/**
 * What may be said of the Jevons elasticity, by rule from the rows of the investment study.
 *
 * <p>With fewer than 20 quarters nothing is claimed. Else a claim against 0 or against -1 needs
 * three that agree at 5 %: the headline's interval, that with the trend taken out, and the place of
 * t among random walks of the same drift and step. One small p among them is not a finding.
 *
 * @param words the verdict in a few words
 * @param reasons why, each a full sentence
 */
record ElasticityVerdict(String words, List<String> reasons) {
  private static final double LEVEL = 0.05;
  static final String CANNOT_TELL = "Cannot tell";

  ElasticityVerdict {
    reasons = List.copyOf(reasons);
  }

  /** The verdict of these specifications; without detrended or random walks none is reached. */
  static ElasticityVerdict of(Specification headline, Optional<Specification> detrended) {
    List<String> reasons = new ArrayList<>();
    if (headline.hasFewUnits()) {
      reasons.add(fewUnits(headline));
    }
    if (side(headline.headline(), 0) == 0 && side(headline.headline(), -1) == 0) {
      reasons.add("The interval includes both " + meaning(0) + " and " + meaning(-1) + ".");
      return new ElasticityVerdict(CANNOT_TELL, reasons);
    }
    int against0 = agreedSide(headline, detrended, 0, reasons);
    int againstMinus1 = agreedSide(headline, detrended, -1, reasons);
    return new ElasticityVerdict(
        headline.hasFewUnits() ? CANNOT_TELL : words(against0, againstMinus1), reasons);
  }

  private static String fewUnits(Specification headline) {
    String rests =
        headline.independentUnits() == null
            ? "The table does not say how many independent quarters the estimate rests on, so no"
                + " claim is made."
            : "It rests on T"
                + Numbers.SPACE
                + "="
                + Numbers.SPACE
                + Numbers.count(headline.independentUnits())
                + " quarters; below "
                + Regressions.FEWEST_UNITS
                + " no claim is made.";
    return rests + detectable(headline);
  }

  private static String detectable(Specification headline) {
    return headline.minimumDetectableEffect() == null
        ? ""
        : " The smallest elasticity that such a sample would tell from 0 four times out of five is "
            + Numbers.figure(headline.minimumDetectableEffect())
            + ".";
  }

  private static String words(int against0, int againstMinus1) {
    if (against0 > 0) {
      return "More: spending grows when training gets cheaper";
    }
    if (against0 < 0 && againstMinus1 > 0) {
      return "Less, but by less than efficiency gains";
    }
    if (against0 < 0) {
      return "Less: spending falls when training gets cheaper";
    }
    return againstMinus1 > 0
        ? "Demand grows with efficiency; whether spending does, we cannot tell"
        : CANNOT_TELL;
  }

  /** 1 or -1 when all three put the elasticity above or below a value; else 0 with the reason. */
  private static int agreedSide(
      Specification headline, Optional<Specification> detrended, int value, List<String> reasons) {
    int side = side(headline.headline(), value);
    int sideDetrended = detrended.map(d -> side(d.headline(), value)).orElse(0);
    Optional<Double> among = randomWalks(headline, value).map(Diagnostic::pValue);
    boolean agree =
        side != 0 && side == sideDetrended && among.map(p -> p < LEVEL).orElse(Boolean.FALSE);
    if (!agree) {
      reasons.add(disagreement(value, side, sideDetrended, among));
    }
    return agree ? side : 0;
  }

  private static int side(Optional<Coefficient> coefficient, double value) {
    return coefficient.map(c -> c.isAbove(value) ? 1 : c.isBelow(value) ? -1 : 0).orElse(0);
  }

  private static String meaning(int value) {
    return value == 0
        ? "0 (demand grows just as fast as efficiency)"
        : Numbers.figure(value) + " (nobody buys more)";
  }

  private static String disagreement(
      int value, int side, int sideDetrended, Optional<Double> among) {
    if (side == 0) {
      return "The interval includes " + meaning(value) + ".";
    }
    List<String> lacking = new ArrayList<>();
    if (side != sideDetrended) {
      lacking.add("not with a linear trend taken out");
    }
    if (among.isEmpty()) {
      lacking.add("and its place among random walks is not known");
    } else if (among.get() >= LEVEL) {
      lacking.add(
          "and random walks of the same drift do as well ("
              + Numbers.pStatement(among.get())
              + ")");
    }
    String first = String.join(" ", lacking);
    return "The headline interval excludes "
        + meaning(value)
        + ", but "
        + (first.startsWith("and ") ? first.substring(4) : first)
        + ".";
  }

  /** The study's placebo test: the place of t among random walks, for the null of this value. */
  static Optional<Diagnostic> randomWalks(Specification headline, int value) {
    return headline.diagnostic(
        value == 0 ? "random_walks_against_zero" : "random_walks_against_minus_one");
  }
}
