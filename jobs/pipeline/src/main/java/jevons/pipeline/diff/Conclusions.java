package jevons.pipeline.diff;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import jevons.pipeline.diff.Conclusion.Estimate;
import jevons.pipeline.run.Published;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Table;
import jevons.pipeline.tables.gold.EfficiencyIndex;
import jevons.pipeline.tables.gold.ImpulseResponse;
import jevons.pipeline.tables.gold.Regression;
import jevons.pipeline.tables.gold.RegressionCoefficient;
import jevons.pipeline.tables.gold.RegressionDiagnostic;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The figures that a reader takes from the lake: each specification's headline coefficient, the p
 * of its agreement, the newest rate of efficiency gain by each measure of capability, and the last
 * horizon of each response.
 */
final class Conclusions {
  private static final String AGREEMENT = "agreement_against_";
  private static final String EFFICIENCY = "efficiency_index";

  private final Published state;
  private final Map<String, Found> found = new LinkedHashMap<>();

  private record Found(String study, Estimate estimate) {}

  private Conclusions(Published state) {
    this.state = state;
  }

  /** The conclusions of both states, by name. */
  static List<Conclusion> between(Published before, Published after) {
    Map<String, Found> old = of(before);
    Map<String, Found> now = of(after);
    TreeSet<String> names = new TreeSet<>(old.keySet());
    names.addAll(now.keySet());
    List<Conclusion> conclusions = new ArrayList<>();
    for (String name : names) {
      Optional<Found> was = Optional.ofNullable(old.get(name));
      Optional<Found> is = Optional.ofNullable(now.get(name));
      conclusions.add(
          new Conclusion(
              name,
              is.or(() -> was).orElseThrow().study(),
              was.map(Found::estimate),
              is.map(Found::estimate)));
    }
    return List.copyOf(conclusions);
  }

  private static Map<String, Found> of(Published state) {
    Conclusions conclusions = new Conclusions(state);
    conclusions.headlines();
    conclusions.agreements();
    conclusions.rates();
    conclusions.responses();
    return conclusions.found;
  }

  private void headlines() {
    if (!has(new Regression()) || !has(new RegressionCoefficient())) {
      return;
    }
    Dataset<Row> coefficients = state.read(new RegressionCoefficient().name());
    Dataset<Row> headlines =
        state
            .read(new Regression().name())
            .select(
                Regression.STUDY.col(),
                Regression.SPECIFICATION.col(),
                Regression.HEADLINE_TERM.col().as(RegressionCoefficient.TERM.name()),
                Regression.HEADLINE_VCOV.col().as(RegressionCoefficient.VCOV.name()));
    String[] on = {
      Regression.STUDY.name(),
      Regression.SPECIFICATION.name(),
      RegressionCoefficient.TERM.name(),
      RegressionCoefficient.VCOV.name()
    };
    for (Row row : coefficients.join(headlines, on).collectAsList()) {
      put(
          "%s %s, %s (%s)"
              .formatted(row.getAs(on[0]), row.getAs(on[1]), row.getAs(on[2]), row.getAs(on[3])),
          row.getAs(on[0]),
          estimate(
              row,
              RegressionCoefficient.ESTIMATE,
              RegressionCoefficient.CI_LOW,
              RegressionCoefficient.CI_HIGH,
              0));
    }
  }

  private void agreements() {
    if (!has(new RegressionDiagnostic())) {
      return;
    }
    Column isAgreement = RegressionDiagnostic.TEST.col().startsWith(AGREEMENT);
    for (Row row :
        state.read(new RegressionDiagnostic().name()).where(isAgreement).collectAsList()) {
      Double p = row.getAs(RegressionDiagnostic.P_VALUE.name());
      if (p != null) {
        String study = row.getAs(RegressionDiagnostic.STUDY.name());
        put(
            "%s %s, p of %s"
                .formatted(
                    study,
                    row.getAs(RegressionDiagnostic.SPECIFICATION.name()),
                    row.<String>getAs(RegressionDiagnostic.TEST.name()).replace('_', ' ')),
            study,
            new Estimate(p, Optional.empty(), Optional.empty(), 0));
      }
    }
  }

  private void rates() {
    if (!has(new EfficiencyIndex())) {
      return;
    }
    Dataset<Row> index =
        state
            .read(new EfficiencyIndex().name())
            .where(EfficiencyIndex.SAMPLE.col().equalTo("all"))
            .where(EfficiencyIndex.DIRECTION.col().equalTo("production"))
            .where(EfficiencyIndex.VCOV.col().equalTo("hc3"))
            .where(EfficiencyIndex.INTERVAL.col().equalTo("fieller"));
    String newest = "newest";
    Dataset<Row> quarters =
        index
            .groupBy(EfficiencyIndex.METHOD.col())
            .agg(max(EfficiencyIndex.QUARTER.col()).as(newest));
    Dataset<Row> rates =
        index
            .join(quarters, EfficiencyIndex.METHOD.name())
            .where(EfficiencyIndex.QUARTER.col().equalTo(col(newest)));
    for (Row row : rates.collectAsList()) {
      put(
          "efficiency gain a year, capability by " + row.getAs(EfficiencyIndex.METHOD.name()),
          EFFICIENCY,
          estimate(row, EfficiencyIndex.RATE, EfficiencyIndex.CI_LOW, EfficiencyIndex.CI_HIGH, 1));
    }
  }

  private void responses() {
    if (!has(new ImpulseResponse())) {
      return;
    }
    Dataset<Row> headlines =
        state.read(new ImpulseResponse().name()).where(ImpulseResponse.IS_HEADLINE.col());
    String last = "last";
    Dataset<Row> horizons =
        headlines
            .groupBy(ImpulseResponse.SPECIFICATION.col())
            .agg(max(ImpulseResponse.HORIZON.col()).as(last));
    Dataset<Row> responses =
        headlines
            .join(horizons, ImpulseResponse.SPECIFICATION.name())
            .where(ImpulseResponse.HORIZON.col().equalTo(col(last)));
    for (Row row : responses.collectAsList()) {
      put(
          "response %s after %s %s"
              .formatted(
                  row.getAs(ImpulseResponse.SPECIFICATION.name()),
                  row.getAs(ImpulseResponse.HORIZON.name()),
                  row.<String>getAs(ImpulseResponse.HORIZON_UNIT.name()).replace('_', ' ')),
          row.getAs(ImpulseResponse.STUDY.name()),
          estimate(
              row, ImpulseResponse.ESTIMATE, ImpulseResponse.CI_LOW, ImpulseResponse.CI_HIGH, 0));
    }
  }

  private boolean has(Table table) {
    return state.entry(table.name()).isPresent();
  }

  private void put(String name, String study, Estimate estimate) {
    found.put(name, new Found(study, estimate));
  }

  private static Estimate estimate(
      Row row, Field value, Field low, Field high, double pointOfNoEffect) {
    return new Estimate(
        row.<Double>getAs(value.name()),
        Optional.ofNullable(row.getAs(low.name())),
        Optional.ofNullable(row.getAs(high.name())),
        pointOfNoEffect);
  }
}
