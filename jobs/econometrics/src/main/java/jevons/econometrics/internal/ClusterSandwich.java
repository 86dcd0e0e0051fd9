package jevons.econometrics.internal;

import java.util.Collections;
import java.util.List;
import jevons.econometrics.Covariance;
import jevons.econometrics.EconometricsException;
import jevons.econometrics.Remark;
import jevons.econometrics.SmallSample;

/** Covariances of errors that are correlated within clusters. */
final class ClusterSandwich {
  private final Solved solved;
  private final Influences influences;
  private final List<Remark> remarks;

  ClusterSandwich(Solved solved, Influences influences, List<Remark> remarks) {
    this.solved = solved;
    this.influences = influences;
    this.remarks = remarks;
  }

  void estimate(Draft draft, Covariance.Clustered c) {
    for (String name : c.columns()) {
      int levels = count(draft, name);
      if (levels < Sandwich.FEW) {
        remarks.add(new Remark.FewClusters(name, levels));
      }
    }
    sandwich(draft, c);
  }

  private void sandwich(Draft draft, Covariance.Clustered c) {
    int smallest = Collections.min(draft.clusters.values());
    draft.v = sum(c);
    draft.df = smallest - 1;
    if (smallest <= solved.k()) {
      remarks.add(new Remark.TooManyTerms(c, solved.k(), smallest));
    }
    if (solved.ssc() != SmallSample.NONE) {
      draft.factors.put(
          "(n-1)/(n-K')", (solved.n() - 1.0) / (solved.n() - parameters(c.columns())));
      draft.factors.put("G/(G-1)", smallest / (smallest - 1.0));
    }
    draft.scale();
    if (c.columns().size() > 1) {
      draft.v = PositivePart.of(draft.v, c, remarks);
    }
  }

  void estimate(Draft draft, Covariance.Jackknife j) {
    int clusters = count(draft, j.column());
    ClusterProducts products = products(j, j.column());
    draft.v = Jackknife.squares(products, solved, j);
    draft.factors.put("(G-1)/G", (clusters - 1.0) / clusters);
    draft.df = clusters - 1;
    draft.scale();
    if (clusters <= solved.k()) {
      remarks.add(new Remark.TooManyTerms(j, solved.k(), clusters));
    }
  }

  void estimate(Draft draft, Covariance.WildCluster w) {
    int clusters = count(draft, w.column());
    sandwich(draft, new Covariance.Clustered(List.of(w.column())));
    WildDraws draws = WildDraws.of(products(w, w.column()), solved.r(), w);
    draft.distributions = draws.distributions();
    if (draws.smallestP() > 0.05) {
      remarks.add(new Remark.FewDraws(w, clusters, draws.smallestP()));
    }
  }

  private ClusterProducts products(Covariance covariance, String column) {
    if (solved.design().formula().instruments().isPresent()) {
      throw new EconometricsException(
          covariance
              + " is for least squares; with instruments use cluster("
              + column
              + "): \""
              + solved.design().formula()
              + "\".");
    }
    return influences.clusterProducts(covariance, solved.design().clusters().indexOf(column));
  }

  private int count(Draft draft, String name) {
    Design design = solved.design();
    int levels = design.clusterLevels()[design.clusters().indexOf(name)];
    draft.clusters.put(name, levels);
    if (levels < 2) {
      throw new EconometricsException(
          draft.covariance
              + ": "
              + name
              + " has one value in all "
              + solved.n()
              + " rows; 2 or more are needed.");
    }
    return levels;
  }

  private double[][] sum(Covariance.Clustered c) {
    int size = solved.k();
    int dimensions = c.columns().size();
    double[] total = new double[size * size];
    for (int subset = 1; subset < 1 << dimensions; subset++) {
      int[] clusters = new int[Integer.bitCount(subset)];
      int next = 0;
      for (int d = 0; d < dimensions; d++) {
        if ((subset >> d & 1) == 1) {
          clusters[next++] = solved.design().clusters().indexOf(c.columns().get(d));
        }
      }
      int sign = clusters.length % 2 == 1 ? 1 : -1;
      for (double[] u : influences.byCluster(clusters).values()) {
        for (int a = 0; a < size; a++) {
          for (int b = 0; b < size; b++) {
            total[a * size + b] += sign * u[a] * u[b];
          }
        }
      }
    }
    return Sandwich.square(total, size);
  }

  /** K': effects all of whose levels lie within one cluster each count once. */
  private int parameters(List<String> columns) {
    int count = solved.parameters();
    int[] levels = solved.design().effectLevels();
    for (int q = 0; q < levels.length; q++) {
      for (String name : columns) {
        if (influences.isNested(q, solved.design().clusters().indexOf(name))) {
          count -= levels[q] - 1;
          break;
        }
      }
    }
    return count;
  }
}
