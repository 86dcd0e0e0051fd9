package jevons.pipeline.tables.silver;

import static jevons.pipeline.table.Check.atLeast;
import static jevons.pipeline.table.Check.everyRow;
import static jevons.pipeline.table.Field.optional;
import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.TableName.silver;
import static jevons.pipeline.table.Type.COUNT;
import static jevons.pipeline.table.Type.DAY;
import static jevons.pipeline.table.Type.FLAG;
import static jevons.pipeline.table.Type.NUMBER;
import static jevons.pipeline.table.Type.TEXT;
import static jevons.pipeline.table.Unit.DAYS;
import static jevons.pipeline.table.Unit.NONE;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.regexp_extract;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import jevons.pipeline.table.Check;
import jevons.pipeline.table.Derived;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Grade;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.Landed;
import jevons.pipeline.table.Table;
import jevons.pipeline.table.TableName;
import jevons.pipeline.tables.Firms;
import jevons.pipeline.tables.bronze.CompanyFact;
import jevons.pipeline.tables.bronze.FilingTableFact;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * A figure as one filing states it.
 *
 * <p>The same figure stands in several filings, at times with another value: each is a row, known
 * from the day it was filed. Facts come from the SEC's company facts and, for firms without, from
 * tables that others made of filings; where both have a fact, the company facts' row is taken.
 */
public final class FilingFact implements Derived {
  public static final Field TICKER = required("ticker", TEXT, NONE, "Exchange ticker in use today");
  public static final Field CIK = optional("cik", TEXT, NONE, "Number at the SEC, 10 digits");
  public static final Field TAXONOMY =
      required(
          "taxonomy",
          TEXT,
          NONE,
          "us-gaap or dei; company or aggregator for figures that no filing tags");
  public static final Field TAG =
      required("tag", TEXT, NONE, "Concept; with its axis and member where it is about a segment");
  public static final Field UNIT = required("unit", TEXT, NONE, "Unit of the value: USD, shares");
  public static final Field PERIOD_START =
      optional("period_start", DAY, NONE, "First day of the period; null for a balance at a day");
  public static final Field PERIOD_END =
      required("period_end", DAY, NONE, "Last day of the period, or the day of the balance");
  public static final Field PERIOD_DAYS =
      optional("days", COUNT, DAYS, "Days from period_start to period_end");
  public static final Field VALUE = required("value", NUMBER, NONE, "As filed, in unit");
  public static final Field ACCESSION_NUMBER =
      optional("accession_number", TEXT, NONE, "The filing; null where the source names none");
  public static final Field FORM = optional("form", TEXT, NONE, "Its form: 10-K, 10-Q, 8-K");
  public static final Field FILED_ON =
      optional("filed_on", DAY, NONE, "Day it was filed; null where the source has none");
  public static final Field KNOWN_ON =
      required(
          "known_on",
          DAY,
          NONE,
          "filed_on; of a data-center revenue the first filing day of the period's total revenue;"
              + " without either the day the file was exported");
  public static final Field IS_FIRST_FILED =
      required(
          "is_first_filed",
          FLAG,
          NONE,
          "Whether no earlier filing has this tag and period; same day: the lower number");
  public static final Field GRADE =
      required(
          "grade",
          TEXT,
          NONE,
          "reported; derived for a year less nine months; assumed where known_on is no filing day");

  @Override
  public TableName name() {
    return silver("filing_fact");
  }

  @Override
  public String grain() {
    return "one row per firm of jevons.firms, tag, unit, period and filing";
  }

  @Override
  public List<Field> fields() {
    return List.of(
        TICKER,
        CIK,
        TAXONOMY,
        TAG,
        UNIT,
        PERIOD_START,
        PERIOD_END,
        PERIOD_DAYS,
        VALUE,
        ACCESSION_NUMBER,
        FORM,
        FILED_ON,
        KNOWN_ON,
        IS_FIRST_FILED,
        GRADE,
        Trace.SOURCE_SHA256,
        Trace.SOURCE_LINE);
  }

  @Override
  public List<Field> key() {
    return List.of(TICKER, TAXONOMY, TAG, UNIT, PERIOD_START, PERIOD_END, ACCESSION_NUMBER);
  }

  @Override
  public Optional<Field> knownOn() {
    return Optional.of(KNOWN_ON);
  }

  @Override
  public List<Check> checks() {
    return List.of(
        atLeast(1).asWarning(),
        // Something may happen on one day: a repurchase, a sale.
        everyRow(
            "a period does not end before it starts",
            coalesce(PERIOD_DAYS.col().geq(0), lit(true))),
        everyRow("known after the period ended", KNOWN_ON.col().geq(PERIOD_END.col())),
        everyRow(
            "known when filed, or not dated",
            coalesce(KNOWN_ON.col().leq(FILED_ON.col()), lit(true))));
  }

  @Override
  public Set<Class<? extends Table>> inputs() {
    return Set.of(CompanyFact.class, FilingTableFact.class);
  }

  @Override
  public Set<String> settings() {
    return Set.of(Firms.KEY);
  }

  @Override
  public Dataset<Row> query(Inputs in) {
    Dataset<Row> companyFacts = companyFacts(in);
    Dataset<Row> all = companyFacts.unionByName(tableFacts(in, companyFacts));
    Column[] fact = {
      col("ticker"),
      col("taxonomy"),
      col("tag"),
      col("unit"),
      col("period_start"),
      col("period_end")
    };
    Column nthFiling =
        row_number()
            .over(
                Window.partitionBy(fact)
                    .orderBy(col("known_on"), col("accession_number"), col("source_order")));
    Column nthSource =
        row_number()
            .over(
                Window.partitionBy(
                        col("ticker"),
                        col("taxonomy"),
                        col("tag"),
                        col("unit"),
                        col("period_start"),
                        col("period_end"),
                        col("accession_number"))
                    .orderBy(col("source_order"), col("known_on")));
    return all.withColumn("nth_source", nthSource)
        .where("nth_source = 1")
        .select(
            TICKER.is(col("ticker")),
            CIK.is(col("cik")),
            TAXONOMY.is(col("taxonomy")),
            TAG.is(col("tag")),
            UNIT.is(col("unit")),
            PERIOD_START.is(col("period_start")),
            PERIOD_END.is(col("period_end")),
            PERIOD_DAYS.is(datediff(col("period_end"), col("period_start"))),
            VALUE.is(col("value")),
            ACCESSION_NUMBER.is(col("accession_number")),
            FORM.is(col("form")),
            FILED_ON.is(col("filed_on")),
            KNOWN_ON.is(col("known_on")),
            IS_FIRST_FILED.is(nthFiling.equalTo(1)),
            GRADE.is(col("grade")),
            Trace.sha256(),
            Trace.line());
  }

  private static Dataset<Row> companyFacts(Inputs in) {
    return in.read(CompanyFact.class)
        .select(
            Firms.of(in.settings()).tickerOf(col("cik")).as("ticker"),
            col("cik"),
            col("taxonomy"),
            col("tag"),
            col("unit"),
            col("period_start").cast("date").as("period_start"),
            col("period_end").cast("date").as("period_end"),
            col("value").cast("double").as("value"),
            col("accession_number"),
            col("form"),
            col("filed").cast("date").as("filed_on"),
            col("filed").cast("date").as("known_on"),
            Grade.REPORTED.lit().as("grade"),
            lit(0).as("source_order"),
            Landed.SOURCE_SHA256.col(),
            Landed.SOURCE_LINE.col())
        .where(col("ticker").isNotNull());
  }

  private static Dataset<Row> tableFacts(Inputs in, Dataset<Row> companyFacts) {
    // The table has the latest filing of a segment's figure; the figure came out with the total.
    Dataset<Row> firstTotals =
        companyFacts
            .where(Measure.REVENUE.hasTag(col("tag")).and(col("period_start").isNotNull()))
            .groupBy(col("ticker"), col("period_end"))
            .agg(min(col("filed_on")).as("total_filed_on"))
            .withColumn("tag", lit(Measure.DATA_CENTER_TAG));
    Dataset<Row> rows =
        in.read(FilingTableFact.class)
            .withColumn("period_start", col("period_start").cast("date"))
            .withColumn("period_end", col("period_end").cast("date"))
            .withColumn("filed_on", col("filed").cast("date"));
    String prefix = "^([A-Za-z][A-Za-z-]*):";
    return rows.join(firstTotals, new String[] {"ticker", "tag", "period_end"}, "left")
        .select(
            col("ticker"),
            col("cik"),
            when(col("tag").rlike(prefix), regexp_extract(col("tag"), prefix, 1))
                .otherwise("us-gaap")
                .as("taxonomy"),
            col("tag"),
            col("unit"),
            col("period_start"),
            col("period_end"),
            col("value").cast("double").as("value"),
            col("accession_number"),
            col("form"),
            col("filed_on"),
            coalesce(col("total_filed_on"), col("filed_on"), Landed.EXPORTED_ON.col())
                .as("known_on"),
            when(
                    coalesce(col("total_filed_on"), unlessSegment(col("filed_on"))).isNull(),
                    Grade.ASSUMED.lit())
                .when(col("method").equalTo("year_to_date_difference"), Grade.DERIVED.lit())
                .otherwise(Grade.REPORTED.lit())
                .as("grade"),
            lit(1).as("source_order"),
            Landed.SOURCE_SHA256.col(),
            Landed.SOURCE_LINE.col());
  }

  /** Null for a segment's figure: its filing is the latest that has the figure, not the first. */
  private static Column unlessSegment(Column filedOn) {
    return when(col("tag").notEqual(Measure.DATA_CENTER_TAG), filedOn);
  }
}
