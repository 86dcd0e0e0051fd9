package jevons.pipeline.table;

import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/** Jumps of a price from one day to the next that look like a split of the share. */
public final class SplitJump {
  /**
   * How far, in logarithms, a day's price may lie from the split alone: a split that was put to the
   * wrong days still has a day's return in it.
   */
  public static final double TOLERANCE = 0.08;

  private static final double[] RATIOS = {1.5, 2, 3, 4, 5, 10, 20};

  private SplitJump() {}

  /**
   * The split that a jump looks like, as its factor on the price: 0.1 for 10 new shares for 1 old.
   *
   * @param jump price over the price before
   */
  public static OptionalDouble find(double jump) {
    if (Math.abs(Math.log(jump)) < Math.log(RATIOS[0]) - TOLERANCE) {
      // Nearly every day
      return OptionalDouble.empty();
    }
    return DoubleStream.of(RATIOS)
        .flatMap(ratio -> DoubleStream.of(ratio, 1 / ratio))
        .filter(factor -> isLike(jump, factor, TOLERANCE))
        .findFirst();
  }

  /** Whether a jump lies within {@code tolerance}, in logarithms, of a factor. */
  public static boolean isLike(double jump, double factor, double tolerance) {
    return Math.abs(Math.log(jump / factor)) <= tolerance;
  }
}
