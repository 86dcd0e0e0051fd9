package jevons.pipeline.tables.gold.claims;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.sql.Date;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import jevons.pipeline.table.Grade;
import jevons.pipeline.table.claim.Measured;
import jevons.pipeline.tables.gold.EventTest;
import jevons.pipeline.tables.gold.ValuationDay;
import jevons.pipeline.tables.gold.ValuationQuarter;
import jevons.pipeline.tables.gold.claims.Evidence.Close;
import org.apache.spark.sql.Row;

/** What the market did. */
final class MarketMeasures {
  private static final int LAST_DAY_OF_WINDOW = 10;

  private MarketMeasures() {}

  static Measured dayReturn(Subject subject, Evidence evidence) {
    return aroundDay(
        subject,
        evidence,
        (before, at) ->
            Measured.exactly(at.close() / before.close() - 1, Grade.DERIVED).against(0));
  }

  static Measured close(Subject subject, Evidence evidence) {
    return aroundDay(
        subject,
        evidence,
        (before, at) ->
            Measured.exactly(at.close(), Grade.REPORTED)
                .against(before.close())
                .remarking("the close before was " + before.close()));
  }

  private interface OfTwoCloses {
    Measured of(Close before, Close at);
  }

  private static Measured aroundDay(Subject subject, Evidence evidence, OfTwoCloses figure) {
    List<Close> closes = evidence.closes(subject.who());
    Optional<Close> at = closes.stream().filter(c -> c.day().equals(subject.on())).findFirst();
    Optional<Close> before = before(closes, subject.on());
    return at.isEmpty() || before.isEmpty()
        ? Measured.unknown(
            "no close of %s on %s, or none before it".formatted(subject.who(), subject.on()))
        : figure.of(before.get(), at.get());
  }

  private static Optional<Close> before(List<Close> closes, LocalDate day) {
    return closes.stream().filter(c -> c.day().isBefore(day)).max(Comparator.comparing(Close::day));
  }

  static Measured valueChange(Subject subject, Evidence evidence) {
    return evidence
        .rows(
            ValuationDay.class,
            col("ticker")
                .equalTo(subject.who())
                .and(col("trade_date").equalTo(lit(Date.valueOf(subject.on())))))
        .findFirst()
        .flatMap(
            row ->
                Evidence.number(row, "d_market_value_usd")
                    .map(change -> Measured.exactly(change, Evidence.grade(row)).against(0)))
        .orElse(
            Measured.unknown(
                "no market value of %s on %s by then".formatted(subject.who(), subject.on())));
  }

  static Measured daysToRegain(Subject subject, Evidence evidence) {
    List<Close> closes = evidence.closes(subject.who());
    Optional<Close> before = before(closes, subject.on());
    List<Close> since = closes.stream().filter(c -> !c.day().isBefore(subject.on())).toList();
    if (before.isEmpty() || since.isEmpty()) {
      return Measured.unknown(
          "no close of %s before %s, or none since".formatted(subject.who(), subject.on()));
    }
    double level = before.get().close();
    Optional<Close> regained = since.stream().filter(c -> c.close() >= level).findFirst();
    LocalDate newest = since.get(since.size() - 1).day();
    return regained
        .map(
            c ->
                Measured.exactly(days(subject.on(), c.day()), Grade.DERIVED)
                    .remarking("closed at %s or more first on %s".formatted(level, c.day())))
        .orElse(
            Measured.atLeast(
                days(subject.on(), newest) + 1,
                Grade.DERIVED,
                "no close at %s or more by %s".formatted(level, newest)));
  }

  private static double days(LocalDate from, LocalDate to) {
    return (double) ChronoUnit.DAYS.between(from, to);
  }

  static Measured yearReturn(Subject subject, Evidence evidence) {
    List<Close> closes = evidence.closes(subject.who());
    LocalDate end = subject.on().plusYears(1);
    Optional<Close> before = before(closes, subject.on());
    Optional<Close> later = closes.stream().filter(c -> !c.day().isBefore(end)).findFirst();
    if (before.isEmpty() || later.isEmpty()) {
      return Measured.unknown(
          later.isEmpty()
              ? "the year after " + subject.on() + " is not over"
              : "no close of " + subject.who() + " before " + subject.on());
    }
    return Measured.exactly(later.get().close() / before.get().close() - 1, Grade.DERIVED)
        .against(0)
        .remarking(
            "%s on %s, %s on %s"
                .formatted(
                    before.get().close(),
                    before.get().day(),
                    later.get().close(),
                    later.get().day()));
  }

  static Measured abnormalReturn(Subject subject, Evidence evidence) {
    return evidence
        .rows(
            EventTest.class,
            col("event")
                .equalTo(subject.other())
                .and(col("firm_group").equalTo(subject.who()))
                .and(col("return_model").equalTo("market"))
                .and(col("window_start").equalTo(0))
                .and(col("window_end").equalTo(LAST_DAY_OF_WINDOW))
                .and(col("test").equalTo("standardized")))
        .findFirst()
        .map(
            row ->
                Measured.between(
                        Evidence.number(row, "estimate").orElseThrow(),
                        Evidence.number(row, "ci_low").orElseThrow(),
                        Evidence.number(row, "ci_high").orElseThrow(),
                        Evidence.grade(row))
                    .against(0)
                    .remarking(remark(row)))
        .orElse(
            Measured.unknown(
                "no abnormal return of %s from day 0 of %s to the tenth after by then"
                    .formatted(subject.who(), subject.other())));
  }

  private static String remark(Row row) {
    return Boolean.TRUE.equals(row.getAs("is_overlapping"))
        ? "market model; other events lie in the window"
        : "market model";
  }

  static Measured groupReturn(Subject subject, Evidence evidence) {
    List<String> group = evidence.group(subject.who());
    List<String> tickers = group.isEmpty() ? List.of(subject.who()) : group;
    List<Double> returns = new ArrayList<>();
    for (String ticker : tickers) {
      totalReturn(evidence.closes(ticker), subject.on()).ifPresent(returns::add);
    }
    List<Close> marketCloses = evidence.closes(evidence.market());
    Optional<Double> market = totalReturn(marketCloses, subject.on());
    if (returns.size() < tickers.size() || market.isEmpty()) {
      return Measured.unknown(
          "not all of %s and the market have closes before %s and since"
              .formatted(String.join(", ", tickers), subject.on()));
    }
    double mean = returns.stream().mapToDouble(r -> r).average().orElseThrow();
    return Measured.exactly(mean - market.get(), Grade.DERIVED)
        .against(0)
        .remarking(
            "mean of %s up to %s; a fact, so without interval, and prices have other reasons too"
                .formatted(
                    String.join(", ", tickers), marketCloses.get(marketCloses.size() - 1).day()));
  }

  /** From the close before the day to the newest, dividends reinvested. */
  private static Optional<Double> totalReturn(List<Close> closes, LocalDate day) {
    if (closes.isEmpty() || closes.get(closes.size() - 1).day().isBefore(day)) {
      return Optional.empty();
    }
    double newest = closes.get(closes.size() - 1).adjusted();
    return before(closes, day).map(c -> newest / c.adjusted() - 1);
  }

  static Measured multipleChange(Subject subject, Evidence evidence) {
    List<Row> quarters =
        evidence
            .rows(
                ValuationQuarter.class,
                col("ticker").equalTo(subject.who()).and(col("revenue_multiple").isNotNull()))
            .sorted(Comparator.comparing(row -> Evidence.day(row, "trade_date")))
            .toList();
    Optional<Row> before =
        quarters.stream()
            .filter(row -> Evidence.day(row, "trade_date").isBefore(subject.on()))
            .reduce((a, b) -> b);
    Optional<Row> newest =
        quarters.stream()
            .filter(row -> !Evidence.day(row, "trade_date").isBefore(subject.on()))
            .reduce((a, b) -> b);
    if (before.isEmpty() || newest.isEmpty()) {
      return Measured.unknown(
          "no quarter with a multiple of sales of %s has ended %s %s"
              .formatted(subject.who(), before.isEmpty() ? "before" : "since", subject.on()));
    }
    double then = Evidence.number(before.get(), "revenue_multiple").orElseThrow();
    double now = Evidence.number(newest.get(), "revenue_multiple").orElseThrow();
    return Measured.exactly(
            now / then, Evidence.grade(before.get()).weaker(Evidence.grade(newest.get())))
        .against(1)
        .remarking(
            String.format(
                Locale.ROOT,
                "%.1f times a year's sales on %s, %.1f on %s",
                then,
                Evidence.day(before.get(), "trade_date"),
                now,
                Evidence.day(newest.get(), "trade_date")));
  }
}
