package jevons.econometrics;

import java.util.List;

/** A covariance matrix of coefficients, rows and columns in the order of {@code terms}. */
public record Vcov(List<String> terms, List<List<Double>> values) {
  public Vcov {
    terms = List.copyOf(terms);
    values = values.stream().map(List::copyOf).toList();
  }

  public static Vcov of(List<String> terms, double[][] v) {
    return new Vcov(
        terms,
        java.util.Arrays.stream(v)
            .map(row -> java.util.Arrays.stream(row).boxed().toList())
            .toList());
  }

  public double get(int row, int column) {
    return values.get(row).get(column);
  }

  /** Covariance of two terms; the variance when they are the same. */
  public double between(String a, String b) {
    return get(index(a), index(b));
  }

  public double[][] toArray() {
    return values.stream()
        .map(row -> row.stream().mapToDouble(Double::doubleValue).toArray())
        .toArray(double[][]::new);
  }

  private int index(String term) {
    int i = terms.indexOf(term);
    if (i < 0) {
      throw new EconometricsException(
          "no term \"" + term + "\" in the covariance; it has " + terms);
    }
    return i;
  }
}
