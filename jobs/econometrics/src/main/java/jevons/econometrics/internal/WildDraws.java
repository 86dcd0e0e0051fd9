package jevons.econometrics.internal;

import java.util.ArrayList;
import java.util.Arrays;
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

  /** Draws whose sums are taken together; theirs and a cluster's figures stay in the cache. */
  private static final int BLOCK = 8;

  /** Draws that equal t but for rounding count as equal. */
  private static final double TIE = 1e-9;

  private static final double ROUNDING = 1e-12;

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
    Sums sums = new Sums(products, along, c0, c1, length);
    SplittableRandom random = new SplittableRandom(wild.seed());
    double[][] v = new double[BLOCK][clusters];
    for (int first = 0; first < draws; first += BLOCK) {
      int block = Math.min(BLOCK, draws - first);
      for (int b = 0; b < block; b++) {
        signs(v[b], first + b, random);
      }
      sums.add(v, block);
      for (int b = 0; b < block; b++) {
        sums.parabolas(b, inverse, parabolas, first + b);
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
   * Sums over the clusters of all that a draw weighs with its signs, several draws at a time so
   * that a cluster's figures are read once for them. With p_g = A_g r, S0 and S1 the vectors A^-
   * sum v s and A^- sum v p / r'r, and P = sum p p',
   *
   * <pre>
   *   sum (v c0 - p'S0)(v c1 - p'S1) = sum v^2 c0 c1 - S1'sum v c0 p - S0'sum v c1 p + S0'P S1
   * </pre>
   */
  private static final class Sums {
    private final int k;
    private final int width;
    private final double[] length;
    // Per cluster: s, then for each term p, c0 p, c1 p, c0, c1; and c0^2, c0 c1, c1^2 for v^2.
    private final double[][] linear;
    private final double[][] quadratic;
    private final double[][][] squares;
    private final double[][] sums;
    private final double[][] sumsOfSquares;

    Sums(
        ClusterProducts products,
        double[][][] along,
        double[][] c0,
        double[][] c1,
        double[] length) {
      this.k = products.k();
      this.width = products.columns();
      this.length = length;
      int clusters = products.clusters();
      int each = 3 * width + 2;
      linear = new double[clusters][width + k * each];
      quadratic = new double[clusters][3 * k];
      squares = new double[k][width][width];
      sums = new double[BLOCK][width + k * each];
      sumsOfSquares = new double[BLOCK][3 * k];
      for (int g = 0; g < clusters; g++) {
        double[] row = linear[g];
        System.arraycopy(products.scores()[g], 0, row, 0, width);
        for (int j = 0; j < k; j++) {
          double[] p = along[j][g];
          int at = width + j * each;
          for (int a = 0; a < width; a++) {
            row[at + a] = p[a];
            row[at + width + a] = c0[j][g] * p[a];
            row[at + 2 * width + a] = c1[j][g] * p[a];
            for (int b = 0; b < width; b++) {
              squares[j][a][b] += p[a] * p[b];
            }
          }
          row[at + 3 * width] = c0[j][g];
          row[at + 3 * width + 1] = c1[j][g];
          quadratic[g][3 * j] = c0[j][g] * c0[j][g];
          quadratic[g][3 * j + 1] = c0[j][g] * c1[j][g];
          quadratic[g][3 * j + 2] = c1[j][g] * c1[j][g];
        }
      }
    }

    void add(double[][] v, int block) {
      for (int b = 0; b < block; b++) {
        Arrays.fill(sums[b], 0);
        Arrays.fill(sumsOfSquares[b], 0);
      }
      for (int g = 0; g < linear.length; g++) {
        for (int b = 0; b < block; b++) {
          add(sums[b], v[b][g], linear[g]);
          add(sumsOfSquares[b], v[b][g] * v[b][g], quadratic[g]);
        }
      }
    }

    private static void add(double[] into, double f, double[] row) {
      for (int a = 0; a < row.length; a++) {
        into[a] += f * row[a];
      }
    }

    void parabolas(int b, double[][] inverse, double[][][] into, int draw) {
      double[] s0 = Sweep.times(inverse, Arrays.copyOf(sums[b], width));
      for (int j = 0; j < k; j++) {
        int at = width + j * (3 * width + 2);
        double[] s1 = Sweep.times(inverse, Arrays.copyOfRange(sums[b], at, at + width));
        for (int a = 0; a < width; a++) {
          s1[a] /= length[j];
        }
        double[] p0 = Arrays.copyOfRange(sums[b], at + width, at + 2 * width);
        double[] p1 = Arrays.copyOfRange(sums[b], at + 2 * width, at + 3 * width);
        double[] square0 = Sweep.times(squares[j], s0);
        double[] square1 = Sweep.times(squares[j], s1);
        double[] q = sumsOfSquares[b];
        into[j][0][draw] = sums[b][at + 3 * width];
        into[j][1][draw] = sums[b][at + 3 * width + 1];
        into[j][2][draw] = sum(q[3 * j], -2 * Sweep.dot(s0, p0), Sweep.dot(s0, square0));
        into[j][3][draw] =
            2 * sum(q[3 * j + 1], -Sweep.dot(s1, p0), -Sweep.dot(s0, p1), Sweep.dot(s0, square1));
        into[j][4][draw] = sum(q[3 * j + 2], -2 * Sweep.dot(s1, p1), Sweep.dot(s1, square1));
      }
    }

    /**
     * Of terms that leave nothing but rounding, 0: far out d^2 would make a variance of it, and an
     * interval that goes on without end would seem to end.
     */
    private static double sum(double... terms) {
      double sum = 0;
      double size = 0;
      for (double term : terms) {
        sum += term;
        size += Math.abs(term);
      }
      return Math.abs(sum) > ROUNDING * size ? sum : 0;
    }
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
