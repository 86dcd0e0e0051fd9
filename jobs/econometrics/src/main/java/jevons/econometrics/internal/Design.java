package jevons.econometrics.internal;

import java.util.List;
import java.util.Map;
import jevons.econometrics.Formula;

/**
 * What the rows mean.
 *
 * @param terms names of the k regressors
 * @param effectLevels levels of each absorbed effect
 * @param clusters names of the cluster columns
 * @param clusterLevels levels of each
 * @param units distinct units, 0 when no unit was set
 * @param dropped rows left out, by reason
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never leaves the package
record Design(
    Formula formula,
    Layout layout,
    List<String> terms,
    int[] effectLevels,
    List<String> clusters,
    int[] clusterLevels,
    int units,
    Map<String, Long> dropped) {}
