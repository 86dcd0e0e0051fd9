package jevons.econometrics.internal.moments;

/**
 * Sums of products of all pairs of columns, of rows that lie one after another in an array. They
 * are kept in tiles of 2 x 4 columns, which fit the registers of a processor; no library's matrix
 * product is faster for a dozen columns, and this one does not depend on the host.
 */
final class CrossProducts {
  private static final int TILE = 8;

  /** Rows that stay in the fastest cache. */
  private static final int NEAR = 256;

  private CrossProducts() {}

  /** Places of a row of so many columns: a multiple of 4, the rest stay 0. */
  static int stride(int columns) {
    return (columns + 3) & ~3;
  }

  /** Places that the sums take. */
  static int size(int columns) {
    int tiles = 0;
    for (int a = 0; a < columns; a += 2) {
      tiles += (stride(columns) - (a & ~3)) / 4;
    }
    return TILE * tiles;
  }

  /** The sums as a symmetric matrix [columns x columns]. */
  static double[][] matrix(double[] sums, int at, int columns) {
    double[][] m = new double[columns][columns];
    int place = at;
    for (int a = 0; a < columns; a += 2) {
      for (int b = a & ~3; b < columns; b += 4) {
        for (int i = 0; i < TILE; i++) {
          int row = a + i / 4;
          int column = b + i % 4;
          if (row < columns && column < columns && row <= column) {
            m[row][column] = sums[place + i];
            m[column][row] = sums[place + i];
          }
        }
        place += TILE;
      }
    }
    return m;
  }

  /**
   * Adds the products of some rows.
   *
   * @param z rows of {@link #stride} places each
   * @param order where each row begins
   * @param from first of the rows in order
   * @param to first row no longer taken
   */
  static void add(double[] z, int[] order, int from, int to, int columns, double[] sums, int at) {
    int stride = stride(columns);
    int place = at;
    for (int a = 0; a < columns; a += 2) {
      for (int b = a & ~3; b < stride; b += 4) {
        tile(z, order, from, to, a, b, sums, place);
        place += TILE;
      }
    }
  }

  /**
   * Adds the products of rows that lie one after another, some at a time, which stay in the fastest
   * cache while all pairs of columns are gone through.
   */
  static void add(double[] z, int rows, int columns, double[] sums) {
    int stride = stride(columns);
    for (int from = 0; from < rows; from += NEAR) {
      int end = Math.min(rows, from + NEAR) * stride;
      int place = 0;
      for (int a = 0; a < columns; a += 2) {
        for (int b = a & ~3; b < stride; b += 4) {
          tile(z, from * stride, end, stride, a, b, sums, place);
          place += TILE;
        }
      }
    }
  }

  private static void tile(
      double[] z, int from, int end, int stride, int a, int b, double[] sums, int place) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    for (int o = from; o < end; o += stride) {
      double x0 = z[o + a];
      double x1 = z[o + a + 1];
      double y0 = z[o + b];
      double y1 = z[o + b + 1];
      double y2 = z[o + b + 2];
      double y3 = z[o + b + 3];
      s0 += x0 * y0;
      s1 += x0 * y1;
      s2 += x0 * y2;
      s3 += x0 * y3;
      s4 += x1 * y0;
      s5 += x1 * y1;
      s6 += x1 * y2;
      s7 += x1 * y3;
    }
    sums[place] += s0;
    sums[place + 1] += s1;
    sums[place + 2] += s2;
    sums[place + 3] += s3;
    sums[place + 4] += s4;
    sums[place + 5] += s5;
    sums[place + 6] += s6;
    sums[place + 7] += s7;
  }

  private static void tile(
      double[] z, int[] order, int from, int to, int a, int b, double[] sums, int place) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    for (int r = from; r < to; r++) {
      int o = order[r];
      double x0 = z[o + a];
      double x1 = z[o + a + 1];
      double y0 = z[o + b];
      double y1 = z[o + b + 1];
      double y2 = z[o + b + 2];
      double y3 = z[o + b + 3];
      s0 += x0 * y0;
      s1 += x0 * y1;
      s2 += x0 * y2;
      s3 += x0 * y3;
      s4 += x1 * y0;
      s5 += x1 * y1;
      s6 += x1 * y2;
      s7 += x1 * y3;
    }
    sums[place] += s0;
    sums[place + 1] += s1;
    sums[place + 2] += s2;
    sums[place + 3] += s3;
    sums[place + 4] += s4;
    sums[place + 5] += s5;
    sums[place + 6] += s6;
    sums[place + 7] += s7;
  }
}
