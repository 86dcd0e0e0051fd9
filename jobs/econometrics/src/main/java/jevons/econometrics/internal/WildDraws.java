package jevons.econometrics.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import jevons.econometrics.Coefficient;
import jevons.econometrics.Covariance;
import jevons.econometrics.NullDistribution;

/**
 * The draws of a wild cluster bootstrap, the null imposed. With the columns of {@link
 * ClusterProducts}, A_g their products and s_g their scores, r = R^-T e_j and d = b_j - b0, the
 * residuals restricted to b_j = b0 have the scores s_g + d A_g r / r'r: they are e + d x_j', x_j'
 * what the other terms leave of x_j. A draw v gives
 *
 * <pre>
 *   b*_j - b0 = sum_g v_g c_g,   c_g = r'(s_g + d A_g r / r'r)
 *   V*        = sum_g (v_g c_g - r'A_g A^- sum_h v_h (s_h + d A_h r / r'r))^2
 * </pre>
 *
 * so that t*^2 is a ratio of two parabolas in d, five numbers a draw. They give p for any b0.
 */
final class WildDraws {
  private static final int ALL = 4096;

  /** Draws that equal t but for rounding count as equal. */
  private static final double TIE = 1e-9;

  private static final double[] SIX = {
    -Math.sqrt(1.5), -1, -Math.sqrt(0.5), Math.sqrt(0.5), 1, Math.sqrt(1.5)
  };

  private final ClusterProducts products;
  private final Covariance.WildCluster wild;
  private final boolean all;
  private final int draws;
  private final List<NullDistribution> distributions = new ArrayList<>();

  private WildDraws(ClusterProducts products, Covariance.WildCluster wild) {
    this.products = products;
    this.wild = wild;
    int g = products.clusters();
    this.all =
        wild.signs() == Covariance.Signs.RADEMACHER
            && g < 31
            && 1L << g <= Math.max(ALL, wild.draws());
    // A draw and its mirror have the same |t*|, so one of the two is enough.
    this.draws = all ? 1 << (g - 1) : wild.draws();
  }

  static WildDraws of(ClusterProducts products, double[][] r, Covariance.WildCluster wild) {
    WildDraws of = new WildDraws(products, wild);
    of.draw(r);
    return of;
  }

  /** One for each term. */
  List<NullDistribution> distributions() {
    return distributions;
  }

  double smallestP() {
    return all ? 1.0 / draws : 1.0 / (draws + 1);
  }

  private void draw(double[][] r) {
    int k = products.k();
    int width = products.columns();
    int clusters = products.clusters();
    double[][] inverse = inverse();
    double[][][] along = new double[k][clusters][];
    double[][] c0 = new double[k][clusters];
    double[][] c1 = new double[k][clusters];
    double[] length = new double[k];
    for (int j = 0; j < k; j++) {
      double[] unit = new double[k];
      unit[j] = 1;
      double[] direction = new double[width];
      System.arraycopy(Triangle.solveTransposed(r, unit), 0, direction, 0, k);
      length[j] = Sweep.dot(direction, direction);
      for (int g = 0; g < clusters; g++) {
        along[j][g] = Sweep.times(products.products()[g], direction);
        c0[j][g] = Sweep.dot(direction, products.scores()[g]);
        c1[j][g] = Sweep.dot(direction, along[j][g]) / length[j];
      }
    }
    double[][][] parabolas = new double[k][5][draws];
    SplittableRandom random = new SplittableRandom(wild.seed());
    double[] v = new double[clusters];
    for (int d = 0; d < draws; d++) {
      signs(v, d, random);
      double[] s0 = Sweep.times(inverse, sum(products.scores(), v));
      for (int j = 0; j < k; j++) {
        double[] s1 = Sweep.times(inverse, sum(along[j], v));
        double[][] into = parabolas[j];
        for (int g = 0; g < clusters; g++) {
          into[0][d] += v[g] * c0[j][g];
          into[1][d] += v[g] * c1[j][g];
          double z0 = v[g] * c0[j][g] - Sweep.dot(along[j][g], s0);
          double z1 = v[g] * c1[j][g] - Sweep.dot(along[j][g], s1) / length[j];
          into[2][d] += z0 * z0;
          into[3][d] += 2 * z0 * z1;
          into[4][d] += z1 * z1;
        }
      }
    }
    for (int j = 0; j < k; j++) {
      double variance = Sweep.dot(c0[j], c0[j]);
      if (all) {
        // The first draw is the sample itself; without its rounding p keeps its floor far out too.
        double[] itself = {0, 1, variance, 0, 0};
        for (int c = 0; c < itself.length; c++) {
          parabolas[j][c][0] = itself[c];
        }
      }
      distributions.add(new OfTerm(parabolas[j], variance, all, toString()));
    }
  }

  /** A^-: the identity for the terms, which are orthogonal to the effects. */
  private double[][] inverse() {
    double[][] total = products.total();
    int width = total.length;
    double[] scale = new double[width];
    int[] order = new int[width];
    for (int a = 0; a < width; a++) {
      scale[a] = total[a][a];
      order[a] = a;
    }
    return Sweep.inverse(total, scale, order).inverse();
  }

  private void signs(double[] v, int draw, SplittableRandom random) {
    for (int g = 0; g < v.length; g++) {
      if (all) {
        v[g] = g > 0 && (draw >> (g - 1) & 1) == 1 ? -1 : 1;
      } else if (wild.signs() == Covariance.Signs.WEBB) {
        v[g] = SIX[random.nextInt(SIX.length)];
      } else {
        v[g] = random.nextBoolean() ? 1 : -1;
      }
    }
  }

  private static double[] sum(double[][] vectors, double[] v) {
    double[] sum = new double[vectors[0].length];
    for (int g = 0; g < v.length; g++) {
      for (int a = 0; a < sum.length; a++) {
        sum[a] += v[g] * vectors[g][a];
      }
    }
    return sum;
  }

  @Override
  public String toString() {
    String points = wild.signs() == Covariance.Signs.WEBB ? "Webb" : "Rademacher";
    String how =
        all
            ? "all " + 2 * draws + " " + points + " draws"
            : draws + " " + points + " draws, seed " + wild.seed();
    return "wild cluster bootstrap of t, "
        + how
        + ", no p below "
        + Double.valueOf(String.format(Locale.ROOT, "%.4g", smallestP()));
  }

  /**
   * @param parabolas numerator n0 + d n1 and variance q0 + d q1 + d^2 q2 of each draw [5][draws]
   * @param variance of the coefficient, without factors
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared, never leaves the package
  private record OfTerm(double[][] parabolas, double variance, boolean all, String text)
      implements NullDistribution {

    @Override
    public double pValue(Coefficient coefficient, double value) {
      double d = coefficient.estimate() - value;
      return variance > 0 && Double.isFinite(d) ? p(d) : Double.NaN;
    }

    private double p(double d) {
      int draws = parabolas[0].length;
      int count = 0;
      for (int i = 0; i < draws; i++) {
        double n = parabolas[0][i] + d * parabolas[1][i];
        double v = parabolas[2][i] + d * (parabolas[3][i] + d * parabolas[4][i]);
        // |t*| >= |t|, without dividing by a variance that may be 0.
        if (n * n * variance >= d * d * v * (1 - TIE)) {
          count++;
        }
      }
      return all ? (double) count / draws : (1.0 + count) / (1.0 + draws);
    }

    @Override
    public Coefficient.Interval interval(Coefficient coefficient, double level) {
      double b = coefficient.estimate();
      // A p of 0.1 is not above 1 - 0.9, which is a little less.
      double alpha = (1 - level) * (1 + 1e-12);
      return variance > 0
          ? new Coefficient.Interval(b - reach(alpha, 1), b - reach(alpha, -1))
          : new Coefficient.Interval(Double.NaN, Double.NaN);
    }

    /** The first d on one side of 0 where p falls to alpha; infinite when there is none. */
    private double reach(double alpha, int side) {
      double step = side * Math.sqrt(variance);
      double inside = 0;
      double outside = step;
      while (p(outside) > alpha) {
        inside = outside;
        outside *= 1.5;
        if (Math.abs(outside) > 1e9 * Math.abs(step)) {
          return side * Double.POSITIVE_INFINITY;
        }
      }
      for (int i = 0; i < 60; i++) {
        double middle = (inside + outside) / 2;
        if (p(middle) > alpha) {
          inside = middle;
        } else {
          outside = middle;
        }
      }
      return outside;
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
