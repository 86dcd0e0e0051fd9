package jevons.econometrics.timeseries;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import jevons.econometrics.EconometricsException;
import jevons.econometrics.diagnostics.TestResult;

/**
 * Test of a break at a date known before the data were seen.
 *
 * <pre>
 *   F = (SSR - SSR_1)/q / (SSR_1/(n - k - q)),   F(q, n - k - q);  SSR without, SSR_1 with the break, q coefficients break
 *   robust: W = d' V^-1 d, chi-squared(q), d the changes, V their HC1 covariance
 *   predictive, when the rows after (or before) the break are no more than the k coefficients, n_2 of them:
 *   F = (SSR - SSR_1)/n_2 / (SSR_1/(n_1 - k)),    F(n_2, n_1 - k);  SSR_1 of the other n_1 rows alone
 * </pre>
 *
 * @see <a href="https://doi.org/10.2307/1910133">Chow (1960), Econometrica 28(3), 591-605</a>
 */
public final class Chow {
  private Chow() {}

  /**
   * The test and where the break is.
   *
   * @param test {@code chow}, or {@code chow-predictive}
   * @param rowsBefore the break
   */
  public record Result(TestResult test, int rowsBefore) {}

  /**
   * Tests one date.
   *
   * @param rowsBefore rows before the break, 1 to n - 1
   * @throws EconometricsException when the break lies outside the rows or both parts are too short
   */
  public static Result test(BreakDesign design, int rowsBefore, BreakErrors errors) {
    int n = design.n();
    if (rowsBefore < 1 || rowsBefore >= n) {
      throw new EconometricsException(
          "chow: a break after "
              + rowsBefore
              + " of "
              + n
              + " rows; 1 to "
              + (n - 1)
              + " are possible.");
    }
    int shorter = Math.min(rowsBefore, n - rowsBefore);
    Regression restricted = design.restricted("chow");
    if (shorter <= design.k()) {
      return predictive(design, restricted, rowsBefore);
    }
    Regression split = design.split("chow", rowsBefore);
    double wald = design.wald(restricted, split, errors);
    int q = design.q();
    boolean f = errors == BreakErrors.HOMOSKEDASTIC;
    double denominator = n - split.k;
    double p = f ? Upper.f(wald / q, q, denominator) : Upper.chiSquared(wald, q);
    return new Result(
        new TestResult(
            "chow",
            f ? wald / q : wald,
            OptionalDouble.of(p),
            OptionalDouble.of(q),
            f ? OptionalDouble.of(denominator) : OptionalDouble.empty(),
            OptionalInt.empty(),
            n,
            Map.of(),
            List.of()),
        rowsBefore);
  }

  private static Result predictive(BreakDesign design, Regression restricted, int rowsBefore) {
    int n = design.n();
    boolean shortAfter = n - rowsBefore <= rowsBefore;
    int from = shortAfter ? 0 : rowsBefore;
    int to = shortAfter ? rowsBefore : n;
    List<double[]> x =
        design.x.stream().map(c -> java.util.Arrays.copyOfRange(c, from, to)).toList();
    Regression longer =
        Regression.of(
            "chow-predictive", design.names, x, java.util.Arrays.copyOfRange(design.y, from, to));
    int few = n - (to - from);
    double denominator = longer.n - longer.k;
    double f = (restricted.ssr - longer.ssr) / few / longer.variance();
    return new Result(
        new TestResult(
            "chow-predictive",
            f,
            OptionalDouble.of(Upper.f(f, few, denominator)),
            OptionalDouble.of(few),
            OptionalDouble.of(denominator),
            OptionalInt.empty(),
            n,
            Map.of(),
            List.of()),
        rowsBefore);
  }
}
