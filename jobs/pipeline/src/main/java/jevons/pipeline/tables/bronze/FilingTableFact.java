package jevons.pipeline.tables.bronze;

import static jevons.pipeline.table.Field.optional;
import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.TableName.bronze;
import static jevons.pipeline.table.Type.TEXT;
import static jevons.pipeline.table.Unit.NONE;

import java.util.List;
import jevons.pipeline.source.Rule;
import jevons.pipeline.source.Word;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Landed;
import jevons.pipeline.table.SourceFormat;
import jevons.pipeline.table.TableName;

/**
 * Figures from filings by way of others' tables, for what the companyfacts files lack: Oracle's
 * spending, management's own measures, Nvidia's data-center revenue.
 */
public final class FilingTableFact implements Landed {
  public static final Field TICKER = required("ticker", TEXT, NONE, "Exchange ticker in use today");
  public static final Field CIK =
      required("cik", TEXT, NONE, "The SEC's number of the firm, ten digits");
  public static final Field TAG =
      required("tag", TEXT, NONE, "Name of the figure; company: and aggregator: are no filed tags");
  public static final Field UNIT = required("unit", TEXT, NONE, "Unit of the value");
  public static final Field PERIOD_START =
      optional(
          "period_start",
          TEXT,
          NONE,
          "First day the figure is about; empty where only the end is known");
  public static final Field PERIOD_END =
      required("period_end", TEXT, NONE, "Last day the figure is about");
  public static final Field VALUE = required("value", TEXT, NONE, "The figure, in the unit");
  public static final Field FORM = optional("form", TEXT, NONE, "Kind of filing");
  public static final Field FILED =
      optional(
          "filed",
          TEXT,
          NONE,
          "Day of a filing with the figure; for Nvidia the LATEST, not the first");
  public static final Field ACCESSION_NUMBER =
      optional("accession_number", TEXT, NONE, "The SEC's number of that filing");
  public static final Field METHOD =
      required(
          "method",
          TEXT,
          NONE,
          "as_reported, year_to_date_difference, management_measure or aggregator");

  private static final List<Field> WORDS =
      List.of(
          TICKER,
          CIK,
          TAG,
          UNIT,
          PERIOD_START,
          PERIOD_END,
          VALUE,
          FORM,
          FILED,
          ACCESSION_NUMBER,
          METHOD);

  @Override
  public TableName name() {
    return bronze("filing_table_fact");
  }

  @Override
  public String grain() {
    return "one row per firm, figure and period";
  }

  @Override
  public List<Field> words() {
    return WORDS;
  }

  @Override
  public List<Field> key() {
    return List.of(TICKER, TAG, UNIT, PERIOD_START, PERIOD_END);
  }

  @Override
  public List<String> landing() {
    return List.of("filings/filing_table_facts.csv");
  }

  @Override
  public SourceFormat format() {
    return new Layout(WORDS)
        .with(TICKER, Word.required("ticker", Rule.TEXT))
        .with(CIK, Word.required("cik", Rule.WHOLE))
        .with(TAG, Word.required("tag", Rule.TEXT))
        .with(UNIT, Word.required("unit", Rule.TEXT))
        .with(PERIOD_START, Word.optional("period_start", Rule.DAY))
        .with(PERIOD_END, Word.required("period_end", Rule.DAY))
        .with(VALUE, Word.required("value", Rule.NUMBER))
        .with(FORM, Word.optional("form", Rule.TEXT))
        .with(FILED, Word.optional("filed", Rule.DAY))
        .with(ACCESSION_NUMBER, Word.optional("accession_number", Rule.TEXT))
        .with(METHOD, Word.required("method", Rule.TEXT))
        .format()
        .ordered("period_start", "period_end");
  }
}
