package jevons.pipeline.tables.silver;

import static jevons.pipeline.table.Check.atLeast;
import static jevons.pipeline.table.Check.atMost;
import static jevons.pipeline.table.Check.everyRow;
import static jevons.pipeline.table.Field.optional;
import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.TableName.silver;
import static jevons.pipeline.table.Type.DAY;
import static jevons.pipeline.table.Type.MONEY;
import static jevons.pipeline.table.Type.TEXT;
import static jevons.pipeline.table.Unit.NONE;
import static jevons.pipeline.table.Unit.USD;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import jevons.pipeline.table.Asked;
import jevons.pipeline.table.Check;
import jevons.pipeline.table.Derived;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.RowsBehind;
import jevons.pipeline.table.Table;
import jevons.pipeline.table.TableName;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a firm spent, sold and earned in one calendar quarter.
 *
 * <p>Cash-flow statements count from the start of the fiscal year, so a quarter is a fact of its
 * own ({@code direct}) or the difference of two facts of one tag ({@code difference}); of all ways
 * the one known first is taken. What cannot be derived is null, with the reason.
 *
 * <p>View {@code first_filed} has one row a quarter: the figures as first filed, known when the
 * spending was. A quarter whose spending still cannot be derived {@value
 * QuarterViews#GIVEN_UP_AFTER_DAYS} days after its end gets its row then, without it. View {@code
 * latest} has one row per change, from the first report about the quarter on, also while its
 * spending is missing: each made from the filings in force on its {@code known_on}, in the way that
 * was known first. So a figure restated under another tag changes nothing, and a row of either view
 * depends on nothing that was filed after its {@code known_on}.
 */
public final class QuarterlyFundamental implements Derived {
  /** Every figure as first filed. */
  public static final String FIRST_FILED = "first_filed";

  /** Every figure as it stood on {@code known_on}. */
  public static final String LATEST = "latest";

  /** A fact of the quarter alone. */
  static final String DIRECT = "direct";

  /** A later fact less an earlier one from the same start. */
  static final String DIFFERENCE = "difference";

  public static final Field TICKER = required("ticker", TEXT, NONE, "Exchange ticker in use today");
  public static final Field QUARTER =
      required(
          "quarter",
          DAY,
          NONE,
          "First day of the calendar quarter that holds the middle day of the fiscal one");
  public static final Field VIEW =
      required("view", TEXT, NONE, "first_filed: one row a quarter; latest: one row per change");
  public static final Field KNOWN_ON =
      required(
          "known_on",
          DAY,
          NONE,
          "Day the last filing that the row needs was filed; tradable from the next trading day");
  public static final Field FISCAL_PERIOD_START =
      optional(
          "fiscal_period_start",
          DAY,
          NONE,
          "First day of the fiscal quarter; null while no figure of it can be derived");
  public static final Field FISCAL_PERIOD_END =
      required("fiscal_period_end", DAY, NONE, "Last day of the fiscal quarter");
  public static final Field CAPEX =
      optional(
          "capex_usd",
          MONEY,
          USD,
          "Cash paid for property and equipment in this quarter alone; capex_tag says which kind");
  public static final Field CAPEX_METHOD =
      optional("capex_method", TEXT, NONE, "direct: a fact of the quarter; difference: of two");
  public static final Field CAPEX_TAG =
      optional("capex_tag", TEXT, NONE, "Tag of capex_usd; growth between two tags means nothing");
  public static final Field MISSING_REASON =
      optional(
          "missing_reason",
          TEXT,
          NONE,
          "Why capex_usd is null. NO_EARLIER_REPORT: the report a quarter before is not there;"
              + " TAG_SWITCH: it has another tag; NO_ANNUAL_FACT: the year's spending is not there;"
              + " NO_FACT: no spending that ends with the quarter is there");
  public static final Field REVENUE =
      optional("revenue_usd", MONEY, USD, "Sales of the quarter alone");
  public static final Field REVENUE_METHOD =
      optional("revenue_method", TEXT, NONE, "direct or difference");
  public static final Field REVENUE_TAG = optional("revenue_tag", TEXT, NONE, "Tag of revenue_usd");
  public static final Field DATA_CENTER_REVENUE =
      optional("data_center_revenue_usd", MONEY, USD, "Nvidia's sales to data centers");
  public static final Field NET_INCOME =
      optional("net_income_usd", MONEY, USD, "Earnings of the quarter alone; losses are negative");
  public static final Field GRADE =
      required(
          "grade",
          TEXT,
          NONE,
          "Weakest of its figures: reported (direct), derived (difference), assumed (known time)");

  @Override
  public TableName name() {
    return silver("quarterly_fundamental");
  }

  @Override
  public String grain() {
    return "one row per firm, calendar quarter, view and day on which its figures became known";
  }

  @Override
  public List<Field> fields() {
    return List.of(
        TICKER,
        QUARTER,
        VIEW,
        KNOWN_ON,
        FISCAL_PERIOD_START,
        FISCAL_PERIOD_END,
        CAPEX,
        CAPEX_METHOD,
        CAPEX_TAG,
        MISSING_REASON,
        REVENUE,
        REVENUE_METHOD,
        REVENUE_TAG,
        DATA_CENTER_REVENUE,
        NET_INCOME,
        GRADE);
  }

  @Override
  public List<Field> key() {
    return List.of(TICKER, QUARTER, VIEW, KNOWN_ON);
  }

  @Override
  public Optional<Field> knownOn() {
    return Optional.of(KNOWN_ON);
  }

  @Override
  public List<Check> checks() {
    return List.of(
        atLeast(1).asWarning(),
        everyRow(
            "known after the fiscal quarter ended", KNOWN_ON.col().gt(FISCAL_PERIOD_END.col())),
        everyRow(
            "capex is there, or the reason why not",
            CAPEX.col().isNull().notEqual(MISSING_REASON.col().isNull())),
        everyRow(
            "capex has a method and a tag",
            CAPEX
                .col()
                .isNull()
                .equalTo(CAPEX_METHOD.col().isNull())
                .and(CAPEX.col().isNull().equalTo(CAPEX_TAG.col().isNull()))),
        // A restated year less quarters that were not restated can fall below 0.
        atMost(0.01, "capex is negative", CAPEX.col().lt(0)),
        atMost(0.1, "revenue is negative", REVENUE.col().lt(0)),
        atMost(0.2, "quarters without capex", CAPEX.col().isNull()));
  }

  @Override
  public Set<Class<? extends Table>> inputs() {
    return Set.of(FilingFact.class);
  }

  @Override
  public RowsBehind rowsBehind(Table input, Asked asked) {
    return FactsBehindQuarter.of(asked);
  }

  @Override
  public Dataset<Row> query(Inputs in) {
    Dataset<Row> ways = QuarterWays.of(in.read(FilingFact.class));
    return QuarterViews.of(ways);
  }
}
