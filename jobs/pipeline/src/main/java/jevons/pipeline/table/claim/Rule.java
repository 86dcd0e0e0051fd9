package jevons.pipeline.table.claim;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How a claim is judged. It allows a range of figures:
 *
 * <pre>
 *   within   claimed - tolerance to claimed + tolerance
 *   above    more than claimed - tolerance
 *   below    less than claimed + tolerance
 * </pre>
 *
 * <p>It holds when the whole interval of the measured figure lies in the range. When part of the
 * interval does, nobody can tell. When none does it fails, or holds partly where the claimed figure
 * and the whole interval lie on one side of no effect: then its direction is right.
 */
public enum Rule {
  WITHIN,
  ABOVE,
  BELOW;

  /** The word in the configuration and the tables. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The rule of this word. */
  public static Optional<Rule> find(String word) {
    return Arrays.stream(values()).filter(r -> r.word().equals(word)).findFirst();
  }

  /** All words. */
  public static List<String> words() {
    return Arrays.stream(values()).map(Rule::word).toList();
  }

  /**
   * The verdict.
   *
   * @param tolerance in the unit of the figures, 0 or more
   */
  public Verdict judge(double claimed, double tolerance, Measured measured) {
    if (!measured.isKnown()) {
      return Verdict.CANNOT_TELL;
    }
    if (isAllowed(measured.low(), claimed, tolerance)
        && isAllowed(measured.high(), claimed, tolerance)) {
      return Verdict.HOLDS;
    }
    if (reachesRange(measured, claimed, tolerance)) {
      return Verdict.CANNOT_TELL;
    }
    return isOfOneDirection(claimed, measured) ? Verdict.PARTLY : Verdict.FAILS;
  }

  private boolean isAllowed(double figure, double claimed, double tolerance) {
    return switch (this) {
      case WITHIN -> claimed - tolerance <= figure && figure <= claimed + tolerance;
      case ABOVE -> figure > claimed - tolerance;
      case BELOW -> figure < claimed + tolerance;
    };
  }

  private boolean reachesRange(Measured measured, double claimed, double tolerance) {
    return switch (this) {
      case WITHIN ->
          measured.low() <= claimed + tolerance && measured.high() >= claimed - tolerance;
      case ABOVE -> measured.high() > claimed - tolerance;
      case BELOW -> measured.low() < claimed + tolerance;
    };
  }

  private static boolean isOfOneDirection(double claimed, Measured measured) {
    if (measured.noEffect().isEmpty()) {
      return false;
    }
    double neither = measured.noEffect().getAsDouble();
    return (claimed > neither && measured.low() > neither)
        || (claimed < neither && measured.high() < neither);
  }
}
