package jevons.pipeline.tables.gold.claims;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import jevons.pipeline.table.Grade;
import jevons.pipeline.table.claim.Measured;
import jevons.pipeline.tables.Firms;
import jevons.pipeline.tables.gold.claims.SpentTogether.Forecast;
import jevons.pipeline.tables.gold.claims.SpentTogether.Total;

/** What the hyperscalers spent, before a day and since. */
final class CapexMeasures {
  private CapexMeasures() {}

  private static SpentTogether trend(Evidence evidence) {
    return new SpentTogether(evidence.capex(), evidence.group(Firms.HYPERSCALER));
  }

  static Measured growth(Subject subject, Evidence evidence) {
    SpentTogether trend = trend(evidence);
    Optional<List<Total>> before = SpentTogether.newestYear(trend.before(subject.on()));
    List<Total> since = trend.since(subject.on());
    Optional<List<Total>> newest = SpentTogether.newestYear(trend.totals());
    if (before.isEmpty() || since.isEmpty() || newest.isEmpty()) {
      return Measured.unknown(
          before.isEmpty() ? "no year before is known of all" : noneSince(trend, subject));
    }
    return Measured.exactly(
            sum(newest.get()) / sum(before.get()),
            weakest(Stream.concat(newest.get().stream(), before.get().stream())))
        .against(1)
        .remarking("%s over %s".formatted(span(newest.get()), span(before.get())));
  }

  static Measured growthChange(Subject subject, Evidence evidence) {
    SpentTogether trend = trend(evidence);
    List<Total> before = trend.before(subject.on());
    List<Total> since = trend.since(subject.on());
    return Samples.difference(
            trend.growth(since),
            trend.growth(before),
            weakest(Stream.concat(since.stream(), before.stream())),
            "quarters of growth since and before")
        .against(0);
  }

  static Measured overTrend(Subject subject, Evidence evidence) {
    SpentTogether trend = trend(evidence);
    List<Forecast> forecasts = trend.forecasts(subject.on());
    if (forecasts.isEmpty()) {
      return Measured.unknown(noneSince(trend, subject));
    }
    Forecast newest = forecasts.get(forecasts.size() - 1);
    long inside = forecasts.stream().filter(Forecast::holdsSpent).count();
    return Measured.between(
            newest.spent() / newest.usd(),
            newest.spent() / newest.high(),
            newest.spent() / newest.low(),
            weakest(trend.before(subject.on()).stream()).weaker(Grade.ESTIMATED))
        .against(1)
        .remarking(
            String.format(
                Locale.ROOT,
                "%s: US$ %.1f bn spent, trend of %s %.1f [%.1f, %.1f];"
                    + " %d of %d quarters lie in their 95 %% prediction intervals",
                SpentTogether.name(newest.quarter()),
                newest.spent() / 1e9,
                span(trend.before(subject.on())),
                newest.usd() / 1e9,
                newest.low() / 1e9,
                newest.high() / 1e9,
                inside,
                forecasts.size()));
  }

  static Measured trailing(Evidence evidence) {
    return SpentTogether.newestYear(trend(evidence).totals())
        .map(
            year ->
                Measured.exactly(sum(year), weakest(year.stream()))
                    .remarking(span(year) + "; not all of it for AI"))
        .orElse(Measured.unknown("no four quarters in a row are known of all by then"));
  }

  private static String noneSince(SpentTogether trend, Subject subject) {
    String newest =
        trend.totals().isEmpty()
            ? "none is"
            : "the newest is "
                + SpentTogether.name(trend.totals().get(trend.totals().size() - 1).quarter());
    return "no quarter from %s on is known of all hyperscalers; %s"
        .formatted(SpentTogether.name(SpentTogether.quarterOf(subject.on())), newest);
  }

  private static double sum(List<Total> totals) {
    return totals.stream().mapToDouble(Total::usd).sum();
  }

  private static Grade weakest(Stream<Total> totals) {
    return totals.map(Total::grade).reduce(Grade.DERIVED, Grade::weaker);
  }

  private static String span(List<Total> totals) {
    return SpentTogether.name(totals.get(0).quarter())
        + " to "
        + SpentTogether.name(totals.get(totals.size() - 1).quarter());
  }
}
