package jevons.econometrics.diagnostics;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A test and what it found.
 *
 * @param test its name on the command line
 * @param pValue empty where none can be given
 * @param df degrees of freedom of the reference distribution
 * @param lags if it has any
 * @param n observations
 */
public record TestResult(
    String test,
    double statistic,
    OptionalDouble pValue,
    OptionalDouble df,
    OptionalInt lags,
    int n) {}
