package jevons.econometrics.internal;

import java.io.Serializable;

/**
 * Where a row, an array of doubles, keeps what: y, the k regressors, the weight, a code for each
 * effect and cluster column, the unit's code and the period. Codes are whole numbers from 0.
 */
record Layout(int k, int effects, int clusters, boolean hasUnit, boolean hasTime)
    implements Serializable {
  static final int Y = 0;
  static final int X = 1;

  int weight() {
    return k + 1;
  }

  int effect(int q) {
    return k + 2 + q;
  }

  int cluster(int c) {
    return k + 2 + effects + c;
  }

  int unit() {
    return k + 2 + effects + clusters;
  }

  int time() {
    return unit() + (hasUnit ? 1 : 0);
  }

  int size() {
    return time() + (hasTime ? 1 : 0);
  }

  /** Appended once the coefficients are known. */
  int residual() {
    return size();
  }

  int leverage() {
    return size() + 1;
  }
}
