package jevons.econometrics.diagnostics;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import jevons.econometrics.Remark;

/**
 * A test and what it found.
 *
 * @param test its name on the command line
 * @param pValue empty where none can be given
 * @param df degrees of freedom of the reference distribution; those of the numerator of F
 * @param dfDenominator of F; empty for any other distribution
 * @param lags if it has any
 * @param n observations
 * @param criticalValues of the statistic by level, such as 0.05; empty where the p-value says all
 * @param remarks what the reader should know
 */
public record TestResult(
    String test,
    double statistic,
    OptionalDouble pValue,
    OptionalDouble df,
    OptionalDouble dfDenominator,
    OptionalInt lags,
    int n,
    Map<Double, Double> criticalValues,
    List<Remark> remarks) {
  public TestResult {
    criticalValues = Collections.unmodifiableMap(new TreeMap<>(criticalValues));
    remarks = List.copyOf(remarks);
  }

  /** Of any distribution but F. */
  public TestResult(
      String test,
      double statistic,
      OptionalDouble pValue,
      OptionalDouble df,
      OptionalInt lags,
      int n,
      Map<Double, Double> criticalValues,
      List<Remark> remarks) {
    this(test, statistic, pValue, df, OptionalDouble.empty(), lags, n, criticalValues, remarks);
  }

  /** Without critical values and remarks. */
  public TestResult(
      String test,
      double statistic,
      OptionalDouble pValue,
      OptionalDouble df,
      OptionalInt lags,
      int n) {
    this(test, statistic, pValue, df, lags, n, Map.of(), List.of());
  }
}
