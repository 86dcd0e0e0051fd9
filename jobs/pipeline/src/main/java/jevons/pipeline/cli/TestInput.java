package jevons.pipeline.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import jevons.econometrics.Covariance;
import jevons.econometrics.Fit;
import jevons.econometrics.Formula;
import jevons.econometrics.PanelOls;
import jevons.econometrics.Sample;
import jevons.econometrics.SmallSample;
import jevons.econometrics.timeseries.Chronology;
import jevons.econometrics.timeseries.Deterministic;
import jevons.econometrics.timeseries.SeriesTable;
import jevons.pipeline.table.JevonsException;

/** What a test works on: the rows, read once, and the options. */
final class TestInput {
  private final String test;
  private final GivenData data;
  private final TestOptions options;
  private final List<String> remarks = new ArrayList<>();
  private Sample sample;
  private Optional<Chronology> chronology = Optional.empty();
  private int first;

  TestInput(String test, GivenData data, TestOptions options) {
    this.test = test;
    this.data = data;
    this.options = options;
  }

  TestOptions options() {
    return options;
  }

  /** What was found while reading. */
  List<String> remarks() {
    return List.copyOf(remarks);
  }

  /** Rows as they come, for a test that does not ask for their order. */
  Sample sample() {
    if (sample == null) {
      Set<String> needed = new LinkedHashSet<>(options.columns);
      options.column.ifPresent(needed::add);
      options.formula.ifPresent(f -> needed.addAll(Formula.parse(f).columns()));
      options.unit.ifPresent(needed::add);
      options.time.ifPresent(needed::add);
      sample = data.sample(needed, named(options.vcov.orElse("")));
    }
    return sample;
  }

  /** Rows of one series in order of time. */
  Sample ordered() {
    if (options.time.isEmpty()) {
      if (!data.isOrdered()) {
        throw JevonsException.usage(
            "jevons test %s: --time is missing: only the rows of a csv file without --where have an order. Example: --time quarter"
                .formatted(test));
      }
      return sample();
    }
    if (chronology.isEmpty()) {
      Chronology sorted = Chronology.of(sample(), options.time.get());
      if (sorted.missing() > 0) {
        remarks.add(
            "%d periods between the first and the last have no row; rows are taken as consecutive."
                .formatted(sorted.missing()));
      }
      chronology = Optional.of(sorted);
    }
    return chronology.get().sample();
  }

  /** A column in order of time, without what is missing at either end. */
  double[] series(String column) {
    return series(List.of(column)).get(0);
  }

  /**
   * Columns in order of time, from the first row to the last in which all are there.
   *
   * @throws jevons.econometrics.EconometricsException when a period is missing between others
   */
  List<double[]> series(List<String> columns) {
    Sample rows = ordered();
    List<double[]> all = columns.stream().map(rows::numbers).toList();
    first = 0;
    int to = rows.rows();
    while (first < to && isMissing(all, first)) {
      first++;
    }
    while (to > first && isMissing(all, to - 1)) {
      to--;
    }
    if (first == to) {
      throw JevonsException.usage(
          "%s: no row has a value of %s.".formatted(data.name(), String.join(", ", columns)));
    }
    if (to - first < rows.rows()) {
      remarks.add(
          "left out: %d rows at the ends, value missing".formatted(rows.rows() - (to - first)));
    }
    if (options.time.isPresent()) {
      // Refuses a gap by the name of its period.
      SeriesTable table = SeriesTable.of(rows, options.time.get(), columns);
      return columns.stream().map(table::values).toList();
    }
    int last = to;
    return all.stream().map(v -> Arrays.copyOfRange(v, first, last)).toList();
  }

  /** Places of the rows of the series among the ordered rows. */
  List<Integer> placesOfSeries() {
    return IntStream.range(first, ordered().rows()).boxed().toList();
  }

  private static boolean isMissing(List<double[]> columns, int row) {
    return columns.stream().anyMatch(c -> Double.isNaN(c[row]));
  }

  /** The regression, with its unit and time, not yet fitted. */
  PanelOls regression() {
    PanelOls regression =
        new PanelOls().setFormula(options.formula.orElseThrow()).setSmallSample(smallSample());
    options.unit.ifPresent(regression::setUnit);
    options.time.ifPresent(regression::setTime);
    return regression;
  }

  /** The regression on rows as they come, under --vcov. */
  Fit fit() {
    return regression().fit(sample(), covariance());
  }

  /** The regression on rows in order of time. */
  Fit orderedFit() {
    return regression().fit(ordered(), covariance());
  }

  /** Residuals of --formula, or the series of --column, in order of time. */
  double[] residualsOrSeries() {
    return options.column.map(this::series).orElseGet(() -> orderedFit().residuals());
  }

  /**
   * Rows of a fit before --break.
   *
   * @throws jevons.econometrics.EconometricsException when it is no period
   */
  int rowsBeforeBreak(Fit fit) {
    ordered();
    return chronology.orElseThrow().before(places(fit), options.breakAt.orElseThrow());
  }

  /** The period, or the number, of the first row after a break. */
  Object periodAfter(List<Integer> places, int rowsBefore) {
    int row = places.get(Math.min(rowsBefore, places.size() - 1));
    return options.time.isPresent()
        ? ordered().values(options.time.get()).get(row)
        : "row " + (row + 1);
  }

  static List<Integer> places(Fit fit) {
    return fit.figures().list().stream().map(Fit.RowFigure::row).toList();
  }

  Covariance covariance() {
    return options.vcov.map(Covariance::parse).orElse(Covariance.iid());
  }

  SmallSample smallSample() {
    return SmallSample.parse(options.ssc.orElse("fixest"));
  }

  Deterministic trend() {
    return Deterministic.parse(options.trend.orElse("constant"));
  }

  /** --lags as a whole number. */
  OptionalInt lags() {
    if (options.lags.isEmpty()) {
      return OptionalInt.empty();
    }
    String text = options.lags.get().strip();
    if (!text.matches("\\d{1,6}")) {
      throw JevonsException.usage(
          "jevons test %s: --lags %s is not a whole number, such as 4.".formatted(test, text));
    }
    return OptionalInt.of(Integer.parseInt(text));
  }

  /** Words in the brackets of a covariance, which may be columns. */
  private static List<String> named(String vcov) {
    int open = vcov.indexOf('(');
    int close = vcov.lastIndexOf(')');
    return open < 0 || close < open
        ? List.of()
        : Arrays.stream(vcov.substring(open + 1, close).split(",")).map(String::strip).toList();
  }
}
