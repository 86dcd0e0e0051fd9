package jevons.pipeline.cli;

import static jevons.pipeline.cli.TestOptions.COLUMN;
import static jevons.pipeline.cli.TestOptions.COLUMNS;
import static jevons.pipeline.cli.TestOptions.LAGS;
import static jevons.pipeline.cli.TestOptions.TIME;
import static jevons.pipeline.cli.TestOptions.TREND;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import jevons.econometrics.timeseries.AugmentedDickeyFuller;
import jevons.econometrics.timeseries.Bandwidth;
import jevons.econometrics.timeseries.EngleGranger;
import jevons.econometrics.timeseries.Johansen;
import jevons.econometrics.timeseries.Kpss;
import jevons.econometrics.timeseries.LagRule;
import jevons.econometrics.timeseries.PhillipsPerron;
import jevons.pipeline.table.JevonsException;

/** Unit roots and cointegration. */
final class SeriesTests {
  private static final Set<String> SERIES = Set.of(LAGS, TREND, TIME);

  private SeriesTests() {}

  static List<NamedTest> all() {
    return List.of(
        new NamedTest(
            "adf",
            "a series has a unit root (augmented Dickey-Fuller)",
            List.of(COLUMN),
            SERIES,
            "--column y --time month --lags aic --trend constant",
            SeriesTests::adf),
        new NamedTest(
            "kpss",
            "a series is stationary about a level or a trend",
            List.of(COLUMN),
            SERIES,
            "--column y --time month --lags auto --trend constant",
            SeriesTests::kpss),
        new NamedTest(
            "pp",
            "a series has a unit root (Phillips-Perron)",
            List.of(COLUMN),
            SERIES,
            "--column y --time month --lags short --trend constant",
            SeriesTests::pp),
        new NamedTest(
            "engle-granger",
            "series with unit roots drift apart (two steps)",
            List.of(COLUMNS),
            SERIES,
            "--columns y,x --time month --lags aic",
            SeriesTests::engleGranger),
        new NamedTest(
            "johansen",
            "at most r relations hold between series, for each r",
            List.of(COLUMNS),
            SERIES,
            "--columns a,b,c --time month --lags 1 --trend constant",
            SeriesTests::johansen));
  }

  private static TestOutcome adf(TestInput in) {
    return TestOutcome.of(AugmentedDickeyFuller.test(column(in), in.trend(), lagRule(in)));
  }

  private static TestOutcome kpss(TestInput in) {
    return TestOutcome.of(Kpss.test(column(in), in.trend(), bandwidth(in, "auto")));
  }

  private static TestOutcome pp(TestInput in) {
    PhillipsPerron.Result found =
        PhillipsPerron.test(column(in), in.trend(), bandwidth(in, "short"));
    return TestOutcome.of(found.tau())
        .named("pp")
        .with(
            "statistics",
            List.of(
                TestOutcome.row("statistic_of", "tau", found.tau()),
                TestOutcome.row("statistic_of", "alpha", found.alpha())));
  }

  private static TestOutcome engleGranger(TestInput in) {
    List<String> names = columns("engle-granger", in);
    List<double[]> all = in.series(names);
    EngleGranger.Result found =
        EngleGranger.test(
            all.get(0),
            names.subList(1, names.size()),
            all.subList(1, all.size()),
            in.trend(),
            lagRule(in));
    return TestOutcome.of(found.test())
        .named("engle-granger")
        .with("relation", new LinkedHashMap<String, Object>(found.relation()));
  }

  private static TestOutcome johansen(TestInput in) {
    List<String> names = columns("johansen", in);
    int lags = in.lags().orElse(1);
    Johansen.Result found = Johansen.test(names, in.series(names), deterministic(in), lags);
    List<Map<String, Object>> ranks = new ArrayList<>();
    for (int r = 0; r < found.trace().size(); r++) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("rank", r);
      row.put("eigenvalue", found.eigenvalues().get(r));
      row.putAll(TestOutcome.figures("trace_", found.trace().get(r)));
      row.putAll(TestOutcome.figures("max_", found.max().get(r)));
      ranks.add(row);
    }
    return TestOutcome.of(found.trace().get(0))
        .named("johansen")
        .with("rank", found.rank())
        .with("ranks", ranks)
        .with("relations", relations(names, found));
  }

  private static List<Map<String, Object>> relations(List<String> names, Johansen.Result found) {
    List<Map<String, Object>> relations = new ArrayList<>();
    for (int r = 0; r < found.rank() && r < found.relations().size(); r++) {
      Map<String, Object> relation = new LinkedHashMap<>();
      List<Double> weights = found.relations().get(r);
      for (int j = 0; j < weights.size(); j++) {
        String name =
            j < names.size()
                ? names.get(j)
                : found.deterministic() == Johansen.Case.IV ? "trend" : "constant";
        relation.put(name, weights.get(j));
      }
      relations.add(relation);
    }
    return relations;
  }

  private static Johansen.Case deterministic(TestInput in) {
    String text = in.options().trend.orElse("constant").strip();
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "none" -> Johansen.Case.I;
      case "constant" -> Johansen.Case.III;
      case "trend" -> Johansen.Case.V;
      default -> Johansen.Case.parse(text);
    };
  }

  private static double[] column(TestInput in) {
    return in.series(in.options().column.orElseThrow());
  }

  private static List<String> columns(String test, TestInput in) {
    List<String> names = in.options().columns.stream().map(String::strip).distinct().toList();
    if (names.size() < 2) {
      throw JevonsException.usage(
          "jevons test %s: --columns names %s; two or more are needed, such as --columns y,x."
              .formatted(test, String.join(",", names)));
    }
    return names;
  }

  private static LagRule lagRule(TestInput in) {
    return LagRule.parse(in.options().lags.orElse("aic"));
  }

  private static Bandwidth bandwidth(TestInput in, String otherwise) {
    return Bandwidth.parse(in.options().lags.orElse(otherwise));
  }
}
