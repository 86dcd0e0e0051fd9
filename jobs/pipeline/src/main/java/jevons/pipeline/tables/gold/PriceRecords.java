package jevons.pipeline.tables.gold;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import jevons.econometrics.Coefficient;
import jevons.econometrics.Covariance;
import jevons.econometrics.Fit;
import jevons.econometrics.PanelOls;
import jevons.econometrics.Sample;
import jevons.pipeline.table.Grade;

/**
 * The price of a quality as it fell: offers strictly cheaper than all before among models at or
 * above a share of right answers on a benchmark.
 *
 * @param records in order of their days; of one day only the cheapest
 */
record PriceRecords(List<Offer> records) {
  /** With fewer records a line through them says nothing. */
  static final int FEWEST_RECORDS = 4;

  private static final int LEAST_YEARS = 1;
  private static final String TIME = "years";

  /**
   * A price of a model with a score.
   *
   * @param inForceFrom day the price took effect
   * @param usdPerMtok US$ per million tokens, three read to one written
   * @param share of right answers, the model's best
   * @param grade of the score
   */
  record Offer(String model, LocalDate inForceFrom, double usdPerMtok, double share, Grade grade) {}

  /** How fast the price fell: the factor a year and the 95 % interval of it, t(records - 2). */
  record Rate(double factorPerYear, double low, double high) {}

  PriceRecords {
    records = List.copyOf(records);
  }

  static PriceRecords of(Collection<Offer> offers, double threshold) {
    List<Offer> records = new ArrayList<>();
    offers.stream()
        .filter(o -> o.share() >= threshold)
        .sorted(
            Comparator.comparing(Offer::inForceFrom)
                .thenComparingDouble(Offer::usdPerMtok)
                .thenComparing(Offer::model))
        .forEach(
            o -> {
              boolean isCheaper =
                  records.isEmpty()
                      || o.usdPerMtok() < records.get(records.size() - 1).usdPerMtok();
              if (isCheaper) {
                records.add(o);
              }
            });
    return new PriceRecords(records);
  }

  /** Why no rate is given, if so. */
  Optional<String> suppressedReason() {
    if (records.size() < FEWEST_RECORDS) {
      return Optional.of(records.size() + " records; " + FEWEST_RECORDS + " or more make a rate");
    }
    long days = ChronoUnit.DAYS.between(first().inForceFrom(), last().inForceFrom());
    return days < LEAST_YEARS * Years.DAYS
        ? Optional.of(days + " days from the first record to the last; a year or more makes a rate")
        : Optional.empty();
  }

  /** Least squares of log10 price on date; empty where it is suppressed. */
  Optional<Rate> rate() {
    if (suppressedReason().isPresent()) {
      return Optional.empty();
    }
    Sample sample =
        Sample.empty()
            .with(
                "log10_price",
                records.stream().mapToDouble(o -> Math.log10(o.usdPerMtok())).toArray())
            .with(
                TIME,
                records.stream()
                    .mapToDouble(o -> Years.between(first().inForceFrom(), o.inForceFrom()))
                    .toArray());
    Fit fit =
        new PanelOls().setFormula("log10_price ~ " + TIME).fit(sample, List.of(Covariance.iid()));
    Coefficient slope = fit.coefficient(TIME);
    Coefficient.Interval interval = slope.interval(0.95);
    return Optional.of(
        new Rate(
            Math.pow(10, -slope.estimate()),
            Math.pow(10, -interval.high()),
            Math.pow(10, -interval.low())));
  }

  Offer first() {
    return records.get(0);
  }

  Offer last() {
    return records.get(records.size() - 1);
  }

  /** The weakest of the records' scores. */
  Grade grade() {
    return records.stream().map(Offer::grade).reduce(Grade.ESTIMATED, Grade::weaker);
  }
}
