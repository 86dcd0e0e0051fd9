package jevons.econometrics.internal;

import jevons.econometrics.Covariance;
import jevons.econometrics.EconometricsException;

/**
 * Coefficients without each cluster, from cross products. With C the columns of {@link
 * ClusterProducts}, b - b_(g) is the part of (C'WC - C_g'WC_g)^-1 C_g'We_g that belongs to the
 * terms.
 */
final class Jackknife {
  private Jackknife() {}

  /**
   * sum_g (b_(g) - b)(b_(g) - b)' [k x k].
   *
   * @throws EconometricsException when a term has no coefficient without one of the clusters
   */
  static double[][] squares(
      ClusterProducts products, Solved solved, Covariance.Jackknife covariance) {
    int k = products.k();
    int width = products.columns();
    double[][] total = products.total();
    double[] scale = new double[width];
    int[] order = new int[width];
    for (int a = 0; a < width; a++) {
      scale[a] = total[a][a];
      // Effects first, so that what fails is a term.
      order[a] = (k + a) % width;
    }
    double[][] v = new double[k][k];
    for (int g = 0; g < products.clusters(); g++) {
      double[][] rest = new double[width][width];
      for (int a = 0; a < width; a++) {
        for (int b = 0; b < width; b++) {
          rest[a][b] = total[a][b] - products.products()[g][a][b];
        }
      }
      Sweep.Swept swept = Sweep.inverse(rest, scale, order);
      for (int j = 0; j < k; j++) {
        if (swept.left()[j]) {
          throw new EconometricsException(lost(covariance, products, solved, g));
        }
      }
      double[] q = new double[k];
      System.arraycopy(Sweep.times(swept.inverse(), products.scores()[g]), 0, q, 0, k);
      double[] change = Triangle.solve(solved.r(), q);
      for (int a = 0; a < k; a++) {
        for (int b = 0; b < k; b++) {
          v[a][b] += change[a] * change[b];
        }
      }
    }
    return v;
  }

  /** The term that has least of its variation left without cluster g. */
  private static String lost(
      Covariance.Jackknife covariance, ClusterProducts products, Solved solved, int g) {
    int k = products.k();
    String worst = "";
    double largest = -1;
    for (int j = 0; j < k; j++) {
      double[] unit = new double[k];
      unit[j] = 1;
      // x_j less what the other terms explain of it lies along R^-T e_j among the columns q.
      double[] along = Triangle.solveTransposed(solved.r(), unit);
      double inside = 0;
      double all = 0;
      for (int a = 0; a < k; a++) {
        all += along[a] * along[a];
        for (int b = 0; b < k; b++) {
          inside += along[a] * products.products()[g][a][b] * along[b];
        }
      }
      if (inside / all > largest) {
        largest = inside / all;
        worst = solved.design().terms().get(j);
      }
    }
    return covariance
        + ": without one of the "
        + products.clusters()
        + " clusters the terms are collinear, since only that cluster tells "
        + worst
        + " from the others, so the jackknife is not defined. Drop "
        + worst
        + " or that cluster, absorb it as an effect, or use cluster("
        + covariance.column()
        + ").";
  }
}
