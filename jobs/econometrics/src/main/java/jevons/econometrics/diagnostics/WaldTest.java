package jevons.econometrics.diagnostics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import jevons.econometrics.Coefficient;
import jevons.econometrics.Covariance;
import jevons.econometrics.EconometricsException;
import jevons.econometrics.Fit;
import jevons.econometrics.Formula;
import jevons.econometrics.Inference;
import jevons.econometrics.NullDistribution;
import jevons.econometrics.Remark;
import org.hipparchus.distribution.continuous.FDistribution;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;

/**
 * Test of linear restrictions R b = r under a covariance V of the fit.
 *
 * <pre>
 *   W = (R b - r)' (R V R')^-1 (R b - r),   F = W / q,   q restrictions
 * </pre>
 *
 * V holds the small-sample factors of the fit. With iid errors F is the exact F test that compares
 * the sums of squares.
 */
public final class WaldTest {
  private static final String TEST = "wald";

  /** An eigenvalue of the correlation of the restrictions that counts as 0. */
  private static final double SINGULAR = 1e-12;

  private WaldTest() {}

  /**
   * F with q and the covariance's own degrees of freedom (n - K; clusters G - 1; T - 1), as {@code
   * linearHypothesis} of car, {@code wald} of fixest. With equal-weighted cosines, B of them, it is
   * (B - q + 1) / (B q) W with q and B - q + 1 degrees of freedom. A covariance with a distribution
   * of its own (wild cluster bootstrap, fixed-b) gives p where one coefficient is tested; joint
   * restrictions are compared with F, and the result says so.
   *
   * @throws EconometricsException when the covariance has not the rank to test so many restrictions
   * @see <a href="https://doi.org/10.1080/07350015.2018.1506926">Lazarus, Lewis, Stock and Watson
   *     (2018), Journal of Business and Economic Statistics 36(4), 541-559, (4)</a>
   */
  public static TestResult f(Fit fit, Inference inference, LinearRestrictions restrictions) {
    double w = statistic(inference, restrictions);
    int q = restrictions.list().size();
    double f = w / q;
    double denominator = inference.df();
    List<Remark> remarks = new ArrayList<>();
    if (inference.covariance() instanceof Covariance.EqualWeightedCosine && q > 1) {
      f *= (denominator - q + 1) / denominator;
      denominator = denominator - q + 1;
      remarks.add(
          new Remark.Convention(
              TEST, "F = (B - q + 1) / (B q) W with q and B - q + 1 degrees of freedom"));
    }
    OptionalDouble own = ownPValue(inference, restrictions);
    if (own.isEmpty() && !isStudent(inference)) {
      remarks.add(
          new Remark.Convention(
              TEST,
              "compared with F; what "
                  + inference.covariance()
                  + " compares t with ("
                  + inference.distribution()
                  + ") is of one coefficient"));
    }
    if (!(denominator >= 1)) {
      throw new EconometricsException(
          "wald: %d restrictions under %s, which has %s degrees of freedom; test fewer."
              .formatted(q, inference.covariance(), inference.df()));
    }
    return new TestResult(
        TEST,
        f,
        OptionalDouble.of(own.orElse(upper(f, q, denominator))),
        OptionalDouble.of(q),
        OptionalDouble.of(denominator),
        OptionalInt.empty(),
        Math.toIntExact(fit.n()),
        Map.of(),
        remarks);
  }

  /** W, chi-squared with q degrees of freedom: for large samples. */
  public static TestResult chiSquared(
      Fit fit, Inference inference, LinearRestrictions restrictions) {
    return Auxiliary.chiSquared(
        TEST,
        statistic(inference, restrictions),
        restrictions.list().size(),
        OptionalInt.empty(),
        Math.toIntExact(fit.n()),
        List.of());
  }

  /**
   * All coefficients but the intercept are 0.
   *
   * @throws EconometricsException when the fit has only an intercept
   */
  public static LinearRestrictions joint(Fit fit) {
    List<String> terms = terms(fit);
    List<String> slopes = terms.stream().filter(t -> !t.equals(Formula.INTERCEPT)).toList();
    if (slopes.isEmpty()) {
      throw new EconometricsException(
          "joint: \"" + fit.formula() + "\" has no term besides the intercept.");
    }
    return LinearRestrictions.zero(slopes, terms);
  }

  /** Names of the terms of a fit, which restrictions are read with. */
  public static List<String> terms(Fit fit) {
    return fit.coefficients().stream().map(Coefficient::term).toList();
  }

  private static boolean isStudent(Inference inference) {
    return inference.terms().stream()
        .allMatch(c -> c.distribution() instanceof NullDistribution.Student);
  }

  /** p of a test of one coefficient under a covariance with a distribution of its own. */
  private static OptionalDouble ownPValue(Inference inference, LinearRestrictions restrictions) {
    LinearRestrictions.Restriction only = restrictions.list().get(0);
    List<Integer> named = new ArrayList<>();
    for (int j = 0; j < only.weights().size(); j++) {
      if (only.weights().get(j) != 0) {
        named.add(j);
      }
    }
    if (restrictions.list().size() > 1 || named.size() > 1 || isStudent(inference)) {
      return OptionalDouble.empty();
    }
    int j = named.get(0);
    return OptionalDouble.of(inference.terms().get(j).pValue(only.value() / only.weights().get(j)));
  }

  static double statistic(Inference inference, LinearRestrictions restrictions) {
    double[] b = inference.terms().stream().mapToDouble(Coefficient::estimate).toArray();
    RealMatrix r = MatrixUtils.createRealMatrix(restrictions.matrix());
    RealVector distance = r.operate(new ArrayRealVector(b));
    for (int i = 0; i < distance.getDimension(); i++) {
      distance.addToEntry(i, -restrictions.list().get(i).value());
    }
    RealMatrix v = MatrixUtils.createRealMatrix(inference.vcov().toArray());
    return quadratic(
        distance, r.multiply(v).multiplyTransposed(r), inference.covariance().toString());
  }

  /**
   * d' V^-1 d by the eigenvalues of the correlation matrix, which shows whether V has full rank.
   */
  private static double quadratic(RealVector d, RealMatrix v, String covariance) {
    int q = d.getDimension();
    double[][] correlation = new double[q][q];
    double[] z = new double[q];
    for (int i = 0; i < q; i++) {
      double error = Math.sqrt(v.getEntry(i, i));
      if (!(error > 0)) {
        throw new EconometricsException(
            "wald: restriction " + (i + 1) + " has the variance 0 under " + covariance + ".");
      }
      z[i] = d.getEntry(i) / error;
      for (int j = 0; j < q; j++) {
        correlation[i][j] = v.getEntry(i, j) / error / Math.sqrt(v.getEntry(j, j));
      }
    }
    EigenDecompositionSymmetric eigen =
        new EigenDecompositionSymmetric(MatrixUtils.createRealMatrix(correlation));
    double sum = 0;
    int rank = 0;
    for (int i = 0; i < q; i++) {
      double value = eigen.getEigenvalue(i);
      if (value > SINGULAR * q) {
        rank++;
        double along = eigen.getEigenvector(i).dotProduct(new ArrayRealVector(z));
        sum += along * along / value;
      }
    }
    if (rank < q) {
      throw new EconometricsException(
          "wald: %d restrictions, but %s has the rank to test %d of them. Test fewer, or use a covariance that rests on more independent units."
              .formatted(q, covariance, rank));
    }
    return sum;
  }

  private static double upper(double f, double numerator, double denominator) {
    // P(F above f) = P(1/F below 1/f): the lower tail keeps the digits of a small p.
    return f <= 0 ? 1 : new FDistribution(denominator, numerator).cumulativeProbability(1 / f);
  }
}
