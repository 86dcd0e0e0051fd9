package jevons.pipeline.studies;

import static jevons.econometrics.Covariance.ewc;
import static jevons.econometrics.Covariance.hc1;
import static jevons.econometrics.Covariance.hc3;
import static jevons.econometrics.Covariance.iid;
import static jevons.econometrics.Covariance.neweyWest;
import static jevons.pipeline.studies.Estimate.Diagnostic.figure;
import static jevons.pipeline.table.RowsBehind.equal;
import static jevons.pipeline.table.RowsBehind.input;
import static jevons.pipeline.table.RowsBehind.row;
import static org.apache.spark.sql.functions.add_months;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import jevons.econometrics.Fit;
import jevons.econometrics.PanelOls;
import jevons.econometrics.Sample;
import jevons.econometrics.diagnostics.Persistence;
import jevons.pipeline.table.Asked;
import jevons.pipeline.table.Grade;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.RowsBehind;
import jevons.pipeline.table.Table;
import jevons.pipeline.tables.gold.Regression;
import jevons.pipeline.tables.gold.ValuationQuarter;
import org.apache.spark.sql.Row;

/**
 * Is Nvidia worth more, and by a higher multiple of its sales and earnings, in quarters in which
 * the hyperscalers' spending known by then grew faster?
 *
 * <p>Growth rates only: market value, multiples and spending all trend. Multiples are of the year
 * known that day, so nothing is divided by a figure that came later. The headline's errors are HC3:
 * changes of a price are hardly autocorrelated, while the regressor is, and then three or four
 * cosines give errors that are a fraction of the others by chance.
 *
 * @see <a href="https://doi.org/10.1016/0304-4076(85)90158-7">MacKinnon and White (1985), Journal
 *     of Econometrics 29(3), 305-325: HC3</a>
 */
public final class MultiplesStudy implements Study {
  private static final String REGRESSOR = "d_log_capex_of_four";

  /** Quarters of growth below which there is no estimate. */
  private static final int FEWEST_QUARTERS = 16;

  private static final String OVERLAP =
      "Spending is of the trailing year, so its growth overlaps over four quarters.";

  private static final String BOTH_WAYS =
      "A quarter's price runs ahead of spending that becomes known a quarter later, and both answer"
          + " to the same news: no cause either way.";

  private static final String FEW_COSINES =
      "So few cosines (ewc) can make errors far too small by chance: nothing is a finding unless all"
          + " the errors agree.";

  /** What a specification's y is the change of the logarithm of. */
  private static final List<String> LEVELS =
      List.of("market_value_usd", "revenue_multiple", "earnings_multiple");

  @Override
  public String name() {
    return "multiples";
  }

  @Override
  public Set<Class<? extends Table>> inputs() {
    return Set.of(ValuationQuarter.class);
  }

  @Override
  public Set<String> settings() {
    return Set.of();
  }

  @Override
  public RowsBehind rowsBehind(Table input, Asked asked) {
    return RowsBehind.where(
            equal(Regression.AS_OF),
            input(ValuationQuarter.TICKER).equalTo(RevenueQuarters.TICKER),
            input(ValuationQuarter.QUARTER)
                .between(add_months(row(Regression.SAMPLE_START), -3), row(Regression.SAMPLE_END)))
        .following(
            ValuationQuarter.MARKET_VALUE,
            ValuationQuarter.REVENUE_MULTIPLE,
            ValuationQuarter.EARNINGS_MULTIPLE,
            ValuationQuarter.CAPEX_OF_FOUR_TRAILING);
  }

  @Override
  public List<Estimate> estimate(Inputs in) {
    List<Row> quarters =
        in
            .read(ValuationQuarter.class)
            .where(ValuationQuarter.TICKER.col().equalTo(RevenueQuarters.TICKER))
            .select(
                "quarter",
                "market_value_usd",
                "revenue_multiple",
                "earnings_multiple",
                "capex_of_four_trailing_usd",
                "grade")
            .collectAsList()
            .stream()
            .sorted(Comparator.comparing((Row row) -> row.getDate(0)))
            .toList();
    List<Estimate> estimates = new ArrayList<>();
    for (String level : LEVELS) {
      estimate(level, quarters, estimates);
    }
    return estimates;
  }

  private void estimate(String level, List<Row> quarters, List<Estimate> estimates) {
    List<LocalDate> days = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    List<Double> x = new ArrayList<>();
    List<Grade> grades = new ArrayList<>();
    for (int t = 1; t < quarters.size(); t++) {
      Row now = quarters.get(t);
      Row before = quarters.get(t - 1);
      LocalDate quarter = now.getDate(0).toLocalDate();
      double own = growth(before, now, level);
      double capex = growth(before, now, "capex_of_four_trailing_usd");
      boolean isNext = before.getDate(0).toLocalDate().equals(quarter.minusMonths(3));
      if (isNext && Double.isFinite(own) && Double.isFinite(capex)) {
        days.add(quarter);
        y.add(own);
        x.add(capex);
        grades.add(Grade.of(now.getString(5)));
      }
    }
    if (days.size() < FEWEST_QUARTERS) {
      return;
    }
    String name = level.replace("_usd", "");
    Sample sample =
        Sample.empty()
            .withValues("d_log_" + name, y)
            .withValues(REGRESSOR, x)
            .withValues(
                "quarter",
                days.stream().map(q -> q.getYear() * 4 + (q.getMonthValue() - 1) / 3).toList());
    Fit fit =
        new PanelOls()
            .setFormula("d_log_" + name + " ~ " + REGRESSOR)
            .setTime("quarter")
            .fit(sample, hc3(), ewc(), neweyWest(), hc1(), iid());
    estimates.add(
        Estimate.of(
                name(),
                "nvidia_" + name,
                fit,
                REGRESSOR,
                new Estimate.Span(days.get(0), days.get(days.size() - 1)),
                days.size(),
                Estimate.weakest(grades.stream()))
            .withDiagnostics(
                List.of(
                    figure(
                        "ar1_regressor", Persistence.ar1(sample.numbers(REGRESSOR)).coefficient()),
                    figure("ar1_residual", Persistence.ar1(fit.residuals()).coefficient())))
            .withRemarks(OVERLAP, FEW_COSINES, BOTH_WAYS));
  }

  /** Change of the logarithm; NaN where either is not there or not positive. */
  private static double growth(Row before, Row now, String level) {
    Double earlier = before.getAs(level);
    Double later = now.getAs(level);
    return earlier == null || later == null ? Double.NaN : Math.log(later) - Math.log(earlier);
  }
}
