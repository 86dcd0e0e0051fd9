package jevons.econometrics.internal;

/**
 * The triangle of the columns [X1 Z X2 y] of a fit with instruments, rows weighted. With W = [X1 Z]
 * = Q R, Q orthonormal columns, its first rows hold R, Q'X2 and Q'y; those of Z hold what the
 * instruments explain of X2 beyond X1, the ones below what they leave.
 *
 * @param triangle square
 * @param exogenous columns of X1
 * @param instruments columns of Z
 * @param endogenous columns of X2
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never leaves the package
record Moments(double[][] triangle, int exogenous, int instruments, int endogenous) {

  static Moments of(Rows rows, Design design, FirstStageRows first) {
    Layout at = design.layout();
    int endogenous = design.endogenous();
    int w = first.layout().k();
    int width = w + endogenous + 1;
    Triangle triangle =
        rows.fold(
            () -> new Triangle(width),
            (t, row) -> {
              double root = Math.sqrt(row[at.weight()]);
              double[] columns = java.util.Arrays.copyOf(first.regressors(row), width);
              System.arraycopy(row, Layout.X + first.exogenous(), columns, w, endogenous);
              columns[width - 1] = row[Layout.Y];
              for (int j = 0; j < width; j++) {
                columns[j] *= root;
              }
              t.add(columns);
            },
            Triangle::merge);
    return new Moments(triangle.get(), first.exogenous(), first.instruments(), endogenous);
  }

  int all() {
    return exogenous + instruments;
  }

  /** R of all instruments. */
  double[][] r() {
    return head(all());
  }

  private double[][] head(int size) {
    double[][] head = new double[size][size];
    for (int i = 0; i < size; i++) {
      System.arraycopy(triangle[i], 0, head[i], 0, size);
    }
    return head;
  }

  /** Q'X2_j, or below it what the instruments leave. */
  double ofEndogenous(int row, int j) {
    return triangle[row][all() + j];
  }

  /** Coefficients of an endogenous regressor on the exogenous ones alone. */
  double[] onExogenous(int j) {
    double[] right = new double[exogenous];
    for (int i = 0; i < exogenous; i++) {
      right[i] = ofEndogenous(i, j);
    }
    return Triangle.solve(head(exogenous), right);
  }

  /** Share of what the exogenous regressors leave of an endogenous one that Z explains. */
  double partialR2(int j) {
    double explained = 0;
    double total = 0;
    for (int i = exogenous; i < triangle.length; i++) {
      double square = ofEndogenous(i, j) * ofEndogenous(i, j);
      explained += i < all() ? square : 0;
      total += square;
    }
    return explained / total;
  }

  /** The triangle of the endogenous regressors with the exogenous ones projected out. */
  double[][] ofEndogenous() {
    Triangle t = new Triangle(endogenous);
    for (int i = exogenous; i < triangle.length; i++) {
      double[] row = new double[endogenous];
      for (int j = 0; j < endogenous; j++) {
        row[j] = ofEndogenous(i, j);
      }
      t.add(row);
    }
    return t.get();
  }

  /** Q'X as columns [k][all], exogenous regressors first. */
  double[][] projectedRegressors() {
    double[][] columns = new double[exogenous + endogenous][all()];
    for (int j = 0; j < columns.length; j++) {
      for (int i = 0; i < all(); i++) {
        columns[j][i] = j < exogenous ? triangle[i][j] : ofEndogenous(i, j - exogenous);
      }
    }
    return columns;
  }

  /** Q'y. */
  double[] projectedResponse() {
    double[] y = new double[all()];
    for (int i = 0; i < y.length; i++) {
      y[i] = triangle[i][triangle.length - 1];
    }
    return y;
  }
}
