package jevons.pipeline.studies;

import static jevons.econometrics.Covariance.clusteredBy;
import static jevons.econometrics.Covariance.hc3;
import static jevons.econometrics.Covariance.iid;
import static jevons.pipeline.studies.Estimate.Diagnostic.figure;
import static jevons.pipeline.table.RowsBehind.equal;
import static jevons.pipeline.table.RowsBehind.input;
import static jevons.pipeline.table.RowsBehind.row;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import jevons.econometrics.Coefficient;
import jevons.econometrics.Covariance;
import jevons.econometrics.Fit;
import jevons.econometrics.PanelOls;
import jevons.econometrics.Sample;
import jevons.pipeline.studies.Estimate.Diagnostic;
import jevons.pipeline.studies.Estimate.Span;
import jevons.pipeline.table.Asked;
import jevons.pipeline.table.Grade;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.RowsBehind;
import jevons.pipeline.table.Table;
import jevons.pipeline.tables.gold.ModelCapability;
import jevons.pipeline.tables.gold.Regression;
import jevons.pipeline.tables.gold.Years;
import jevons.pipeline.tables.silver.Model;
import jevons.pipeline.tables.silver.TokenPrice;
import org.apache.spark.sql.Row;

/**
 * How fast does the price of using a model fall, capability held?
 *
 * <pre>
 *   log10 price_i = a + b capability_i + g years_i + e_i,  rate = 10^-g a year
 * </pre>
 *
 * <p>Price is US$ per million tokens, three read to one written; years count from 2024. {@code
 * headline} has one row a model: its first price, so that a list that is read more often than
 * another weighs no more. {@code all_offers} has every price with the day it took effect, of one
 * model and day the cheapest, errors clustered by model. The others measure capability in another
 * way.
 *
 * <p>Beside {@code gold.price_index}, which follows the cheapest offer at a threshold of one
 * benchmark: this is the mean over all that is on sale, cheap or not, and uses every model that has
 * a price and a capability.
 *
 * <p>Capability is estimated, and its error takes from b: since models get better, what b loses
 * makes g look smaller, so that the rate is understated. {@code capability_reliability} is the
 * share of what capability varies beyond time that is not error, and {@code
 * years_corrected_for_reliability} is g with b divided by it, for errors that have nothing to do
 * with prices and time.
 *
 * @see <a href="https://doi.org/10.1086/260169">Rosen (1974), Journal of Political Economy 82(1),
 *     34-55: hedonic prices</a>
 * @see <a href="https://epoch.ai/data-insights/llm-inference-price-trends">Cottier et al. (2025),
 *     Epoch AI: prices at fixed quality</a>
 */
public final class HedonicPriceStudy implements Study {
  private static final String CAPABILITY = "capability";
  private static final String YEARS = "years";
  private static final String HEADLINE = "headline";
  private static final String ALL_OFFERS = "all_offers";

  /** Models below which there is no estimate, as of the rate of efficiency gain. */
  private static final int FEWEST_MODELS = 20;

  /** A price of a model whose capability is known; {@code error} is NaN for the index. */
  private record Offer(
      String model,
      LocalDate inForceFrom,
      double usdPerMtok,
      String organization,
      double capability,
      double error,
      Grade grade) {
    double years() {
      return Years.since2024(inForceFrom);
    }
  }

  @Override
  public String name() {
    return "hedonic_price";
  }

  @Override
  public Set<Class<? extends Table>> inputs() {
    return Set.of(TokenPrice.class, ModelCapability.class, Model.class);
  }

  @Override
  public Set<String> settings() {
    return Set.of();
  }

  /** Some prices are known before they are in force. */
  @Override
  public String period(LocalDate asOf) {
    return "prices in force on " + asOf;
  }

  /** All capabilities of the measure, and prices of models; organizations only make clusters. */
  @Override
  public RowsBehind rowsBehind(Table input, Asked asked) {
    if (input instanceof ModelCapability) {
      return RowsBehind.where(
              equal(Regression.AS_OF),
              input(ModelCapability.METHOD)
                  .equalTo(
                      when(
                              row(Regression.SPECIFICATION).isin(HEADLINE, ALL_OFFERS),
                              ModelCapability.TWO_PARAMETER)
                          .otherwise(row(Regression.SPECIFICATION))))
          .following(ModelCapability.CAPABILITY);
    }
    return input instanceof TokenPrice
        ? RowsBehind.where(
                input(TokenPrice.MODEL).isNotNull(),
                input(TokenPrice.IN_FORCE_FROM)
                    .between(row(Regression.SAMPLE_START), row(Regression.SAMPLE_END)))
            .following(TokenPrice.MODEL, TokenPrice.BLENDED)
        : RowsBehind.none();
  }

  @Override
  public List<Estimate> estimate(Inputs in) {
    Map<String, String> organizations = new HashMap<>();
    Model.inForce(in.read(Model.class))
        .select(Model.MODEL.col(), Model.ORGANIZATION.col())
        .where(Model.ORGANIZATION.col().isNotNull())
        .collectAsList()
        .forEach(row -> organizations.put(row.getString(0), row.getString(1)));
    List<Row> prices =
        in.read(TokenPrice.class)
            .where(
                TokenPrice.MODEL
                    .col()
                    .isNotNull()
                    .and(TokenPrice.IN_FORCE_FROM.col().leq(lit(Date.valueOf(in.asOf())))))
            .select(
                TokenPrice.MODEL.col(), TokenPrice.IN_FORCE_FROM.col(), TokenPrice.BLENDED.col())
            .collectAsList();
    List<Row> capabilities =
        in.read(ModelCapability.class)
            .select("method", "model", "capability", "standard_error", "grade")
            .collectAsList();
    List<Estimate> estimates = new ArrayList<>();
    for (String method :
        List.of(
            ModelCapability.TWO_PARAMETER,
            ModelCapability.RASCH,
            ModelCapability.CAPABILITIES_INDEX)) {
      Map<String, Row> known = new HashMap<>();
      capabilities.stream()
          .filter(row -> row.getString(0).equals(method))
          .forEach(row -> known.put(row.getString(1), row));
      List<Offer> offers = offers(prices, known, organizations);
      List<Offer> first = first(offers);
      if (first.size() < FEWEST_MODELS) {
        continue;
      }
      boolean isHeadline = method.equals(ModelCapability.TWO_PARAMETER);
      estimates.add(
          estimate(
              isHeadline ? HEADLINE : method,
              first,
              first.size(),
              hc3(),
              clusteredBy("organization"),
              iid()));
      if (isHeadline) {
        estimates.add(
            estimate(
                ALL_OFFERS,
                offers,
                first.size(),
                clusteredBy("model"),
                clusteredBy("organization"),
                hc3()));
      }
    }
    return estimates;
  }

  /** By model and day the cheapest, models and days ascending. */
  private static List<Offer> offers(
      List<Row> prices, Map<String, Row> capabilities, Map<String, String> organizations) {
    Map<String, Offer> cheapest = new TreeMap<>();
    for (Row price : prices) {
      String model = price.getString(0);
      Row known = capabilities.get(model);
      if (known != null) {
        Offer offer =
            new Offer(
                model,
                price.getDate(1).toLocalDate(),
                price.getDouble(2),
                organizations.getOrDefault(model, model),
                known.getDouble(2),
                known.isNullAt(3) ? Double.NaN : known.getDouble(3),
                Grade.of(known.getString(4)));
        cheapest.merge(
            model + " " + offer.inForceFrom(),
            offer,
            (a, b) -> a.usdPerMtok() <= b.usdPerMtok() ? a : b);
      }
    }
    return cheapest.values().stream()
        .sorted(Comparator.comparing(Offer::model).thenComparing(Offer::inForceFrom))
        .toList();
  }

  private static List<Offer> first(List<Offer> offers) {
    Map<String, Offer> first = new TreeMap<>();
    offers.forEach(offer -> first.putIfAbsent(offer.model(), offer));
    return List.copyOf(first.values());
  }

  private Estimate estimate(
      String specification, List<Offer> offers, int models, Covariance... errors) {
    Fit fit =
        new PanelOls()
            .setFormula("log10_price ~ " + CAPABILITY + " + " + YEARS)
            .fit(
                Sample.empty()
                    .with("log10_price", of(offers, offer -> Math.log10(offer.usdPerMtok())))
                    .with(CAPABILITY, of(offers, Offer::capability))
                    .with(YEARS, of(offers, Offer::years))
                    .withValues("model", offers.stream().map(Offer::model).toList())
                    .withValues("organization", offers.stream().map(Offer::organization).toList()),
                errors);
    LocalDate start =
        offers.stream().map(Offer::inForceFrom).min(LocalDate::compareTo).orElseThrow();
    LocalDate end = offers.stream().map(Offer::inForceFrom).max(LocalDate::compareTo).orElseThrow();
    return Estimate.of(
            name(),
            specification,
            fit,
            YEARS,
            new Span(start, end),
            models,
            Estimate.weakest(offers.stream().map(Offer::grade)))
        .withDiagnostics(rate(fit.coefficient(YEARS)))
        .withDiagnostics(correction(fit, offers))
        .withRemarks(
            "List prices, not what is paid; each model counts alike, however much it is used.",
            "Capability is estimated, which makes the price look to fall more slowly than it does.");
  }

  private static List<Diagnostic> rate(Coefficient years) {
    Coefficient.Interval interval = years.interval(0.95);
    return List.of(
        figure("price_factor_per_year", Math.pow(10, -years.estimate())),
        figure("price_factor_per_year_low", Math.pow(10, -interval.high())),
        figure("price_factor_per_year_high", Math.pow(10, -interval.low())));
  }

  /** The slope on time if capability had no error; none where the index states no error. */
  private static List<Diagnostic> correction(Fit fit, List<Offer> offers) {
    double[] capability = of(offers, Offer::capability);
    double[] years = of(offers, Offer::years);
    double error = Series.mean(of(offers, offer -> offer.error() * offer.error()));
    double beyondTime = Series.squaredDeviationsFrom(years, capability) / (capability.length - 2);
    double reliability = 1 - error / beyondTime;
    List<Diagnostic> figures =
        new ArrayList<>(List.of(figure("capability_reliability", reliability)));
    if (reliability > 0) {
      double perYear = Series.products(years, capability) / Series.squaredDeviations(years);
      double lost = fit.coefficient(CAPABILITY).estimate() * (1 / reliability - 1);
      figures.add(
          figure(
              "years_corrected_for_reliability",
              fit.coefficient(YEARS).estimate() - lost * perYear));
    }
    return figures;
  }

  private static double[] of(List<Offer> offers, ToDoubleFunction<Offer> figure) {
    return offers.stream().mapToDouble(figure).toArray();
  }
}
