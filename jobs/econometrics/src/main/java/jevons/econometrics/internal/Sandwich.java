package jevons.econometrics.internal;

import java.util.List;
import jevons.econometrics.Covariance;
import jevons.econometrics.Inference;
import jevons.econometrics.Remark;
import jevons.econometrics.SmallSample;

/** Makes an inference for each covariance from sums of influences. */
final class Sandwich {
  /** Clusters or periods below which a fit is remarked. */
  static final int FEW = 20;

  private final Solved solved;
  private final Influences influences;
  private final List<Remark> remarks;

  /**
   * @param remarks to be added to
   */
  Sandwich(Solved solved, Influences influences, List<Remark> remarks) {
    this.solved = solved;
    this.influences = influences;
    this.remarks = remarks;
  }

  Inference infer(Covariance covariance) {
    Draft draft = new Draft(covariance, solved.dfResidual());
    if (covariance instanceof Covariance.Iid) {
      iid(draft);
    } else if (covariance instanceof Covariance.Heteroskedastic h) {
      heteroskedastic(draft, h);
    } else if (covariance instanceof Covariance.Clustered c) {
      new ClusterSandwich(solved, influences, remarks).estimate(draft, c);
    } else if (covariance instanceof Covariance.Jackknife j) {
      new ClusterSandwich(solved, influences, remarks).estimate(draft, j);
    } else if (covariance instanceof Covariance.WildCluster w) {
      new ClusterSandwich(solved, influences, remarks).estimate(draft, w);
    } else {
      new PeriodSandwich(solved, influences, remarks).estimate(draft);
    }
    return draft.inference(solved);
  }

  private void iid(Draft draft) {
    draft.v = solved.inverse();
    for (double[] row : draft.v) {
      for (int c = 0; c < row.length; c++) {
        row[c] *= solved.sigma2();
      }
    }
    // Already in sigma^2.
    draft.factors.put("1/(n-K)", 1.0 / solved.dfResidual());
  }

  private void heteroskedastic(Draft draft, Covariance.Heteroskedastic h) {
    Influences.Squares squares = influences.squares(h);
    if (squares.fullLeverage() > 0) {
      remarks.add(new Remark.FullLeverage(h, squares.fullLeverage()));
    }
    draft.v = squares.v();
    if (h.type() == 1 && solved.ssc() != SmallSample.NONE) {
      draft.factors.put("n/(n-K)", solved.n() / solved.dfResidual());
    }
    draft.scale();
  }

  /** sums, row by row, as a matrix. */
  static double[][] square(double[] sums, int size) {
    double[][] v = new double[size][size];
    for (int a = 0; a < size; a++) {
      System.arraycopy(sums, a * size, v[a], 0, size);
    }
    return v;
  }
}
