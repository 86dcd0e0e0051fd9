package jevons.pipeline.tables.silver;

import static jevons.pipeline.table.RowsBehind.equal;
import static jevons.pipeline.table.RowsBehind.input;
import static jevons.pipeline.table.RowsBehind.row;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_sub;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.row_number;

import java.util.stream.Stream;
import jevons.pipeline.table.Asked;
import jevons.pipeline.table.RowsBehind;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * The filed facts behind a row of {@link QuarterlyFundamental}: of a figure that is {@code direct}
 * the fact of the quarter, of a {@code difference} the fact that ends with it and the one from the
 * same start that ends before it. Where spending is missing, the facts that end with the quarter.
 */
final class FactsBehindQuarter {
  private static final Column IS_FIRST_FILED =
      row(QuarterlyFundamental.VIEW).equalTo(QuarterlyFundamental.FIRST_FILED);
  private static final Column IS_SPENDING_MISSING = row(QuarterlyFundamental.CAPEX).isNull();
  private static final Column ENDS_WITH_IT =
      equal(QuarterlyFundamental.FISCAL_PERIOD_END, FilingFact.PERIOD_END);
  private static final Column IS_OF_QUARTER_ALONE =
      input(FilingFact.PERIOD_START).equalTo(row(QuarterlyFundamental.FISCAL_PERIOD_START));

  private FactsBehindQuarter() {}

  static RowsBehind of(Asked asked) {
    return RowsBehind.where(
            equal(QuarterlyFundamental.TICKER),
            input(FilingFact.UNIT).equalTo("USD"),
            input(FilingFact.PERIOD_START).isNotNull(),
            input(FilingFact.KNOWN_ON).leq(row(QuarterlyFundamental.KNOWN_ON)),
            ofMeasures(asked))
        .choose(FactsBehindQuarter::filingOfEachFact)
        .choose(FactsBehindQuarter::wayOfEachTag)
        .following(FilingFact.VALUE, FilingFact.FORM, FilingFact.FILED_ON);
  }

  private static Column ofMeasures(Asked asked) {
    Column any = lit(false);
    if (asked.isFor(
        QuarterlyFundamental.CAPEX,
        QuarterlyFundamental.CAPEX_METHOD,
        QuarterlyFundamental.CAPEX_TAG,
        QuarterlyFundamental.MISSING_REASON)) {
      any =
          any.or(
                  input(FilingFact.TAG)
                      .equalTo(row(QuarterlyFundamental.CAPEX_TAG))
                      .and(way(row(QuarterlyFundamental.CAPEX_METHOD))))
              .or(
                  IS_SPENDING_MISSING
                      .and(Measure.ofTag(input(FilingFact.TAG)).isNotNull())
                      .and(ENDS_WITH_IT));
    }
    if (asked.isFor(
        QuarterlyFundamental.REVENUE,
        QuarterlyFundamental.REVENUE_METHOD,
        QuarterlyFundamental.REVENUE_TAG)) {
      any =
          any.or(
              input(FilingFact.TAG)
                  .equalTo(row(QuarterlyFundamental.REVENUE_TAG))
                  .and(way(row(QuarterlyFundamental.REVENUE_METHOD))));
    }
    if (asked.isFor(QuarterlyFundamental.DATA_CENTER_REVENUE)) {
      any =
          any.or(
              Measure.DATA_CENTER_REVENUE
                  .hasTag(input(FilingFact.TAG))
                  .and(row(QuarterlyFundamental.DATA_CENTER_REVENUE).isNotNull())
                  .and(eitherWay()));
    }
    if (asked.isFor(QuarterlyFundamental.NET_INCOME)) {
      any =
          any.or(
              Measure.NET_INCOME
                  .hasTag(input(FilingFact.TAG))
                  .and(row(QuarterlyFundamental.NET_INCOME).isNotNull())
                  .and(eitherWay()));
    }
    return any;
  }

  private static Column way(Column method) {
    return method
        .equalTo(QuarterlyFundamental.DIRECT)
        .and(direct())
        .or(method.equalTo(QuarterlyFundamental.DIFFERENCE).and(difference()));
  }

  private static Column eitherWay() {
    return direct().or(difference());
  }

  private static Column direct() {
    return ENDS_WITH_IT.and(IS_OF_QUARTER_ALONE);
  }

  private static Column difference() {
    Column startsBefore =
        input(FilingFact.PERIOD_START).lt(row(QuarterlyFundamental.FISCAL_PERIOD_START));
    Column endsJustBefore =
        input(FilingFact.PERIOD_END)
            .equalTo(date_sub(row(QuarterlyFundamental.FISCAL_PERIOD_START), 1));
    return startsBefore.and(ENDS_WITH_IT.or(endsJustBefore));
  }

  /** Of the filings that state a fact the first, or the newest by the row's day. */
  private static Dataset<Row> filingOfEachFact(Dataset<Row> found) {
    Column[] fact =
        columns(
            input(FilingFact.TAXONOMY),
            input(FilingFact.TAG),
            input(FilingFact.PERIOD_START),
            input(FilingFact.PERIOD_END));
    Column known = input(FilingFact.KNOWN_ON);
    Column number = input(FilingFact.ACCESSION_NUMBER);
    Column fromFirst =
        row_number().over(Window.partitionBy(fact).orderBy(known.asc(), number.asc()));
    Column fromLast =
        row_number().over(Window.partitionBy(fact).orderBy(known.desc(), number.desc()));
    return found
        .withColumn("nth_filing", fromFirst)
        .withColumn("nth_from_last", fromLast)
        .where(
            IS_FIRST_FILED
                .and(col("nth_filing").equalTo(1))
                .or(IS_FIRST_FILED.equalTo(false).and(col("nth_from_last").equalTo(1))));
  }

  /** A fact of the quarter alone where there is one, else two facts from the same start. */
  private static Dataset<Row> wayOfEachTag(Dataset<Row> found) {
    var ofTag = Window.partitionBy(columns(input(FilingFact.TAG)));
    var ofStart =
        Window.partitionBy(columns(input(FilingFact.TAG), input(FilingFact.PERIOD_START)));
    Column end = input(FilingFact.PERIOD_END);
    return found
        .withColumn("has_direct", max(IS_OF_QUARTER_ALONE).over(ofTag))
        .withColumn("has_both", min(end).over(ofStart).notEqual(max(end).over(ofStart)))
        .where(
            IS_OF_QUARTER_ALONE
                .or(col("has_direct").equalTo(false).and(col("has_both")))
                .or(IS_SPENDING_MISSING.and(ENDS_WITH_IT)));
  }

  private static Column[] columns(Column... ofFact) {
    return Stream.concat(Stream.of(col("row." + RowsBehind.ROW_ID)), Stream.of(ofFact))
        .toArray(Column[]::new);
  }
}
