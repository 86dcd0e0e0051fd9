package jevons.pipeline.studies;

import static jevons.pipeline.table.RowsBehind.input;
import static jevons.pipeline.table.RowsBehind.row;
import static org.apache.spark.sql.functions.add_months;

import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import jevons.econometrics.diagnostics.TestResult;
import jevons.econometrics.timeseries.BaiPerron;
import jevons.econometrics.timeseries.BreakDesign;
import jevons.econometrics.timeseries.BreakErrors;
import jevons.econometrics.timeseries.Chow;
import jevons.econometrics.timeseries.SupWald;
import jevons.pipeline.table.Asked;
import jevons.pipeline.table.Estimated;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.RowsBehind;
import jevons.pipeline.table.Table;
import jevons.pipeline.tables.gold.FirmQuarter;
import jevons.pipeline.tables.gold.StructuralBreak;

/**
 * Did the growth of Nvidia's sales, or of what the hyperscalers spend, change, and when?
 *
 * <p>On differences alone: levels with a unit root look broken anywhere. One break at an unknown
 * quarter with 15 % trimmed at either end, several breaks, and Chow's test at 2025Q1, the quarter
 * of the sell-off. A date that was chosen because something had happened then is not quite known
 * before the data.
 *
 * <p>Drawn with 45 quarters: a change of two standard deviations of growth is found and the 95 %
 * interval of its date holds. One of a single deviation is missed in a third of draws, overstated
 * where it is found, and its date's interval holds four times of five. The tests take quarters for
 * independent: with an autocorrelation of 0.3 they refuse in a quarter of draws without a break,
 * and with hc1 errors in an eighth even without one.
 *
 * @see <a href="https://doi.org/10.2307/2951764">Andrews (1993), Econometrica 61(4), 821-856</a>
 * @see <a href="https://doi.org/10.2307/2998540">Bai and Perron (1998), Econometrica 66(1),
 *     47-78</a>
 * @see <a href="https://doi.org/10.2307/1910133">Chow (1960), Econometrica 28(3), 591-605</a>
 */
public final class BreakStudy implements Study {
  /** The quarter of the sell-off. */
  private static final LocalDate CHOW_AT = LocalDate.of(2025, 1, 1);

  private static final double LEVEL = 0.05;

  /** Of growth, below which no break is looked for. */
  private static final int FEWEST_QUARTERS = 20;

  @Override
  public String name() {
    return "breaks";
  }

  @Override
  public Set<Class<? extends Table>> inputs() {
    return Set.of(FirmQuarter.class);
  }

  @Override
  public Set<String> settings() {
    return Set.of();
  }

  @Override
  public Class<? extends Estimated> findings() {
    return StructuralBreak.class;
  }

  @Override
  public Set<Class<? extends Estimated>> fills() {
    return Set.of(StructuralBreak.class);
  }

  @Override
  public RowsBehind rowsBehind(Table input, Asked asked) {
    return RowsBehind.where(
            row(StructuralBreak.SERIES)
                .equalTo("d_log_capex")
                .and(input(FirmQuarter.IS_HYPERSCALER))
                .or(
                    row(StructuralBreak.SERIES)
                        .notEqual("d_log_capex")
                        .and(input(FirmQuarter.TICKER).equalTo(RevenueQuarters.TICKER))),
            input(FirmQuarter.QUARTER)
                .between(
                    add_months(row(StructuralBreak.SAMPLE_START), -3),
                    row(StructuralBreak.SAMPLE_END)))
        .following(FirmQuarter.CAPEX, FirmQuarter.REVENUE, FirmQuarter.DATA_CENTER_REVENUE);
  }

  @Override
  public List<StudyRow> rows(Inputs in) {
    Map<String, RevenueQuarters> samples = RevenueQuarters.of(in.read(FirmQuarter.class));
    List<StudyRow> rows = new ArrayList<>();
    for (String revenue : RevenueQuarters.REVENUES) {
      RevenueQuarters sample = samples.get(revenue);
      if (sample.changes() >= FEWEST_QUARTERS) {
        rows.addAll(of("d_log_" + revenue, sample, sample.revenueGrowth()));
      }
    }
    // Spending over the longer of the two samples.
    RevenueQuarters all = samples.get(RevenueQuarters.REVENUES.get(0));
    if (all.changes() >= FEWEST_QUARTERS) {
      rows.addAll(of("d_log_capex", all, all.capexGrowth()));
    }
    return rows;
  }

  /** All rows of one series of growth. */
  static List<StudyRow> of(String series, RevenueQuarters sample, double[] growth) {
    List<StudyRow> rows = new ArrayList<>();
    for (BreakErrors errors : BreakErrors.values()) {
      new Tested(series, sample, growth, errors, rows).add();
    }
    return rows;
  }

  /** One series under one kind of errors. */
  private record Tested(
      String series,
      RevenueQuarters sample,
      List<Double> growth,
      BreakErrors errors,
      List<StudyRow> rows) {
    Tested(
        String series,
        RevenueQuarters sample,
        double[] growth,
        BreakErrors errors,
        List<StudyRow> rows) {
      this(series, sample, Arrays.stream(growth).boxed().toList(), errors, rows);
    }

    void add() {
      BreakDesign design =
          BreakDesign.ofMean(growth.stream().mapToDouble(Double::doubleValue).toArray());
      SupWald.Result sup = SupWald.test(design, SupWald.TRIMMING, errors);
      Double critical = sup.sup().criticalValues().get(LEVEL);
      for (int i = 0; i < sup.path().size(); i++) {
        add("wald", sup.firstCandidate() + i, sup.path().get(i), OptionalDouble.empty(), critical);
      }
      add("sup_wald", sup.rowsBefore(), sup.sup().statistic(), sup.sup().pValue(), critical);
      int before = sample.quartersOfChanges().indexOf(CHOW_AT);
      if (before > 0) {
        TestResult chow = Chow.test(design, before, errors).test();
        add("chow", before, chow.statistic(), chow.pValue(), null);
      }
      BaiPerron.Result several = new BaiPerron().setErrors(errors).fit(design);
      for (int i = 0; i < several.dates().size(); i++) {
        BaiPerron.DatedBreak date = several.dates().get(i);
        // The test after which the rule stopped is not a break; each one before it is.
        TestResult last = several.sequential().get(several.bySequential() - 1);
        Map<Field, Object> cells =
            add(
                "bai_perron",
                date.rowsBefore(),
                last.statistic(),
                last.pValue(),
                last.criticalValues().get(LEVEL));
        cells.put(StructuralBreak.QUARTER_LOW, quarter(date.low()));
        cells.put(StructuralBreak.QUARTER_HIGH, quarter(date.high()));
      }
    }

    private Map<Field, Object> add(
        String test, int rowsBefore, double statistic, OptionalDouble pValue, Double critical) {
      List<LocalDate> quarters = sample.quartersOfChanges();
      Map<Field, Object> cells = new HashMap<>();
      cells.put(StructuralBreak.SERIES, series);
      cells.put(StructuralBreak.TEST, test);
      cells.put(StructuralBreak.VCOV, errors.toString());
      cells.put(StructuralBreak.QUARTER, Date.valueOf(quarters.get(rowsBefore)));
      cells.put(StructuralBreak.STATISTIC, statistic);
      cells.put(
          StructuralBreak.P_VALUE,
          pValue.isPresent() && Double.isFinite(pValue.getAsDouble())
              ? pValue.getAsDouble()
              : null);
      cells.put(StructuralBreak.CRITICAL_VALUE, critical);
      cells.put(StructuralBreak.MEAN_BEFORE, mean(0, rowsBefore));
      cells.put(StructuralBreak.MEAN_AFTER, mean(rowsBefore, growth.size()));
      cells.put(StructuralBreak.SAMPLE_START, Date.valueOf(quarters.get(0)));
      cells.put(StructuralBreak.SAMPLE_END, Date.valueOf(quarters.get(quarters.size() - 1)));
      cells.put(StructuralBreak.N, (long) quarters.size());
      cells.put(StructuralBreak.GRADE, sample.grade().word());
      rows.add(new StudyRow(StructuralBreak.class, cells));
      return cells;
    }

    private double mean(int from, int to) {
      return growth.subList(from, to).stream().mapToDouble(g -> g).average().orElseThrow();
    }

    /** An end outside the sample is its first or last quarter. */
    private Date quarter(OptionalInt rowsBefore) {
      List<LocalDate> quarters = sample.quartersOfChanges();
      return rowsBefore.isEmpty()
          ? null
          : Date.valueOf(quarters.get(Math.min(rowsBefore.getAsInt(), quarters.size() - 1)));
    }
  }
}
