package jevons.econometrics.internal;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How rows of a fit with instruments become rows of its first stage, whose regressors are the
 * exogenous regressors and then the excluded instruments.
 *
 * @param main of the rows of the fit
 * @param layout of the rows of the first stage
 * @param names of its regressors
 * @param exogenous regressors of the fit that are not instrumented
 */
record FirstStageRows(
    Layout main, Layout layout, List<String> names, int exogenous, int instruments)
    implements Serializable {

  static FirstStageRows of(Design design) {
    Layout main = design.layout();
    int exogenous = main.k() - design.endogenous();
    Layout layout =
        new Layout(
            exogenous + main.instruments(),
            main.effects(),
            main.clusters(),
            main.hasUnit(),
            main.hasTime());
    List<String> names = new ArrayList<>(design.terms().subList(0, exogenous));
    names.addAll(design.instruments());
    return new FirstStageRows(main, layout, names, exogenous, main.instruments());
  }

  /** Its regressors among the columns of a row of the fit. */
  int[] columns() {
    return IntStream.concat(
            IntStream.range(Layout.X, Layout.X + exogenous),
            IntStream.range(main.instrument(0), main.instrument(instruments)))
        .toArray();
  }

  /** A row of the first stage of an endogenous regressor. */
  double[] pick(double[] row, int j) {
    double[] picked = new double[layout.size()];
    picked[Layout.Y] = row[Layout.X + exogenous + j];
    System.arraycopy(row, Layout.X, picked, Layout.X, exogenous);
    System.arraycopy(row, main.instrument(0), picked, Layout.X + exogenous, instruments);
    System.arraycopy(row, main.weight(), picked, layout.weight(), layout.size() - layout.weight());
    return picked;
  }

  /** The regressors of the first stage. */
  double[] regressors(double[] row) {
    double[] w = new double[layout.k()];
    System.arraycopy(row, Layout.X, w, 0, exogenous);
    System.arraycopy(row, main.instrument(0), w, exogenous, instruments);
    return w;
  }

  /** What the first stage leaves of an endogenous regressor. */
  double residual(double[] row, int j, double[] coefficients) {
    TwoFold sum = new TwoFold();
    sum.add(row[Layout.X + exogenous + j]);
    double[] w = regressors(row);
    for (int i = 0; i < w.length; i++) {
      sum.add(-w[i], coefficients[i]);
    }
    return sum.get();
  }

  /** The row with its endogenous regressors replaced by what the first stages explain of them. */
  double[] projected(double[] row, double[][] coefficients) {
    double[] changed = row.clone();
    double[] w = regressors(row);
    for (int j = 0; j < coefficients.length; j++) {
      TwoFold sum = new TwoFold();
      for (int i = 0; i < w.length; i++) {
        sum.add(w[i], coefficients[j][i]);
      }
      changed[Layout.X + exogenous + j] = sum.get();
    }
    return changed;
  }
}
