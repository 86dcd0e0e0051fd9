package jevons.econometrics.bootstrap;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import jevons.econometrics.EconometricsException;

/** Adjusts p-values of several tests, so that a small one is no accident of their number. */
public final class MultipleTests {
  private MultipleTests() {}

  /**
   * Holm's step-down: with p sorted upwards, the largest of (m - i + 1) p_i so far, at most 1.
   * Holds the chance of any false rejection, whatever the dependence.
   *
   * @param p [m]
   * @return adjusted, in the order given [m]
   * @see <a href="https://www.jstor.org/stable/4615733">Holm (1979), Scandinavian Journal of
   *     Statistics 6(2), 65-70</a>
   */
  public static double[] holm(double... p) {
    check(p);
    int[] order = order(p.length, i -> p[i]);
    double[] adjusted = new double[p.length];
    double last = 0;
    for (int i = 0; i < order.length; i++) {
      last = Math.max(last, Math.min(1, (p.length - i) * p[order[i]]));
      adjusted[order[i]] = last;
    }
    return adjusted;
  }

  /**
   * Benjamini and Hochberg's step-up: with p sorted upwards, the smallest of m p_i / i from there
   * on. Holds the expected share of false rejections among all, for independent or positively
   * dependent tests.
   *
   * @param p [m]
   * @return adjusted, in the order given [m]
   * @see <a href="https://doi.org/10.1111/j.2517-6161.1995.tb02031.x">Benjamini and Hochberg
   *     (1995), Journal of the Royal Statistical Society B 57(1), 289-300</a>
   */
  public static double[] benjaminiHochberg(double... p) {
    check(p);
    int[] order = order(p.length, i -> p[i]);
    double[] adjusted = new double[p.length];
    double last = 1;
    for (int i = order.length - 1; i >= 0; i--) {
      last = Math.min(last, p.length * p[order[i]] / (i + 1));
      adjusted[order[i]] = last;
    }
    return adjusted;
  }

  /**
   * Romano and Wolf's step-down from draws of all statistics together. With |t| sorted downwards,
   *
   * <pre>
   *   p_1 = (1 + #{max over all tests of |t*| >= |t_1|}) / (1 + draws)
   *   p_i = max(p_{i-1}, (1 + #{max over tests i..m of |t*| >= |t_i|}) / (1 + draws))
   * </pre>
   *
   * Holds the chance of any false rejection, and is less strict than {@link #holm} where the
   * statistics move together.
   *
   * @param t statistics [m]
   * @param draws of the statistics under the null [draws][m]
   * @return adjusted p-values, in the order given [m]
   * @see <a href="https://doi.org/10.1111/j.1468-0262.2005.00615.x">Romano and Wolf (2005),
   *     Econometrica 73(4), 1237-1282</a>
   * @see <a href="https://doi.org/10.1016/j.spl.2016.02.012">Romano and Wolf (2016), Statistics and
   *     Probability Letters 113, 38-40, for the p-values</a>
   */
  public static double[] romanoWolf(double[] t, double[][] draws) {
    if (t.length == 0 || draws.length == 0) {
      throw new EconometricsException(
          t.length + " tests with " + draws.length + " draws: one of each is needed at least.");
    }
    for (double[] draw : draws) {
      if (draw.length != t.length) {
        throw new EconometricsException(
            "a draw has " + draw.length + " statistics, but there are " + t.length + " tests.");
      }
    }
    int[] order = order(t.length, i -> -Math.abs(t[i]));
    double[] adjusted = new double[t.length];
    // The largest over the tests from i on grows from the last test to the first.
    double[] largest = new double[draws.length];
    double[] alone = new double[t.length];
    for (int i = order.length - 1; i >= 0; i--) {
      int count = 0;
      for (int d = 0; d < draws.length; d++) {
        largest[d] = Math.max(largest[d], Math.abs(draws[d][order[i]]));
        count += largest[d] >= Math.abs(t[order[i]]) ? 1 : 0;
      }
      alone[i] = (1.0 + count) / (1.0 + draws.length);
    }
    double last = 0;
    for (int i = 0; i < order.length; i++) {
      last = Math.max(last, alone[i]);
      adjusted[order[i]] = last;
    }
    return adjusted;
  }

  private static int[] order(int size, java.util.function.IntToDoubleFunction key) {
    return IntStream.range(0, size)
        .boxed()
        .sorted(Comparator.comparingDouble(key::applyAsDouble))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static void check(double... p) {
    if (!Arrays.stream(p).allMatch(x -> x >= 0 && x <= 1)) {
      throw new EconometricsException(
          "p-values lie between 0 and 1, found " + Arrays.toString(p) + ".");
    }
  }
}
