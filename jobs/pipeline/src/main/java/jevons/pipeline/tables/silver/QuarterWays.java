package jevons.pipeline.tables.silver;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_min;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.date_sub;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.flatten;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.trunc;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.when;

import java.util.Arrays;
import java.util.Locale;
import jevons.pipeline.table.Grade;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Of each firm and calendar quarter: the way in which each measure became known first, and the gaps
 * that kept its spending from being derived.
 *
 * <p>Three kinds of values run through the steps:
 *
 * <ul>
 *   <li>a <b>filing</b> of a fact: {@code known_on, accession_number, value, grade};
 *   <li>a <b>way</b> to a quarter's figure: {@code known_on, method_order, tag_order}, by which the
 *       first is chosen; {@code period_start, period_end, method, tag, grade}; and the filings of
 *       the fact that ends the quarter ({@code through}) and of the one before it ({@code before},
 *       none for a fact of the quarter alone);
 *   <li>a <b>gap</b>: {@code known_on, period_end, reason_order, reason}: why a fact that ends with
 *       the quarter does not give its spending by itself.
 * </ul>
 */
final class QuarterWays {
  // A quarter has 13 weeks, in some years of some firms 14.
  private static final int SHORTEST_QUARTER_DAYS = 80;
  private static final int LONGEST_QUARTER_DAYS = 100;
  private static final int SHORTEST_YEAR_DAYS = 300;

  // From the middle of a quarter of 13 weeks to its end.
  private static final int HALF_QUARTER_DAYS = 45;

  /** Why spending is missing; of several that apply the first. */
  private enum Reason {
    TAG_SWITCH(1),
    NO_EARLIER_REPORT(2),
    NO_ANNUAL_FACT(3),
    NO_FACT(4);

    private final int order;

    Reason(int order) {
      this.order = order;
    }
  }

  private QuarterWays() {}

  /**
   * One row per ticker and quarter: for each measure a column of its name in lower case with its
   * way, null where there is none, and {@code gaps}.
   */
  static Dataset<Row> of(Dataset<Row> filingFacts) {
    Column[] firstWays =
        Arrays.stream(Measure.values())
            .map(m -> min(when(col("measure").equalTo(m.name()), col("way"))).as(columnOf(m)))
            .toArray(Column[]::new);
    return waysAndGaps(periods(filingFacts))
        .groupBy(col("ticker"), quarter().as("quarter"))
        .agg(flatten(collect_list(col("gaps"))).as("gaps"), firstWays);
  }

  /** The column that has a measure's way, {@code "capex"}. */
  static String columnOf(Measure measure) {
    return measure.name().toLowerCase(Locale.ROOT);
  }

  /** One row per tag and period, with its filings, the first filed first. */
  private static Dataset<Row> periods(Dataset<Row> filingFacts) {
    Column filing = struct(col("known_on"), col("accession_number"), col("value"), col("grade"));
    return filingFacts
        .withColumn("measure", Measure.ofTag(col("tag")))
        .where("measure IS NOT NULL AND unit = 'USD' AND period_start IS NOT NULL")
        .groupBy(col("ticker"), col("measure"), col("tag"), col("period_start"), col("period_end"))
        .agg(sort_array(collect_list(filing)).as("filings"))
        .withColumn("known_on", element_at(col("filings"), 1).getField("known_on"))
        .withColumn("days", datediff(col("period_end"), col("period_start")));
  }

  /** The same rows, each with the first way to the quarter that ends with it, and its gaps. */
  private static Dataset<Row> waysAndGaps(Dataset<Row> periods) {
    // Periods of any tag, to tell a switch of tags from a report that is missing.
    WindowSpec endingOneQuarterEarlier =
        Window.partitionBy(col("ticker"), col("measure"), col("period_start"))
            .orderBy(unix_date(col("period_end")))
            .rangeBetween(-LONGEST_QUARTER_DAYS, -SHORTEST_QUARTER_DAYS);
    Column period = struct(col("tag"), col("known_on"), col("period_end"), col("filings"));
    return periods
        .withColumn("earlier", collect_list(period).over(endingOneQuarterEarlier))
        .select(
            col("ticker"),
            col("measure"),
            col("period_end"),
            array_min(concat(direct(), differences())).as("way"),
            gaps().as("gaps"));
  }

  private static Column direct() {
    Column alone =
        way(
            col("known_on"),
            lit(0),
            QuarterlyFundamental.DIRECT,
            col("period_start"),
            filter(col("filings"), f -> lit(false)),
            firstGrade(col("filings")));
    Column isQuarter = col("days").between(SHORTEST_QUARTER_DAYS, LONGEST_QUARTER_DAYS);
    return filter(array(alone), w -> isQuarter);
  }

  private static Column differences() {
    Column sameTag = filter(col("earlier"), e -> e.getField("tag").equalTo(col("tag")));
    return transform(
        sameTag,
        e ->
            way(
                greatest(col("known_on"), e.getField("known_on")),
                lit(1),
                QuarterlyFundamental.DIFFERENCE,
                date_add(e.getField("period_end"), 1),
                e.getField("filings"),
                Grade.weakest(
                    firstGrade(col("filings")),
                    firstGrade(e.getField("filings")),
                    Grade.DERIVED.lit())));
  }

  private static Column firstGrade(Column filings) {
    return element_at(filings, 1).getField("grade");
  }

  /** The fields by which the first way is chosen come first: structs compare by their fields. */
  private static Column way(
      Column knownOn,
      Column methodOrder,
      String method,
      Column periodStart,
      Column before,
      Column grade) {
    return struct(
        knownOn.as("known_on"),
        methodOrder.as("method_order"),
        Measure.orderOfTag(col("tag")).as("tag_order"),
        periodStart.as("period_start"),
        col("period_end").as("period_end"),
        lit(method).as("method"),
        col("tag").as("tag"),
        grade.as("grade"),
        col("filings").as("through"),
        before.as("before"));
  }

  private static Column gaps() {
    Column isCapex = col("measure").equalTo(Measure.CAPEX.name());
    Column switches =
        transform(
            filter(col("earlier"), e -> e.getField("tag").notEqual(col("tag"))),
            e -> gap(greatest(col("known_on"), e.getField("known_on")), Reason.TAG_SWITCH));
    Column capexGaps = concat(switches, array(gap(col("known_on"), Reason.NO_EARLIER_REPORT)));
    // A report that has the year's sales but not its spending, or the quarter's.
    Column otherGaps =
        when(col("days").gt(SHORTEST_YEAR_DAYS), array(gap(col("known_on"), Reason.NO_ANNUAL_FACT)))
            .otherwise(array(gap(col("known_on"), Reason.NO_FACT)));
    return when(isCapex, filter(capexGaps, g -> col("days").gt(LONGEST_QUARTER_DAYS)))
        .otherwise(otherGaps);
  }

  private static Column gap(Column knownOn, Reason reason) {
    return struct(
        knownOn.as("known_on"),
        col("period_end").as("period_end"),
        lit(reason.order).as("reason_order"),
        lit(reason.name()).as("reason"));
  }

  /** The calendar quarter of the middle day: Nvidia's fiscal year ends in late January. */
  private static Column quarter() {
    Column start = col("way").getField("period_start");
    Column halfLength = floor(datediff(col("period_end"), start).divide(2)).cast("int");
    Column middle =
        coalesce(date_add(start, halfLength), date_sub(col("period_end"), HALF_QUARTER_DAYS));
    return trunc(middle, "quarter");
  }
}
