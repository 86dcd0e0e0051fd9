package jevons.pipeline.report;

import static jevons.pipeline.table.TableName.gold;
import static org.apache.spark.sql.functions.col;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import jevons.pipeline.report.Regressions.Coefficient;
import jevons.pipeline.report.Regressions.Specification;
import org.apache.spark.sql.Row;

/** How fast the price of using a model of some quality falls. */
final class PriceChapter implements Chapter {
  private static final String STUDY = "hedonic_price";
  private static final String TABLE = "gold.price_index";

  @Override
  public Page page() {
    return Page.EFFICIENCY;
  }

  @Override
  public String title() {
    return "The price of a fixed quality";
  }

  @Override
  public boolean isOptional() {
    return true;
  }

  /** The threshold of a benchmark that the most records speak for, of as many the highest. */
  private record Quality(
      String benchmark,
      double threshold,
      double rate,
      Double low,
      Double high,
      double records,
      LocalDate first,
      LocalDate last,
      Double lastPrice) {
    static Quality of(Row row) {
      return new Quality(
          Rows.text(row, "benchmark"),
          Rows.number(row, "threshold_share"),
          Rows.number(row, "rate_factor_per_year"),
          Rows.number(row, "ci_low"),
          Rows.number(row, "ci_high"),
          Rows.number(row, "records"),
          Rows.day(row, "first_record_on"),
          Rows.day(row, "last_record_on"),
          Rows.number(row, "last_price_usd_per_mtok"));
    }

    String name() {
      return benchmark + " " + Numbers.figure(100 * threshold) + Numbers.SPACE + "%";
    }
  }

  @Override
  public Part part(Material material) {
    List<Quality> qualities = qualities(material);
    Optional<Specification> hedonic =
        material
            .regressions()
            .find(STUDY, "headline")
            .filter(s -> s.headline().map(Coefficient::estimate).isPresent());
    Part.Builder part = Part.of().chart(chart(qualities, hedonic));
    hedonic.ifPresent(
        s -> {
          part.text(words(s));
          Coefficient c = s.headline().orElseThrow();
          part.trace(
              "The price at equal capability",
              "gold.regression_coefficient",
              "estimate",
              "study=" + STUDY,
              "specification=headline",
              "vcov=" + c.vcov(),
              "ssc=" + c.ssc(),
              "term=" + c.term());
        });
    Quality best = qualities.get(0);
    return part.method(
            "Price at fixed quality",
            "US$ per million tokens, three read to one written. For a share of right answers on a"
                + " benchmark: the offers strictly cheaper than all before from models at or above"
                + " it, and a line through the logarithms of their prices. Fewer than four such"
                + " records or less than a year between them give no rate.")
        .method(
            "Price at equal capability",
            "The logarithm of each model's first price on its capability over all benchmarks and on"
                + " the day it took effect (least squares, HC3): the mean over all on sale, not the"
                + " cheapest.")
        .cannotTell(
            "Prices are lists', not what was paid or used, and a benchmark that is in the training"
                + " data makes a cheap model look better than it is.",
            "Records are minima, not a sample: what is not known about the price of a quality is"
                + " more than their interval says.",
            "A price falls with margins and hardware too, not with better training alone.")
        .trace(
            "How fast the price of " + best.name() + " falls",
            TABLE,
            "rate_factor_per_year",
            "benchmark=" + best.benchmark(),
            "threshold_share=" + best.threshold())
        .build();
  }

  private static List<Quality> qualities(Material material) {
    Comparator<Quality> bySupport =
        Comparator.comparingDouble(Quality::records).thenComparingDouble(Quality::threshold);
    Collection<Quality> best =
        material
            .published()
            .read(
                gold("price_index"),
                List.of(
                    "benchmark",
                    "threshold_share",
                    "rate_factor_per_year",
                    "ci_low",
                    "ci_high",
                    "records",
                    "first_record_on",
                    "last_record_on",
                    "last_price_usd_per_mtok"),
                all -> all.where(col("rate_factor_per_year").isNotNull()))
            .stream()
            .map(Quality::of)
            .collect(Collectors.toMap(Quality::benchmark, q -> q, BinaryOperator.maxBy(bySupport)))
            .values();
    return best.stream()
        .sorted(
            Comparator.comparingDouble(Quality::rate).reversed().thenComparing(Quality::benchmark))
        .toList();
  }

  private static Chart chart(List<Quality> qualities, Optional<Specification> hedonic) {
    List<String> categories = new ArrayList<>();
    List<Chart.Point> points = new ArrayList<>();
    List<List<Cell>> rows = new ArrayList<>();
    hedonic.ifPresent(
        s -> {
          double rate = factor(s.headline().orElseThrow().estimate());
          Double low = factorOf(s.headline().orElseThrow().high());
          Double high = factorOf(s.headline().orElseThrow().low());
          points.add(new Chart.Point(0.0, rate, low, high, null, false));
          categories.add("equal capability");
          rows.add(
              List.of(
                  Cell.of("Equal capability, all models"),
                  Cell.of(rate),
                  Cell.of(low),
                  Cell.of(high),
                  Cell.ofCount(s.n()),
                  Cell.of(s.sampleStart()),
                  Cell.of(s.sampleEnd()),
                  Cell.of((Double) null)));
        });
    for (Quality q : qualities) {
      points.add(
          new Chart.Point((double) categories.size(), q.rate(), q.low(), q.high(), null, false));
      categories.add(q.name());
      rows.add(
          List.of(
              Cell.of(q.name()),
              Cell.of(q.rate()),
              Cell.of(q.low()),
              Cell.of(q.high()),
              Cell.ofCount(q.records()),
              Cell.of(q.first()),
              Cell.of(q.last()),
              Cell.of(q.lastPrice())));
    }
    String finding = finding(qualities);
    return new Chart(
        "price-index",
        finding,
        "By how much the price of a quality falls in a year, with the 95 % interval: a share of"
            + " right answers on a benchmark; logarithmic scale",
        finding + ". A line for each benchmark, at the threshold with the most records.",
        Chart.Axis.log("factor per year").withLinesAt(1.0),
        Chart.Axis.categories(categories),
        List.of(new Chart.Series("95 % interval", Chart.Kind.INTERVALS, points)),
        List.of(),
        new DataTable(
            "price-index-data",
            "Rate at which the price of a quality falls, factor per year",
            List.of(
                TableColumn.words("Quality"),
                TableColumn.figures("Rate"),
                TableColumn.figures("Low, 95 %"),
                TableColumn.figures("High, 95 %"),
                TableColumn.figures("Records or models"),
                TableColumn.days("First"),
                TableColumn.days("Last"),
                TableColumn.figures("Last price, US$ per million tokens")),
            rows));
  }

  private static String finding(List<Quality> qualities) {
    Quality fastest = qualities.get(0);
    Quality slowest = qualities.get(qualities.size() - 1);
    return "The price of a fixed quality falls by a factor of "
        + Numbers.figure(slowest.rate())
        + " ("
        + slowest.name()
        + ") to "
        + Numbers.figure(fastest.rate())
        + " ("
        + fastest.name()
        + ") a year";
  }

  private static String words(Specification s) {
    Coefficient c = s.headline().orElseThrow();
    return "At equal capability the first price of a model falls by a factor of "
        + Numbers.figure(factor(c.estimate()))
        + " a year (95 % interval "
        + Numbers.interval(factorOf(c.high()), factorOf(c.low()))
        + ", "
        + Numbers.count(s.independentUnits())
        + " models). Capability is itself estimated, which makes that look slower than it is"
        + s.diagnostic("years_corrected_for_reliability")
            .map(d -> ": corrected for it the factor is " + Numbers.figure(factor(d.statistic())))
            .orElse("")
        + ".";
  }

  /** From the slope of log10 price on years. */
  private static double factor(double slope) {
    return Math.pow(10, -slope);
  }

  private static Double factorOf(Double slope) {
    return slope == null ? null : factor(slope);
  }
}
