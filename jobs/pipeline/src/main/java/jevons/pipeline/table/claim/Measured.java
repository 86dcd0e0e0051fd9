package jevons.pipeline.table.claim;

import java.util.Optional;
import java.util.OptionalDouble;
import jevons.pipeline.table.Grade;

/**
 * A figure measured for a claim.
 *
 * @param figure empty where it is not known, or only that it lies between the ends
 * @param low lower end of the 95 % interval; of a figure without uncertainty itself; negative
 *     infinity where it is unbounded
 * @param high upper end
 * @param noEffect the figure that means neither more nor less: 0 of a change, 1 of a ratio; empty
 *     where the figure has no direction
 * @param grade the weakest of what it was made from; empty where nothing is known
 * @param remark what a reader of the figure should know, or why there is none; may be empty
 */
public record Measured(
    Optional<Double> figure,
    double low,
    double high,
    OptionalDouble noEffect,
    Optional<Grade> grade,
    String remark) {

  /** A figure that is as it is. */
  public static Measured exactly(double figure, Grade grade) {
    return between(figure, figure, figure, grade);
  }

  /** A figure with its interval. */
  public static Measured between(double figure, double low, double high, Grade grade) {
    if (Double.isNaN(figure) || !(low <= figure && figure <= high)) {
      throw new IllegalArgumentException(figure + " does not lie from " + low + " to " + high);
    }
    return new Measured(
        Optional.of(figure), low, high, OptionalDouble.empty(), Optional.of(grade), "");
  }

  /** A figure of which is only known that it is no smaller than this. */
  public static Measured atLeast(double low, Grade grade, String remark) {
    return new Measured(
        Optional.empty(),
        low,
        Double.POSITIVE_INFINITY,
        OptionalDouble.empty(),
        Optional.of(grade),
        remark);
  }

  /** No figure, and why. */
  public static Measured unknown(String reason) {
    return new Measured(
        Optional.empty(),
        Double.NEGATIVE_INFINITY,
        Double.POSITIVE_INFINITY,
        OptionalDouble.empty(),
        Optional.empty(),
        reason);
  }

  /** The same with the figure that means neither more nor less. */
  public Measured against(double neither) {
    return new Measured(figure, low, high, OptionalDouble.of(neither), grade, remark);
  }

  /** The same with a remark. */
  public Measured remarking(String words) {
    return new Measured(figure, low, high, noEffect, grade, words);
  }

  /** Whether anything is known of the figure. */
  public boolean isKnown() {
    return grade.isPresent();
  }

  /** Whether it has an interval: its ends are not the figure itself. */
  public boolean hasInterval() {
    return isKnown() && low < high;
  }
}
