package jevons.pipeline.tables.silver;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.array_min;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.try_element_at;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import jevons.pipeline.table.Grade;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * The rows of both views of {@link QuarterlyFundamental}, from the ways to its figures.
 *
 * <p>A <b>state</b> is {@code known_on} and what a row {@code says} on that day: a figure of each
 * measure ({@code value} and its way, null while not known) and {@code gap}, why spending is
 * missing (null when it is not).
 */
final class QuarterViews {
  /**
   * An annual report has the spending of three fiscal years, so a year's can still come with the
   * report two years later, filed within 90 days of that year's end: 731 + 90 days, and some.
   */
  static final int GIVEN_UP_AFTER_DAYS = 850;

  private QuarterViews() {}

  /** From the rows of {@link QuarterWays#of}. */
  static Dataset<Row> of(Dataset<Row> ways) {
    WindowSpec laterQuarters =
        Window.partitionBy("ticker").orderBy("quarter").rowsBetween(1, Window.unboundedFollowing());
    return ways.withColumn("days", daysOfNews())
        .withColumn("later_days", collect_list(array_min(col("days"))).over(laterQuarters))
        .withColumn("given_up_on", givenUpOn())
        .withColumn("states", transform(col("days"), day -> state(day, f -> lastBy(f, day))))
        // A column of its own: each column taken from an exploded expression would repeat it.
        .withColumn("rows", concat(firstFiled(), changes()))
        .withColumn("row", explode(col("rows")))
        .select(columns());
  }

  /** The days on which a filing says something about the quarter. */
  private static Column daysOfNews() {
    List<Column> days = new ArrayList<>();
    days.add(transform(col("gaps"), gap -> gap.getField("known_on")));
    for (Measure measure : Measure.values()) {
      days.add(coalesce(daysOf(wayOf(measure)), array().cast("array<date>")));
    }
    return array_sort(array_distinct(concat(days.toArray(Column[]::new))));
  }

  /** The days since a way was known on which one of its facts was filed; null without a way. */
  private static Column daysOf(Column way) {
    Column filings = concat(way.getField("through"), way.getField("before"));
    Column days = transform(filings, filing -> filing.getField("known_on"));
    return filter(days, day -> day.geq(way.getField("known_on")));
  }

  /** The firm's first news of a later quarter, once the time is up for this one's spending. */
  private static Column givenUpOn() {
    Column timeIsUp = date_add(array_min(col("gaps")).getField("period_end"), GIVEN_UP_AFTER_DAYS);
    return array_min(filter(col("later_days"), day -> day.geq(timeIsUp)));
  }

  /** One state, when spending was first known; before it the one that gives the quarter up. */
  private static Column firstFiled() {
    Column known = wayOf(Measure.CAPEX).getField("known_on");
    Column givenUp =
        filter(
            array(col("given_up_on")),
            day -> day.isNotNull().and(coalesce(known.gt(day), lit(true))));
    Column days = concat(givenUp, filter(array(known), day -> day.isNotNull()));
    return transform(
        days,
        day ->
            state(day, filings -> try_element_at(filings, lit(1)))
                .withField("view", lit(QuarterlyFundamental.FIRST_FILED)));
  }

  /** The states that differ from the one before. */
  private static Column changes() {
    Column changed =
        filter(
            col("states"),
            (state, at) ->
                at.equalTo(0)
                    .or(
                        not(
                            state
                                .getField("says")
                                .eqNullSafe(
                                    element_at(col("states"), at.cast("int")).getField("says")))));
    return transform(changed, state -> state.withField("view", lit(QuarterlyFundamental.LATEST)));
  }

  private static Column state(Column day, UnaryOperator<Column> filingOf) {
    Column gapsByThen = filter(col("gaps"), gap -> gap.getField("known_on").leq(day));
    Column reasons =
        transform(
            gapsByThen,
            gap ->
                struct(
                    gap.getField("reason_order").as("reason_order"),
                    gap.getField("reason").as("reason"),
                    gap.getField("period_end").as("period_end")));
    Column isMissing = not(coalesce(isKnown(wayOf(Measure.CAPEX), day), lit(false)));
    List<Column> says = new ArrayList<>();
    says.add(when(isMissing, array_min(reasons)).as("gap"));
    for (Measure measure : Measure.values()) {
      says.add(figure(wayOf(measure), day, filingOf).as(QuarterWays.columnOf(measure)));
    }
    return struct(day.as("known_on"), struct(says.toArray(Column[]::new)).as("says"));
  }

  /** A measure's figure, null when its way was not known by the day. */
  private static Column figure(Column way, Column day, UnaryOperator<Column> filingOf) {
    Column through = filingOf.apply(way.getField("through")).getField("value");
    Column before = filingOf.apply(way.getField("before")).getField("value");
    Column value =
        when(way.getField("method").equalTo(QuarterlyFundamental.DIRECT), through)
            .otherwise(through.minus(before));
    return when(
        isKnown(way, day),
        struct(
            value.as("value"),
            way.getField("period_start").as("period_start"),
            way.getField("period_end").as("period_end"),
            way.getField("method").as("method"),
            way.getField("tag").as("tag"),
            way.getField("grade").as("grade")));
  }

  private static Column isKnown(Column way, Column day) {
    return way.getField("known_on").leq(day);
  }

  private static Column lastBy(Column filings, Column day) {
    return try_element_at(filter(filings, filing -> filing.getField("known_on").leq(day)), lit(-1));
  }

  private static Column wayOf(Measure measure) {
    return col(QuarterWays.columnOf(measure));
  }

  private static Column[] columns() {
    Column row = col("row");
    Column capex = figureOf(Measure.CAPEX);
    Column revenue = figureOf(Measure.REVENUE);
    Column gap = row.getField("says").getField("gap");
    return new Column[] {
      QuarterlyFundamental.TICKER.is(col("ticker")),
      QuarterlyFundamental.QUARTER.is(col("quarter")),
      QuarterlyFundamental.VIEW.is(row.getField("view")),
      QuarterlyFundamental.KNOWN_ON.is(row.getField("known_on")),
      QuarterlyFundamental.FISCAL_PERIOD_START.is(firstOfFigures("period_start")),
      QuarterlyFundamental.FISCAL_PERIOD_END.is(
          coalesce(firstOfFigures("period_end"), gap.getField("period_end"))),
      QuarterlyFundamental.CAPEX.is(capex.getField("value")),
      QuarterlyFundamental.CAPEX_METHOD.is(capex.getField("method")),
      QuarterlyFundamental.CAPEX_TAG.is(capex.getField("tag")),
      QuarterlyFundamental.MISSING_REASON.is(when(capex.isNull(), gap.getField("reason"))),
      QuarterlyFundamental.REVENUE.is(revenue.getField("value")),
      QuarterlyFundamental.REVENUE_METHOD.is(revenue.getField("method")),
      QuarterlyFundamental.REVENUE_TAG.is(revenue.getField("tag")),
      QuarterlyFundamental.DATA_CENTER_REVENUE.is(
          figureOf(Measure.DATA_CENTER_REVENUE).getField("value")),
      QuarterlyFundamental.NET_INCOME.is(figureOf(Measure.NET_INCOME).getField("value")),
      QuarterlyFundamental.GRADE.is(
          coalesce(Grade.weakest(ofFigures("grade")), Grade.DERIVED.lit()))
    };
  }

  private static Column figureOf(Measure measure) {
    return col("row").getField("says").getField(QuarterWays.columnOf(measure));
  }

  private static Column[] ofFigures(String field) {
    return Arrays.stream(Measure.values())
        .map(measure -> figureOf(measure).getField(field))
        .toArray(Column[]::new);
  }

  private static Column firstOfFigures(String field) {
    return coalesce(ofFigures(field));
  }
}
