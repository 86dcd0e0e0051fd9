package jevons.pipeline.tables.gold.claims;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import jevons.econometrics.Coefficient;
import jevons.econometrics.Covariance;
import jevons.econometrics.PanelOls;
import jevons.econometrics.Sample;
import jevons.pipeline.table.Grade;
import jevons.pipeline.table.claim.Measured;
import jevons.pipeline.tables.gold.EfficiencyIndex;
import jevons.pipeline.tables.gold.PriceIndex;
import jevons.pipeline.tables.gold.Years;
import jevons.pipeline.tables.gold.claims.Evidence.ModelFacts;
import jevons.pipeline.tables.silver.Score;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/** Growth a year: of compute, cost, efficiency, and the fall of prices. */
final class GrowthMeasures {
  /** A model among so many of the largest of its list when it came out is at the frontier. */
  private static final int FRONTIER = 10;

  private static final int FEWEST_MODELS = 10;

  /** Levels of price_index are tenths. */
  private static final double TENTH = 10;

  private GrowthMeasures() {}

  static Measured compute(Subject subject, Evidence evidence) {
    return growth(withCompute(subject, evidence), ModelFacts::flop, "models with known compute");
  }

  static Measured frontierCompute(Subject subject, Evidence evidence) {
    return growth(frontier(subject, evidence), ModelFacts::flop, "models of the frontier");
  }

  static Measured frontierCost(Subject subject, Evidence evidence) {
    return growth(
        frontier(subject, evidence), ModelFacts::costUsd2023, "models of the frontier with cost");
  }

  private static List<ModelFacts> withCompute(Subject subject, Evidence evidence) {
    return evidence.modelsSince2010().stream()
        .filter(m -> m.list().equals(subject.who()))
        .filter(m -> m.flop().isPresent() && !m.publishedOn().isBefore(subject.on()))
        .toList();
  }

  /** Models with fewer than ten larger ones published no later, all since the day. */
  private static List<ModelFacts> frontier(Subject subject, Evidence evidence) {
    List<ModelFacts> all = withCompute(subject, evidence);
    return all.stream()
        .filter(
            m ->
                all.stream()
                        .filter(o -> !o.publishedOn().isAfter(m.publishedOn()))
                        .filter(o -> o.flop().orElseThrow() > m.flop().orElseThrow())
                        .count()
                    < FRONTIER)
        .toList();
  }

  /** 10^b of log10 figure = a + b years, HC3 errors. */
  private static Measured growth(
      List<ModelFacts> models, Function<ModelFacts, Optional<Double>> figure, String words) {
    List<ModelFacts> known = models.stream().filter(m -> figure.apply(m).isPresent()).toList();
    if (known.size() < FEWEST_MODELS) {
      return Measured.unknown("%d %s; %d needed".formatted(known.size(), words, FEWEST_MODELS));
    }
    Coefficient slope =
        new PanelOls()
            .setFormula("log10_figure ~ years")
            .fit(
                Sample.empty()
                    .with(
                        "log10_figure",
                        known.stream()
                            .mapToDouble(m -> Math.log10(figure.apply(m).orElseThrow()))
                            .toArray())
                    .with(
                        "years",
                        known.stream()
                            .mapToDouble(m -> Years.since2024(m.publishedOn()))
                            .toArray()),
                Covariance.hc3())
            .coefficient("years");
    Grade grade = known.stream().map(ModelFacts::grade).reduce(Grade.ESTIMATED, Grade::weaker);
    return Samples.powerOfTen(Samples.of(slope, grade))
        .against(1)
        .remarking(known.size() + " " + words);
  }

  static Measured efficiency(Evidence evidence) {
    return evidence
        .rows(
            EfficiencyIndex.class,
            col("method")
                .equalTo(Evidence.METHOD)
                .and(col("direction").equalTo("production"))
                .and(col("sample").equalTo("all"))
                .and(col("vcov").equalTo("hc3"))
                .and(col("interval").equalTo("fieller"))
                .and(col("ci_low").isNotNull()))
        .max(Comparator.comparing(row -> Evidence.day(row, "quarter")))
        .map(
            row ->
                rate(row)
                    .remarking(
                        "%s, capability for compute; %d models"
                            .formatted(
                                SpentTogether.name(Evidence.day(row, "quarter")),
                                row.<Long>getAs("n"))))
        .orElse(Measured.unknown("no rate of efficiency gain by then"));
  }

  private static Measured rate(Row row) {
    return Measured.between(
            Evidence.number(row, "rate_factor_per_year").orElseThrow(),
            Evidence.number(row, "ci_low").orElseThrow(),
            Evidence.number(row, "ci_high").orElseThrow(),
            Evidence.grade(row))
        .against(1);
  }

  /** At the highest tenth of the benchmark that the model reaches. */
  static Measured priceFall(Subject subject, Evidence evidence) {
    Optional<Double> reached =
        evidence
            .rows(
                Score.class,
                col("benchmark")
                    .equalTo(subject.who())
                    .and(col("model").equalTo(subject.other()))
                    .and(col("score_share").isNotNull()))
            .flatMap(row -> Evidence.number(row, "score_share").stream())
            .max(Comparator.naturalOrder());
    if (reached.isEmpty()) {
      return Measured.unknown(
          "no score of %s on %s by then".formatted(subject.other(), subject.who()));
    }
    double level = Math.floor(reached.get() * TENTH) / TENTH;
    return evidence
        .rows(PriceIndex.class, col("benchmark").equalTo(subject.who()).and(hasRate()))
        .filter(
            row ->
                Math.abs(Evidence.number(row, "threshold_share").orElseThrow() - level)
                    < 1 / TENTH / 2)
        .findFirst()
        .map(
            row ->
                rate(row)
                    .remarking(
                        "level %s, %d records; minima, so the interval is narrow"
                            .formatted(level, row.<Long>getAs("records"))))
        .orElse(
            Measured.unknown(
                "too few records of price at %s of %s".formatted(level, subject.who())));
  }

  private static Column hasRate() {
    return PriceIndex.RATE.col().isNotNull();
  }

  static Measured priceFallRange(Evidence evidence) {
    List<Row> rows = new ArrayList<>(evidence.rows(PriceIndex.class, hasRate()).toList());
    if (rows.isEmpty()) {
      return Measured.unknown("no rate at which a price falls by then");
    }
    List<Double> rates =
        rows.stream()
            .map(row -> Evidence.number(row, "rate_factor_per_year").orElseThrow())
            .sorted()
            .toList();
    int n = rates.size();
    return Measured.between(
            (rates.get((n - 1) / 2) + rates.get(n / 2)) / 2,
            rates.get(0),
            rates.get(n - 1),
            rows.stream().map(Evidence::grade).reduce(Grade.ESTIMATED, Grade::weaker))
        .against(1)
        .remarking(
            "median, smallest and largest of %d levels of %d benchmarks"
                .formatted(
                    n,
                    rows.stream().map(row -> Evidence.text(row, "benchmark")).distinct().count()));
  }
}
