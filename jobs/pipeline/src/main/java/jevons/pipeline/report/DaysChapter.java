package jevons.pipeline.report;

import static jevons.pipeline.table.TableName.gold;
import static org.apache.spark.sql.functions.col;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/** How the headline estimate looked as of earlier days, each from what was known by then. */
final class DaysChapter implements Chapter {
  private static final String STUDY = "investment";
  private static final String SPECIFICATION = "headline";

  /** Five years of month-ends; each is a read of its own. */
  private static final int MOST_DAYS = 60;

  /** An interval so many times as wide as the newest would leave the others flat. */
  private static final double TOO_WIDE = 6;

  @Override
  public Page page() {
    return Page.INVESTMENT;
  }

  @Override
  public String title() {
    return "As of earlier days";
  }

  @Override
  public boolean isOptional() {
    return true;
  }

  /** What was known on a day. */
  private record Known(
      LocalDate day,
      Trace trace,
      Double units,
      Double estimate,
      Double low,
      Double high,
      Optional<Row> rate) {
    Double width() {
      return low == null || high == null ? null : high - low;
    }
  }

  @Override
  public Part part(Material material) {
    List<LocalDate> days = monthEnds(material.published().days(), material.asOf());
    if (days.size() < 2) {
      throw new MissingRows("gold was built as of one day only.");
    }
    List<Known> known = known(material.published(), days);
    if (known.size() < 2) {
      throw new MissingRows("only one day has an estimate.");
    }
    String chartId = "elasticity-by-day";
    return Part.of()
        .chart(chart(chartId, known))
        .add(
            new Block.Days(
                "As of the end of a month",
                chartId,
                known.stream().map(DaysChapter::entry).toList()))
        .cannotTell(
            "Scores and compute are later estimates of Epoch AI, so an estimate as of an earlier"
                + " day is pseudo-real-time: the days cut what was published, not what was revised"
                + " since.")
        .build();
  }

  /** The last day of each month, up to the day of the report. */
  private static List<LocalDate> monthEnds(List<LocalDate> days, LocalDate upTo) {
    Map<YearMonth, LocalDate> last = new TreeMap<>();
    days.stream()
        .filter(d -> !d.isAfter(upTo))
        .forEach(d -> last.merge(YearMonth.from(d), d, (a, b) -> a.isAfter(b) ? a : b));
    List<LocalDate> ends = List.copyOf(last.values());
    return ends.subList(Math.max(0, ends.size() - MOST_DAYS), ends.size());
  }

  private static List<Known> known(Published published, List<LocalDate> days) {
    List<Row> fits =
        published.readDays(
            gold("regression"),
            days,
            List.of(
                "as_of",
                "study",
                "specification",
                "headline_term",
                "headline_vcov",
                "independent_units"),
            rows -> rows.where(isHeadline()));
    Map<LocalDate, List<Row>> coefficients =
        published
            .readDays(
                gold("regression_coefficient"),
                days,
                List.of(
                    "as_of",
                    "study",
                    "specification",
                    "term",
                    "vcov",
                    "ssc",
                    "estimate",
                    "ci_low",
                    "ci_high"),
                rows -> rows.where(isHeadline()))
            .stream()
            .collect(Collectors.groupingBy(row -> Rows.day(row, "as_of")));
    Map<LocalDate, Row> rates = rates(published, days);
    List<Known> known = new ArrayList<>();
    for (Row fit : fits) {
      LocalDate day = Rows.day(fit, "as_of");
      coefficients.getOrDefault(day, List.of()).stream()
          .filter(c -> Rows.text(c, "term").equals(Rows.text(fit, "headline_term")))
          .filter(c -> Rows.text(c, "vcov").equals(Rows.text(fit, "headline_vcov")))
          .filter(c -> Rows.number(c, "estimate") != null)
          .findFirst()
          .ifPresent(
              c ->
                  known.add(
                      new Known(
                          day,
                          trace(c),
                          Rows.number(fit, "independent_units"),
                          Rows.number(c, "estimate"),
                          Rows.number(c, "ci_low"),
                          Rows.number(c, "ci_high"),
                          Optional.ofNullable(rates.get(day)))));
    }
    known.sort(Comparator.comparing(Known::day));
    return known;
  }

  private static Column isHeadline() {
    return col("study").equalTo(STUDY).and(col("specification").equalTo(SPECIFICATION));
  }

  /** The newest rate of each day, by the measure of capability that regressions use. */
  private static Map<LocalDate, Row> rates(Published published, List<LocalDate> days) {
    return published
        .readDays(
            gold("efficiency_index"),
            days,
            List.of(
                "as_of",
                "quarter",
                "method",
                "direction",
                "sample",
                "vcov",
                "interval",
                "rate_factor_per_year",
                "ci_low",
                "ci_high"),
            rows ->
                rows.where(
                    col("method")
                        .equalTo("2pl")
                        .and(col("direction").equalTo("production"))
                        .and(col("sample").equalTo("all"))
                        .and(col("vcov").equalTo("hc3"))
                        .and(col("interval").equalTo("fieller"))))
        .stream()
        .collect(
            Collectors.toMap(
                row -> Rows.day(row, "as_of"),
                Function.identity(),
                (a, b) -> Rows.day(a, "quarter").isAfter(Rows.day(b, "quarter")) ? a : b));
  }

  private static Chart chart(String id, List<Known> known) {
    List<Chart.Point> points = new ArrayList<>();
    List<List<Cell>> rows = new ArrayList<>();
    Double newest = known.get(known.size() - 1).width();
    for (Known k : known) {
      boolean tooWide = newest != null && k.width() != null && k.width() > TOO_WIDE * newest;
      points.add(
          Chart.Point.of(points.size(), k.estimate())
              .between(tooWide ? null : k.low(), tooWide ? null : k.high()));
      rows.add(
          0,
          List.of(
              Cell.of(k.day()),
              Cell.of(k.estimate()),
              Cell.of(k.low()),
              Cell.of(k.high()),
              Cell.ofCount(k.units()),
              Cell.of(k.rate().map(r -> Rows.number(r, "rate_factor_per_year")).orElse(null))));
    }
    return new Chart(
        id,
        finding(known),
        "Jevons elasticity with its 95 % interval as it was estimated at the end of each month;"
            + " no band where it is more than "
            + Numbers.count(TOO_WIDE)
            + " times as wide as the newest",
        "The estimate as of " + known.size() + " days with its interval.",
        Chart.Axis.categories(known.stream().map(k -> k.day().toString()).toList()),
        Chart.Axis.linear("").withLinesAt(0.0, -1.0),
        List.of(new Chart.Series("Elasticity", Chart.Kind.BAND, points)),
        List.of(),
        new DataTable(
            id + "-data",
            "The Jevons elasticity as of earlier days",
            List.of(
                TableColumn.days("As of"),
                TableColumn.figures("Estimate"),
                TableColumn.figures("Low, 95 %"),
                TableColumn.figures("High, 95 %"),
                TableColumn.figures("Quarters"),
                TableColumn.figures("Efficiency gain a year")),
            rows));
  }

  private static String finding(List<Known> known) {
    long including =
        known.stream()
            .filter(k -> (k.low() == null || k.low() <= 0) && (k.high() == null || k.high() >= 0))
            .count();
    return including == known.size()
        ? "On none of %d days did the interval leave 0 out".formatted(known.size())
        : "On %d of %d days the interval left 0 out"
            .formatted(known.size() - including, known.size());
  }

  private static Trace trace(Row coefficient) {
    return new Trace(
        "the elasticity as of that day",
        "gold.regression_coefficient",
        Stream.of("study", "specification", "vcov", "ssc", "term")
            .map(name -> name + "=" + Rows.text(coefficient, name))
            .toList(),
        "estimate");
  }

  private static Block.Days.Day entry(Known k) {
    return new Block.Days.Day(k.day(), words(k), k.trace());
  }

  private static String words(Known k) {
    String rate =
        k.rate()
            .map(
                r ->
                    " Training took %s times less compute a year (%s)."
                        .formatted(
                            Numbers.figure(Rows.number(r, "rate_factor_per_year")),
                            Numbers.interval(Rows.number(r, "ci_low"), Rows.number(r, "ci_high"))))
            .orElse("");
    String units = k.units() == null ? "" : ", from " + Numbers.count(k.units()) + " quarters";
    return "As of %s: elasticity %s (95 %%: %s)%s.%s"
        .formatted(
            k.day(),
            Numbers.figure(k.estimate()),
            Numbers.interval(k.low(), k.high()),
            units,
            rate);
  }
}
