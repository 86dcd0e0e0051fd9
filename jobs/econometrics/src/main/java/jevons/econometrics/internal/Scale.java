package jevons.econometrics.internal;

import java.util.Arrays;

/**
 * Weighted means and sums of squares of y, the regressors and the instruments, about 0 and about
 * the mean.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never leaves the package
record Scale(double[] mean, double[] square, double[] centred) {

  static Scale of(Rows rows, Layout l) {
    int columns = l.columns();
    double[] sums =
        rows.sum(
            columns + 1,
            (s, row) -> {
              for (int c = 0; c < columns; c++) {
                s[c] += row[l.weight()] * row[c];
              }
              s[columns] += row[l.weight()];
            });
    double[] mean = new double[columns];
    for (int c = 0; c < columns; c++) {
      mean[c] = sums[c] / sums[columns];
    }
    double[] squares =
        rows.sum(
            2 * columns,
            (s, row) -> {
              for (int c = 0; c < columns; c++) {
                double z = row[c] - mean[c];
                s[c] += row[l.weight()] * row[c] * row[c];
                s[columns + c] += row[l.weight()] * z * z;
              }
            });
    return new Scale(
        mean, Arrays.copyOf(squares, columns), Arrays.copyOfRange(squares, columns, 2 * columns));
  }
}
