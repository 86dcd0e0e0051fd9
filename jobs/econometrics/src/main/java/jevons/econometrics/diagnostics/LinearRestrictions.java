package jevons.econometrics.diagnostics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import jevons.econometrics.EconometricsException;

/**
 * Linear equations that coefficients may meet, R b = r.
 *
 * @param terms of the fit, the columns of R
 * @param list one or more, none of which follows from the others
 */
public record LinearRestrictions(List<String> terms, List<Restriction> list) {

  /**
   * One equation.
   *
   * @param text as written
   * @param weights of the coefficients, in the order of the terms
   * @param value what their sum shall be
   */
  public record Restriction(String text, List<Double> weights, double value) {
    public Restriction {
      weights = List.copyOf(weights);
    }
  }

  /**
   * @throws EconometricsException when there is none, or one follows from or contradicts those
   *     before it
   */
  public LinearRestrictions {
    terms = List.copyOf(terms);
    list = List.copyOf(list);
    if (list.isEmpty()) {
      throw new EconometricsException("there is no restriction to test, such as \"x1 = 0\".");
    }
    checkRank(terms.size(), list);
  }

  /**
   * Reads {@code "x1 = 0, x2 = x3"}: equations between sums of terms, each with a number before it
   * if need be ({@code 2 x1 - 0.5*x2 = 1}), separated by commas. A side alone is meant to be 0, and
   * {@code x1 = x2 = x3} are two equations. Terms are named as in the fit; spaces do not matter.
   *
   * @throws EconometricsException pointing at the part that is not understood
   */
  public static LinearRestrictions parse(String text, List<String> terms) {
    return new LinearRestrictions(terms, RestrictionParser.parse(text, terms));
  }

  /** Each of some coefficients is 0. */
  public static LinearRestrictions zero(List<String> zero, List<String> terms) {
    List<Restriction> list = new ArrayList<>();
    for (String term : zero) {
      if (!terms.contains(term)) {
        throw new EconometricsException("no term \"" + term + "\" in the fit; it has " + terms);
      }
      list.add(
          new Restriction(
              term + " = 0", terms.stream().map(t -> t.equals(term) ? 1.0 : 0.0).toList(), 0));
    }
    return new LinearRestrictions(terms, list);
  }

  /** The matrix R [q x k]. */
  double[][] matrix() {
    return list.stream()
        .map(r -> r.weights().stream().mapToDouble(Double::doubleValue).toArray())
        .toArray(double[][]::new);
  }

  private static void checkRank(int k, List<Restriction> list) {
    List<double[]> reduced = new ArrayList<>();
    List<Integer> pivots = new ArrayList<>();
    for (Restriction r : list) {
      double[] row = new double[k + 1];
      for (int j = 0; j < k; j++) {
        row[j] = r.weights().get(j);
      }
      row[k] = r.value();
      double size = largest(row, k);
      for (int i = 0; i < reduced.size(); i++) {
        double f = row[pivots.get(i)];
        for (int j = 0; j <= k; j++) {
          row[j] -= f * reduced.get(i)[j];
        }
      }
      double left = largest(row, k);
      if (!(left > 1e-12 * size)) {
        boolean agrees = Math.abs(row[k]) <= 1e-12 * Math.max(1, Math.abs(r.value()));
        throw new EconometricsException(
            "restriction \""
                + r.text()
                + (agrees
                    ? "\" says nothing new: it follows from those before it. Leave it out."
                    : "\" contradicts those before it."));
      }
      int pivot = 0;
      while (Math.abs(row[pivot]) < left) {
        pivot++;
      }
      double head = row[pivot];
      int at = pivot;
      double[] scaled = Arrays.stream(row).map(v -> v / head).toArray();
      // Earlier rows lose the new pivot, so that one pass reduces the next row.
      reduced.forEach(
          before -> {
            double f = before[at];
            for (int j = 0; j <= k; j++) {
              before[j] -= f * scaled[j];
            }
          });
      reduced.add(scaled);
      pivots.add(pivot);
    }
  }

  private static double largest(double[] row, int k) {
    return Arrays.stream(row, 0, k).map(Math::abs).max().orElse(0);
  }
}
