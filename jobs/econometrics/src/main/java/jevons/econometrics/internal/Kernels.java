package jevons.econometrics.internal;

import java.util.Map;
import java.util.SortedMap;
import java.util.function.IntToDoubleFunction;

/** Long-run variances of a sum of vectors by period. */
final class Kernels {
  private Kernels() {}

  /** sum_{|l| < b} (1 - |l|/b) u_t u_{t-l}' [k x k]; a period that is not there counts as 0. */
  static double[][] bartlett(SortedMap<Long, double[]> series, int k, double bandwidth) {
    return weighted(series, k, lagsBelow(bandwidth), l -> 1 - l / bandwidth);
  }

  /** sum_{|l| < h} u_t u_{t-l}' [k x k]. */
  static double[][] truncated(SortedMap<Long, double[]> series, int k, int horizon) {
    return weighted(series, k, horizon - 1, l -> 1);
  }

  /** The largest lag whose Bartlett weight is above 0. */
  static int lagsBelow(double bandwidth) {
    return (int) Math.max(Math.ceil(bandwidth) - 1, 0);
  }

  private static double[][] weighted(
      SortedMap<Long, double[]> series, int k, int lags, IntToDoubleFunction weights) {
    double[][] v = new double[k][k];
    for (Map.Entry<Long, double[]> e : series.entrySet()) {
      double[] now = e.getValue();
      for (int l = 0; l <= lags; l++) {
        double[] before = series.get(e.getKey() - l);
        if (before == null) {
          continue;
        }
        double weight = l == 0 ? 1 : weights.applyAsDouble(l);
        for (int a = 0; a < k; a++) {
          for (int b = 0; b < k; b++) {
            double product = now[a] * before[b];
            if (l > 0) {
              product += before[a] * now[b];
            }
            v[a][b] += weight * product;
          }
        }
      }
    }
    return v;
  }

  /** {@link #bartlett} of one unit's series, row by row. */
  static Influences.OfSeries bartlettOf(int k, double bandwidth) {
    return series -> {
      double[] flat = new double[k * k];
      double[][] v = bartlett(series, k, bandwidth);
      for (int a = 0; a < k; a++) {
        System.arraycopy(v[a], 0, flat, a * k, k);
      }
      return flat;
    };
  }

  /** S/B sum_j c_j c_j', c_j = sqrt(2/S) sum_t u_t cos(pi j (t - 1/2)/S) [k x k]. */
  static double[][] cosines(SortedMap<Long, double[]> series, int k, int count) {
    long first = series.firstKey();
    double s = series.lastKey() - first + 1;
    double[][] v = new double[k][k];
    for (int j = 1; j <= count; j++) {
      double[] c = new double[k];
      for (Map.Entry<Long, double[]> e : series.entrySet()) {
        double wave = Math.sqrt(2 / s) * Math.cos(Math.PI * j * (e.getKey() - first + 0.5) / s);
        for (int a = 0; a < k; a++) {
          c[a] += wave * e.getValue()[a];
        }
      }
      for (int a = 0; a < k; a++) {
        for (int b = 0; b < k; b++) {
          v[a][b] += s / count * c[a] * c[b];
        }
      }
    }
    return v;
  }
}
