package jevons.pipeline.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;
import jevons.econometrics.Fit;
import jevons.econometrics.Remark;
import jevons.econometrics.diagnostics.TestResult;

/**
 * What a test on the command line found.
 *
 * @param test its name
 * @param statistic the first or the greatest where there are several
 * @param pValue empty where none can be given
 * @param df degrees of freedom: none, one, or two of F
 * @param lags if it has any
 * @param criticalValues by level
 * @param n observations
 * @param remarks what the reader should know
 * @param more what the test says besides: by name a number, a text, or a list of rows
 */
record TestOutcome(
    String test,
    double statistic,
    OptionalDouble pValue,
    List<Double> df,
    OptionalInt lags,
    Map<Double, Double> criticalValues,
    long n,
    List<String> remarks,
    Map<String, Object> more) {
  TestOutcome {
    df = List.copyOf(df);
    remarks = remarks.stream().distinct().toList();
    more = Collections.unmodifiableMap(new LinkedHashMap<>(more));
  }

  static TestOutcome of(TestResult result) {
    return new TestOutcome(
        result.test(),
        result.statistic(),
        result.pValue(),
        df(result),
        result.lags(),
        result.criticalValues(),
        result.n(),
        result.remarks().stream().map(Remark::toString).toList(),
        Map.of());
  }

  /** The same under the name of the command line. */
  TestOutcome named(String name) {
    return new TestOutcome(name, statistic, pValue, df, lags, criticalValues, n, remarks, more);
  }

  TestOutcome with(String name, Object value) {
    Map<String, Object> longer = new LinkedHashMap<>(more);
    longer.put(name, value);
    return new TestOutcome(test, statistic, pValue, df, lags, criticalValues, n, remarks, longer);
  }

  TestOutcome withRemarks(Collection<String> further) {
    List<String> all = Stream.concat(remarks.stream(), further.stream()).toList();
    return new TestOutcome(test, statistic, pValue, df, lags, criticalValues, n, all, more);
  }

  /** With what the fit has to say, rows left out included. */
  TestOutcome withRemarks(Fit fit) {
    List<String> all = new ArrayList<>();
    fit.droppedRows()
        .forEach((reason, rows) -> all.add("left out: %d rows, %s".formatted(rows, reason)));
    fit.remarks().forEach(r -> all.add(r.toString()));
    return withRemarks(all);
  }

  /** A result as a row of a list, after what tells it from the others. */
  static Map<String, Object> row(String key, Object value, TestResult result) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put(key, value);
    row.putAll(figures("", result));
    return row;
  }

  /** What a result adds to a row, each name after a prefix. */
  static Map<String, Object> figures(String prefix, TestResult result) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put(prefix + "statistic", result.statistic());
    figures.put(
        prefix + "p_value", result.pValue().isPresent() ? result.pValue().getAsDouble() : null);
    figures.put(prefix + "critical_values", levels(result.criticalValues()));
    return figures;
  }

  /** Critical values by the text of their level. */
  static Map<String, Object> levels(Map<Double, Double> criticalValues) {
    Map<String, Object> byText = new LinkedHashMap<>();
    criticalValues.forEach((level, value) -> byText.put(Values.exact(level), value));
    return byText;
  }

  private static List<Double> df(TestResult result) {
    return Stream.of(result.df(), result.dfDenominator()).flatMap(d -> d.stream().boxed()).toList();
  }
}
