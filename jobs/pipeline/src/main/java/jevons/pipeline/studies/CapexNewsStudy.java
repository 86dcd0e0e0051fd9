package jevons.pipeline.studies;

import static jevons.econometrics.Covariance.clusteredBy;
import static jevons.econometrics.Covariance.hc1;
import static jevons.econometrics.Covariance.iid;
import static jevons.pipeline.studies.Estimate.Diagnostic.figure;
import static jevons.pipeline.table.RowsBehind.equal;
import static jevons.pipeline.table.RowsBehind.input;
import static jevons.pipeline.table.RowsBehind.row;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import jevons.econometrics.Fit;
import jevons.econometrics.PanelOls;
import jevons.econometrics.Sample;
import jevons.pipeline.table.Asked;
import jevons.pipeline.table.Grade;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.RowsBehind;
import jevons.pipeline.table.Table;
import jevons.pipeline.tables.gold.CapexNews;
import jevons.pipeline.tables.gold.Regression;
import org.apache.spark.sql.Row;

/**
 * What is a hyperscaler's spending worth to its suppliers? Nvidia's abnormal return around each
 * filing on how far spending outran what had been known, and the same of all suppliers.
 *
 * <p>The best powered question on value that these data allow: more than a hundred filings. Firms
 * file in the same weeks, so the errors are clustered by week, and the independent units are the
 * weeks. Beside the surprise the one against the mean of eight quarters, which is predictable and
 * so no surprise to the market.
 *
 * @see <a href="https://doi.org/10.1257/jel.20101199">MacKinlay (1997), Journal of Economic
 *     Literature 35(1), 13-39</a>
 */
public final class CapexNewsStudy implements Study {
  private static final String NVIDIA = "NVDA";

  /** Weeks below which there is no estimate. */
  private static final int FEWEST_WEEKS = 12;

  private static final String EARLY =
      "Results are announced with or before the filing, so the market knows part of the news before"
          + " the window: a noisy, lower bound of the reaction.";

  private static final String PREDICTABLE =
      "Spending above the mean of its last eight quarters can be foreseen from the quarter before.";

  private static final String TOGETHER =
      "Suppliers move together, so they add few observations to Nvidia's: the weeks count.";

  @Override
  public String name() {
    return "capex_news";
  }

  @Override
  public Set<Class<? extends Table>> inputs() {
    return Set.of(CapexNews.class);
  }

  @Override
  public Set<String> settings() {
    return Set.of();
  }

  @Override
  public RowsBehind rowsBehind(Table input, Asked asked) {
    return RowsBehind.where(
            equal(Regression.AS_OF),
            row(Regression.SPECIFICATION)
                .startsWith("suppliers")
                .or(input(CapexNews.TICKER).equalTo(NVIDIA)),
            input(CapexNews.FILED_ON)
                .between(row(Regression.SAMPLE_START), row(Regression.SAMPLE_END)))
        .following(CapexNews.SURPRISE, CapexNews.SURPRISE_LONG, CapexNews.CAR);
  }

  @Override
  public List<Estimate> estimate(Inputs in) {
    List<News> news = new ArrayList<>();
    for (Row row :
        in.read(CapexNews.class)
            .select("ticker", "filed_on", "week", "surprise", "surprise_long", "car_share", "grade")
            .collectAsList()) {
      news.add(
          new News(
              row.getString(0),
              row.getDate(1).toLocalDate(),
              row.getDate(2).toLocalDate(),
              row.isNullAt(3) ? Double.NaN : row.getDouble(3),
              row.isNullAt(4) ? Double.NaN : row.getDouble(4),
              row.getDouble(5),
              Grade.of(row.getString(6))));
    }
    return estimates(news);
  }

  /** A filing beside one supplier's abnormal return; NaN where a surprise is not there. */
  record News(
      String ticker,
      LocalDate filedOn,
      LocalDate week,
      double surprise,
      double surpriseLong,
      double car,
      Grade grade) {
    double surpriseOf(String regressor) {
      return regressor.equals("surprise") ? surprise : surpriseLong;
    }
  }

  List<Estimate> estimates(List<News> news) {
    List<News> nvidia = news.stream().filter(n -> n.ticker().equals(NVIDIA)).toList();
    List<Estimate> estimates = new ArrayList<>();
    for (String regressor : List.of("surprise", "surprise_long")) {
      String suffix = regressor.equals("surprise") ? "" : "_long";
      add(estimates, "nvidia" + suffix, regressor, "", nvidia);
      add(estimates, "suppliers" + suffix, regressor, " | ticker", news);
    }
    return estimates;
  }

  private void add(
      List<Estimate> estimates,
      String specification,
      String regressor,
      String effects,
      List<News> news) {
    List<News> known =
        news.stream()
            .filter(n -> !Double.isNaN(n.surpriseOf(regressor)))
            .sorted(Comparator.comparing(News::filedOn).thenComparing(News::ticker))
            .toList();
    long weeks = known.stream().map(News::week).distinct().count();
    if (weeks < FEWEST_WEEKS) {
      return;
    }
    Sample sample =
        Sample.empty()
            .withValues("ticker", known.stream().map(News::ticker).toList())
            .withValues("week", known.stream().map(n -> n.week().toString()).toList())
            .with("car", known.stream().mapToDouble(News::car).toArray())
            .with(regressor, known.stream().mapToDouble(n -> n.surpriseOf(regressor)).toArray());
    Fit fit =
        new PanelOls()
            .setFormula("car ~ " + regressor + effects)
            .fit(sample, clusteredBy("week"), hc1(), iid());
    Estimate estimate =
        Estimate.of(
                name(),
                specification,
                fit,
                regressor,
                new Estimate.Span(known.get(0).filedOn(), known.get(known.size() - 1).filedOn()),
                weeks,
                Estimate.weakest(known.stream().map(News::grade)))
            .withDiagnostics(
                List.of(
                    figure(
                        "standard_deviation_" + regressor, deviation(sample.numbers(regressor)))))
            .withRemarks(EARLY);
    if (!effects.isEmpty()) {
      estimate = estimate.withRemarks(TOGETHER);
    }
    estimates.add(regressor.equals("surprise") ? estimate : estimate.withRemarks(PREDICTABLE));
  }

  private static double deviation(double[] values) {
    return Math.sqrt(Series.squaredDeviations(values) / (values.length - 1));
  }
}
