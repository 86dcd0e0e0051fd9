package jevons.econometrics.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import jevons.econometrics.Coefficient;
import jevons.econometrics.Covariance;
import jevons.econometrics.Inference;
import jevons.econometrics.NullDistribution;
import jevons.econometrics.Vcov;

/** An inference in the making: each kind of covariance sets what it has. */
final class Draft {
  final Covariance covariance;
  final Map<String, Double> factors = new LinkedHashMap<>();
  final Map<String, Integer> clusters = new LinkedHashMap<>();
  OptionalInt lags = OptionalInt.empty();
  OptionalDouble bandwidth = OptionalDouble.empty();
  OptionalInt periods = OptionalInt.empty();
  double df;
  double[][] v;

  /** What the t of each term is compared with; empty: Student's t. */
  List<NullDistribution> distributions = List.of();

  Draft(Covariance covariance, double df) {
    this.covariance = covariance;
    this.df = df;
  }

  /** Multiplies the matrix by all factors. */
  void scale() {
    double product = factors.values().stream().reduce(1.0, (a, b) -> a * b);
    for (double[] row : v) {
      for (int j = 0; j < row.length; j++) {
        row[j] *= product;
      }
    }
  }

  Inference inference(Solved solved) {
    List<String> names = solved.design().terms();
    List<Coefficient> terms = new ArrayList<>();
    for (int j = 0; j < names.size(); j++) {
      double error = Math.sqrt(Math.max(v[j][j], 0));
      double estimate = solved.beta()[j];
      terms.add(
          distributions.isEmpty()
              ? new Coefficient(names.get(j), estimate, error, df)
              : new Coefficient(names.get(j), estimate, error, df, distributions.get(j)));
    }
    return new Inference(
        covariance,
        solved.ssc(),
        clusters,
        lags,
        bandwidth,
        periods,
        df,
        factors,
        terms,
        Vcov.of(names, v));
  }
}
