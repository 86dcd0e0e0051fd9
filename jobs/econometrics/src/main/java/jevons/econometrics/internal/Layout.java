package jevons.econometrics.internal;

import java.io.Serializable;

/**
 * Where a row, an array of doubles, keeps what: y, the k regressors, the excluded instruments, the
 * weight, a code for each effect and cluster column, the unit's code and the period. Codes are
 * whole numbers from 0.
 */
record Layout(int k, int instruments, int effects, int clusters, boolean hasUnit, boolean hasTime)
    implements Serializable {
  static final int Y = 0;
  static final int X = 1;

  /** Without instruments. */
  Layout(int k, int effects, int clusters, boolean hasUnit, boolean hasTime) {
    this(k, 0, effects, clusters, hasUnit, hasTime);
  }

  /** y, regressors and instruments: the columns from which effects are projected out. */
  int columns() {
    return 1 + k + instruments;
  }

  int instrument(int z) {
    return X + k + z;
  }

  int weight() {
    return columns();
  }

  int effect(int q) {
    return weight() + 1 + q;
  }

  int cluster(int c) {
    return effect(effects) + c;
  }

  int unit() {
    return cluster(clusters);
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
