package jevons.econometrics.internal;

import java.util.Map;
import java.util.SortedMap;
import jevons.econometrics.Covariance;

/**
 * Sums of the rows' influences u_i = R^-1 R^-T x_i w_i e_i [k]: all that a sandwich is made of.
 * They come from rows, or from cross products by cluster and period, u_g = (X'WX)^-1 (X_g'Wy -
 * X_g'WX_g b).
 */
interface Influences {

  /**
   * sum_i f_i u_i u_i', f_i = (1 - h_i)^-d.
   *
   * @param v [k x k]
   * @param fullLeverage rows left out since h_i = 1
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared, never leaves the package
  record Squares(double[][] v, long fullLeverage) {}

  Squares squares(Covariance.Heteroskedastic type);

  /**
   * Sums by cluster.
   *
   * @param clusters places among the design's cluster columns; of several, their combinations
   */
  Map<Long, double[]> byCluster(int... clusters);

  /** Sums by period. */
  SortedMap<Long, double[]> byPeriod();

  /** A figure of one unit's series of influences. */
  interface OfSeries extends java.io.Serializable {
    double[] of(SortedMap<Long, double[]> series);
  }

  /**
   * Sums over the units of a figure of each unit's series.
   *
   * @param size entries of the figure
   * @throws jevons.econometrics.EconometricsException when two rows share unit and period
   */
  double[] overUnits(int size, OfSeries figure);

  /** Whether all rows of a level of an effect lie in one cluster. */
  boolean isNested(int effect, int cluster);

  /**
   * Cross products by cluster.
   *
   * @throws jevons.econometrics.EconometricsException when effects cross the clusters and have too
   *     many levels
   */
  ClusterProducts clusterProducts(Covariance covariance, int cluster);

  /**
   * y and the regressors, each times its weight, summed by period [1 + k]. Only where rows are at
   * hand: the covariances of overlapping returns, which are for one series.
   */
  default SortedMap<Long, double[]> rowsByPeriod() {
    throw new IllegalStateException("rows are needed");
  }
}
