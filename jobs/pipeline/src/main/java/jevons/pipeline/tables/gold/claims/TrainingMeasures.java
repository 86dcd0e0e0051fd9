package jevons.pipeline.tables.gold.claims;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import jevons.pipeline.table.Grade;
import jevons.pipeline.table.claim.Measured;
import jevons.pipeline.tables.gold.claims.Evidence.ModelFacts;
import jevons.pipeline.tables.gold.claims.Evidence.Price;
import jevons.pipeline.tables.gold.claims.Evidence.Rent;
import jevons.pipeline.tables.gold.claims.Evidence.Stated;
import org.hipparchus.distribution.discrete.BinomialDistribution;

/** What training and use of a model cost. */
final class TrainingMeasures {
  private static final double HOURS_PER_DAY = 24;
  private static final String HOURS = "total_gpu_hours";
  private static final String CHIPS = "cluster_gpus";
  private static final String PRICE = "assumed_rental_price";

  private TrainingMeasures() {}

  static Measured chips(Subject subject, Evidence evidence) {
    Optional<ModelFacts> model = evidence.model(subject.who());
    return model
        .flatMap(ModelFacts::chips)
        .map(
            chips ->
                Measured.exactly(chips, model.get().grade())
                    .remarking("Epoch AI's figure, which rests on the developer's report"))
        .orElse(Measured.unknown("no number of chips of " + subject.who() + " by then"));
  }

  static Measured days(Subject subject, Evidence evidence) {
    return stated(
        subject,
        evidence,
        CHIPS,
        "the developer's own hours and chips; research before it is left out",
        (hours, chips) -> hours / chips / HOURS_PER_DAY);
  }

  static Measured cost(Subject subject, Evidence evidence) {
    return stated(
        subject,
        evidence,
        PRICE,
        "the developer's own hours and price; research before it is left out",
        (hours, price) -> hours * price);
  }

  private interface Arithmetic {
    double of(double hours, double other);
  }

  private static Measured stated(
      Subject subject, Evidence evidence, String fact, String remark, Arithmetic arithmetic) {
    Optional<Stated> hours = evidence.stated(subject.who(), HOURS);
    Optional<Stated> other = evidence.stated(subject.who(), fact);
    if (hours.isEmpty() || other.isEmpty()) {
      return Measured.unknown(
          "%s of %s was not stated by then"
              .formatted(hours.isEmpty() ? HOURS : fact, subject.who()));
    }
    return Measured.exactly(
            arithmetic.of(hours.get().value(), other.get().value()),
            Grade.DERIVED.weaker(hours.get().grade()).weaker(other.get().grade()))
        .remarking(remark);
  }

  static Measured costAtRent(Subject subject, Evidence evidence) {
    Optional<Stated> hours = evidence.stated(subject.who(), HOURS);
    Measured rent = rent(subject.other(), subject, evidence);
    if (hours.isEmpty() || rent.figure().isEmpty()) {
      return hours.isEmpty()
          ? Measured.unknown(HOURS + " of " + subject.who() + " was not stated by then")
          : rent;
    }
    double n = hours.get().value();
    return Measured.between(
            n * rent.figure().get(),
            n * rent.low(),
            n * rent.high(),
            hours.get().grade().weaker(rent.grade().orElseThrow()))
        .remarking(rent.remark());
  }

  /**
   * Median of the offers on demand in the year up to the day, of all variants of the chip. Its
   * interval runs between two of the offers, so that the median of all offers lies between them in
   * at least 95 % of samples, whatever their distribution (David and Nagaraja 2003, Order
   * Statistics, 7.1); of fewer than six offers there is no such pair.
   */
  static Measured rent(String chip, Subject subject, Evidence evidence) {
    double[] rents =
        evidence.rents().stream()
            .filter(r -> r.hardware().startsWith(chip))
            .filter(r -> !r.day().isAfter(subject.on()))
            .filter(r -> r.day().isAfter(subject.on().minusYears(1)))
            .mapToDouble(Rent::usdPerHour)
            .sorted()
            .toArray();
    int n = rents.length;
    if (n == 0) {
      return Measured.unknown(
          "no offer of %s on demand seen in the year up to %s".formatted(chip, subject.on()));
    }
    double median = (rents[(n - 1) / 2] + rents[n / 2]) / 2;
    String remark =
        "%d offers of %s on demand, %s to %s US$".formatted(n, chip, rents[0], rents[n - 1]);
    int beyond = beyond(n);
    return beyond < 0
        ? Measured.exactly(median, Grade.DERIVED).remarking(remark + "; too few for an interval")
        : Measured.between(median, rents[beyond], rents[n - 1 - beyond], Grade.DERIVED)
            .remarking(remark);
  }

  /** How many of n offers may lie outside either end; negative when not even none. */
  private static int beyond(int n) {
    BinomialDistribution below = new BinomialDistribution(n, 0.5);
    int beyond = -1;
    while (below.cumulativeProbability(beyond + 1) <= (1 - Samples.LEVEL) / 2) {
      beyond++;
    }
    return beyond;
  }

  static Measured inputPriceRatio(Subject subject, Evidence evidence) {
    return priceRatio(subject, evidence, Price::input);
  }

  static Measured outputPriceRatio(Subject subject, Evidence evidence) {
    return priceRatio(subject, evidence, Price::output);
  }

  static Measured blendedPriceRatio(Subject subject, Evidence evidence) {
    return priceRatio(subject, evidence, p -> Optional.of(p.blended()));
  }

  private static Measured priceRatio(
      Subject subject, Evidence evidence, Function<Price, Optional<Double>> kind) {
    double[] prices = new double[2];
    String[] models = {subject.who(), subject.other()};
    for (int i = 0; i < models.length; i++) {
      Optional<Double> price = evidence.price(models[i], subject.on()).flatMap(kind);
      if (price.isEmpty()) {
        return Measured.unknown(
            "no list price of %s in force on %s".formatted(models[i], subject.on()));
      }
      prices[i] = price.get();
    }
    return Measured.exactly(prices[0] / prices[1], Grade.DERIVED)
        .against(1)
        .remarking(
            "US$ %s over %s a million tokens; list prices, no discounts"
                .formatted(Arrays.stream(prices).boxed().toArray()));
  }
}
