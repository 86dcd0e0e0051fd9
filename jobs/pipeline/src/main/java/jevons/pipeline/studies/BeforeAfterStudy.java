package jevons.pipeline.studies;

import static jevons.econometrics.Covariance.ewc;
import static jevons.econometrics.Covariance.iid;
import static jevons.econometrics.Covariance.neweyWest;
import static jevons.pipeline.studies.Estimate.Diagnostic.figure;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import jevons.econometrics.Coefficient;
import jevons.econometrics.Fit;
import jevons.econometrics.PanelOls;
import jevons.econometrics.Sample;
import jevons.econometrics.diagnostics.MeanDifference;
import jevons.pipeline.studies.Estimate.Errors;
import jevons.pipeline.studies.Estimate.Span;
import jevons.pipeline.table.Asked;
import jevons.pipeline.table.Grade;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.RowsBehind;
import jevons.pipeline.table.Table;
import jevons.pipeline.tables.gold.FirmQuarter;

/**
 * Did the hyperscalers' spending grow faster from 2025Q1 on, the quarter of DeepSeek-R1, than
 * before it?
 *
 * <p>The mean growth of their capex over all quarters before and from then on, with Welch's test;
 * beside it the same difference under errors that allow for growth that follows itself. Growth as
 * it is ({@code headline}), and less its calendar quarter's mean ({@code seasonal}): a year begins
 * with a low quarter, and after the date there are more first quarters than fourth ones. The
 * seasonal means hold the quarters after the date too, which takes a little of the difference away.
 *
 * <p>One date, chosen because something had happened then: it shows what changed, not why.
 *
 * @see jevons.pipeline.tables.gold.CapexForecast what was spent beside the trend
 */
public final class BeforeAfterStudy implements Study {
  /** The first quarter after: R1 was released on its 20th day. */
  static final LocalDate AFTER = LocalDate.of(2025, 1, 1);

  private static final String TERM = "after";
  private static final int FEWEST_QUARTERS = 2;

  @Override
  public String name() {
    return "before_after";
  }

  @Override
  public Set<Class<? extends Table>> inputs() {
    return Set.of(FirmQuarter.class);
  }

  @Override
  public Set<String> settings() {
    return Set.of();
  }

  /** Growth of all quarters of the balanced panel. */
  @Override
  public RowsBehind rowsBehind(Table input, Asked asked) {
    return InvestmentSample.rowsBehind().following(FirmQuarter.CAPEX_GROWTH);
  }

  @Override
  public List<Estimate> estimate(Inputs in) {
    InvestmentSample sample = InvestmentSample.of(in.read(FirmQuarter.class));
    List<LocalDate> quarters = sample.allQuarters();
    int before = (int) quarters.stream().filter(q -> q.isBefore(AFTER)).count();
    if (before < FEWEST_QUARTERS || quarters.size() - before < FEWEST_QUARTERS) {
      return List.of();
    }
    return List.of(
        estimate("headline", quarters, before, sample.allGrowth(), sample.figuresGrade()),
        estimate("seasonal", quarters, before, sample.allSeasonalGrowth(), sample.figuresGrade()));
  }

  private Estimate estimate(
      String specification, List<LocalDate> quarters, int before, double[] growth, Grade grade) {
    double[] earlier = Arrays.copyOf(growth, before);
    double[] later = Arrays.copyOfRange(growth, before, growth.length);
    double[] after = new double[growth.length];
    Arrays.fill(after, before, after.length, 1);
    Fit fit =
        new PanelOls()
            .setFormula("mean_d_log_capex ~ after")
            .setTime("quarter")
            .fit(
                Sample.empty()
                    .with("mean_d_log_capex", growth)
                    .with(TERM, after)
                    .withValues(
                        "quarter", quarters.stream().map(InvestmentSample::number).toList()),
                ewc(),
                neweyWest(),
                iid());
    Estimate estimate =
        Estimate.of(
            name(),
            specification,
            fit,
            TERM,
            new Span(quarters.get(0), quarters.get(quarters.size() - 1)),
            quarters.size(),
            grade);
    List<Errors> errors = new ArrayList<>();
    errors.add(welch(MeanDifference.welch(later, earlier)));
    errors.addAll(estimate.errors());
    return estimate
        .withErrors(errors)
        .withDiagnostics(
            List.of(
                figure("mean_before", Series.mean(earlier)),
                figure("mean_after", Series.mean(later)),
                figure("quarters_before", earlier.length),
                figure("quarters_after", later.length)))
        .withRemarks(
            "Errors called welch: each side has its variance, t with the Welch-Satterthwaite"
                + " degrees of freedom.",
            "The date was chosen because something had happened then: a difference shows what"
                + " changed, not why.");
  }

  private static Errors welch(MeanDifference welch) {
    return new Errors(
        "welch",
        "none",
        OptionalInt.empty(),
        List.of(new Coefficient(TERM, welch.difference(), welch.standardError(), welch.df())));
  }
}
