package jevons.pipeline.studies;

import static jevons.pipeline.table.RowsBehind.input;
import static jevons.pipeline.table.RowsBehind.row;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;

import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jevons.pipeline.studies.Specifications.Outcome;
import jevons.pipeline.studies.Specifications.PlaceboShare;
import jevons.pipeline.table.Asked;
import jevons.pipeline.table.Estimated;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.RowsBehind;
import jevons.pipeline.table.Table;
import jevons.pipeline.tables.gold.FirmQuarter;
import jevons.pipeline.tables.gold.SpecificationCurve;
import jevons.pipeline.tables.gold.SpecificationTest;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How far does the Jevons elasticity depend on choices that could have been made otherwise? Every
 * combination of capability measure, efficiency measure, lag, growth, sample start and errors, and
 * whether more of them are significant than in another order of the quarters.
 */
public final class SpecificationStudy implements Study {
  private static final String SEED = "studies.investment.seed";

  /** Drawn orders; p cannot fall below 1/1000. */
  private static final int PERMUTATIONS = 999;

  @Override
  public String name() {
    return "specifications";
  }

  @Override
  public Set<Class<? extends Table>> inputs() {
    return Set.of(FirmQuarter.class);
  }

  @Override
  public Set<String> settings() {
    return Set.of(SEED);
  }

  @Override
  public Class<? extends Estimated> findings() {
    return SpecificationCurve.class;
  }

  @Override
  public Set<Class<? extends Estimated>> fills() {
    return Set.of(SpecificationCurve.class, SpecificationTest.class);
  }

  /** All quarters of the balanced panel: those before the first rate are in the seasonal means. */
  @Override
  public RowsBehind rowsBehind(Table input, Asked asked) {
    List<Field> followed = new ArrayList<>(List.of(FirmQuarter.CAPEX_GROWTH));
    followed.addAll(rates().values().stream().flatMap(List::stream).toList());
    return InvestmentSample.rowsBehind(
            input(FirmQuarter.QUARTER).leq(row(SpecificationCurve.SAMPLE_END)))
        .following(followed.toArray(Field[]::new));
  }

  @Override
  public List<StudyRow> rows(Inputs in) {
    Dataset<Row> firmQuarter = in.read(FirmQuarter.class);
    InvestmentSample sample = InvestmentSample.of(firmQuarter);
    if (sample.quarters() == 0) {
      return List.of();
    }
    Specifications specifications =
        new Specifications(
            sample.allQuarters(),
            sample.allSeasonalGrowth(),
            logRates(firmQuarter, sample.allQuarters()));
    String grade = sample.grade().word();
    List<Outcome> outcomes = new ArrayList<>(specifications.outcomes());
    if (outcomes.isEmpty()) {
      return List.of();
    }
    List<StudyRow> rows = new ArrayList<>();
    outcomes.sort(Comparator.comparingDouble(Outcome::estimate).thenComparing(Outcome::label));
    for (int i = 0; i < outcomes.size(); i++) {
      rows.add(curve(outcomes.get(i), i + 1, grade));
    }
    rows.add(test("circular_shift", specifications.circularShifts(), outcomes, sample, grade));
    PlaceboShare drawn = specifications.permutations(PERMUTATIONS, in.settings().count(SEED));
    rows.add(test("permutation", drawn, outcomes, sample, grade));
    return rows;
  }

  /** Columns of the rate by measure of capability, the one without a lag first. */
  private static Map<String, List<Field>> rates() {
    return Map.of(
        "2pl", withLags(FirmQuarter.LOG_RATE, FirmQuarter.LAGGED_LOG_RATES),
        "rasch", withLags(FirmQuarter.LOG_RATE_RASCH, FirmQuarter.LAGGED_LOG_RATES_RASCH));
  }

  private static List<Field> withLags(Field rate, List<Field> lagged) {
    List<Field> all = new ArrayList<>(List.of(rate));
    all.addAll(lagged);
    return List.copyOf(all);
  }

  /** By measure of capability, lag and quarter; NaN where there is no rate: one Spark job. */
  private static Map<String, List<double[]>> logRates(
      Dataset<Row> firmQuarter, List<LocalDate> quarters) {
    List<Column> columns = new ArrayList<>();
    rates().values().forEach(fields -> fields.forEach(f -> columns.add(max(f.col()).as(f.name()))));
    Map<LocalDate, Row> byQuarter = new HashMap<>();
    for (Row row :
        firmQuarter
            .where(col("is_hyperscaler"))
            .groupBy("quarter")
            .agg(columns.get(0), columns.subList(1, columns.size()).toArray(Column[]::new))
            .collectAsList()) {
      byQuarter.put(row.<Date>getAs("quarter").toLocalDate(), row);
    }
    Map<String, List<double[]>> rates = new HashMap<>();
    rates()
        .forEach(
            (capability, fields) ->
                rates.put(
                    capability,
                    fields.stream()
                        .map(
                            field ->
                                quarters.stream()
                                    .map(
                                        quarter ->
                                            byQuarter.get(quarter).<Double>getAs(field.name()))
                                    .mapToDouble(rate -> rate == null ? Double.NaN : rate)
                                    .toArray())
                        .toList()));
    return rates;
  }

  private static StudyRow curve(Outcome outcome, int place, String grade) {
    Map<Field, Object> cells = new HashMap<>();
    cells.put(SpecificationCurve.CAPABILITY, outcome.choice().capability());
    cells.put(SpecificationCurve.EFFICIENCY, outcome.choice().efficiency());
    cells.put(SpecificationCurve.LAG, (long) outcome.choice().lag());
    cells.put(SpecificationCurve.GROWTH, outcome.choice().growth());
    cells.put(SpecificationCurve.START, outcome.choice().start());
    cells.put(SpecificationCurve.VCOV, outcome.vcov());
    cells.put(SpecificationCurve.PLACE, (long) place);
    cells.put(SpecificationCurve.FORMULA, outcome.choice().formula());
    cells.put(SpecificationCurve.ESTIMATE, outcome.coefficient().estimate());
    cells.put(SpecificationCurve.STANDARD_ERROR, outcome.coefficient().standardError());
    cells.put(SpecificationCurve.T, outcome.coefficient().t());
    cells.put(
        SpecificationCurve.DF,
        outcome.isAgainstStudent() ? outcome.coefficient().degreesOfFreedom() : null);
    cells.put(SpecificationCurve.P_VALUE, outcome.coefficient().pValue());
    cells.put(SpecificationCurve.P_VALUE_AGAINST_MINUS_ONE, outcome.coefficient().pValue(-1));
    cells.put(SpecificationCurve.LOW, outcome.coefficient().interval(0.95).low());
    cells.put(SpecificationCurve.HIGH, outcome.coefficient().interval(0.95).high());
    cells.put(SpecificationCurve.IS_SIGNIFICANT, outcome.isSignificant());
    cells.put(SpecificationCurve.SAMPLE_START, Date.valueOf(outcome.sample().start()));
    cells.put(SpecificationCurve.SAMPLE_END, Date.valueOf(outcome.sample().end()));
    cells.put(SpecificationCurve.N, (long) outcome.n());
    cells.put(SpecificationCurve.INDEPENDENT_UNITS, (long) outcome.independentUnits());
    cells.put(SpecificationCurve.GRADE, grade);
    return new StudyRow(SpecificationCurve.class, cells);
  }

  private static StudyRow test(
      String placebo,
      PlaceboShare share,
      List<Outcome> sorted,
      InvestmentSample sample,
      String grade) {
    int n = sorted.size();
    double median = (sorted.get((n - 1) / 2).estimate() + sorted.get(n / 2).estimate()) / 2;
    Map<Field, Object> cells = new HashMap<>();
    cells.put(SpecificationTest.PLACEBO, placebo);
    cells.put(SpecificationTest.SPECIFICATIONS, (long) n);
    cells.put(SpecificationTest.SIGNIFICANT, share.significant());
    cells.put(SpecificationTest.EXPECTED, share.expected());
    cells.put(SpecificationTest.P_VALUE, share.pValue());
    cells.put(SpecificationTest.SMALLEST_P_VALUE, 1.0 / (share.placebos() + 1));
    cells.put(SpecificationTest.PLACEBOS, (long) share.placebos());
    cells.put(SpecificationTest.QUARTERS, (long) sample.allQuarters().size());
    cells.put(SpecificationTest.MEDIAN, median);
    cells.put(
        SpecificationTest.POSITIVE,
        sorted.stream().filter(o -> o.estimate() > 0).count() / (double) n);
    cells.put(SpecificationTest.GRADE, grade);
    return new StudyRow(SpecificationTest.class, cells);
  }
}
