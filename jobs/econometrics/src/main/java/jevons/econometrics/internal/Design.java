package jevons.econometrics.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import jevons.econometrics.Formula;

/**
 * What the rows mean.
 *
 * @param terms names of the k regressors, the endogenous ones last
 * @param endogenous how many of them are endogenous
 * @param instruments names of the excluded instruments
 * @param effectLevels levels of each absorbed effect
 * @param clusters names of the cluster columns
 * @param clusterLevels levels of each
 * @param units distinct units, 0 when no unit was set
 * @param dropped rows left out, by reason
 * @param series values by period of columns that are read in all rows, on the driver only
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never leaves the package
record Design(
    Formula formula,
    Layout layout,
    List<String> terms,
    int endogenous,
    List<String> instruments,
    int[] effectLevels,
    List<String> clusters,
    int[] clusterLevels,
    int units,
    Map<String, Long> dropped,
    Map<String, SortedMap<Long, Double>> series) {

  /** Without series. */
  Design(
      Formula formula,
      Layout layout,
      List<String> terms,
      int endogenous,
      List<String> instruments,
      int[] effectLevels,
      List<String> clusters,
      int[] clusterLevels,
      int units,
      Map<String, Long> dropped) {
    this(
        formula,
        layout,
        terms,
        endogenous,
        instruments,
        effectLevels,
        clusters,
        clusterLevels,
        units,
        dropped,
        Map.of());
  }

  /** The same columns in rows of units, without effects and periods. */
  Design ofUnits(Layout other) {
    return new Design(
        formula,
        other,
        terms,
        endogenous,
        instruments,
        new int[0],
        clusters,
        clusterLevels,
        0,
        dropped);
  }

  /** The same rows with other regressors and no instruments. */
  Design withRegressors(Layout other, List<String> names) {
    return new Design(
        formula, other, names, 0, List.of(), effectLevels, clusters, clusterLevels, units, dropped);
  }

  /** Names of the regressors, then of the excluded instruments. */
  List<String> columns() {
    List<String> names = new ArrayList<>(terms);
    names.addAll(instruments);
    return names;
  }
}
