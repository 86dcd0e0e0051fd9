package jevons.pipeline.tables.bronze;

import static jevons.pipeline.table.Field.optional;
import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.TableName.bronze;
import static jevons.pipeline.table.Type.TEXT;
import static jevons.pipeline.table.Unit.NONE;

import java.util.List;
import jevons.pipeline.source.CompanyFactsFormat;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Landed;
import jevons.pipeline.table.SourceFormat;
import jevons.pipeline.table.TableName;

/**
 * Figures that firms filed with the SEC, from its companyfacts files: as filed, restatements beside
 * what they restate.
 */
public final class CompanyFact implements Landed {
  public static final Field CIK =
      required("cik", TEXT, NONE, "The SEC's number of the firm, ten digits");
  public static final Field ENTITY_NAME =
      optional("entity_name", TEXT, NONE, "Name of the firm at the SEC");
  public static final Field TAXONOMY = required("taxonomy", TEXT, NONE, "us-gaap or dei");
  public static final Field TAG = required("tag", TEXT, NONE, "Name of the figure in the taxonomy");
  public static final Field UNIT =
      required("unit", TEXT, NONE, "Unit of the value: USD, shares, USD/shares");
  public static final Field PERIOD_START =
      optional("period_start", TEXT, NONE, "First day the figure is about; empty for an instant");
  public static final Field PERIOD_END =
      required("period_end", TEXT, NONE, "Last day the figure is about");
  public static final Field VALUE = required("value", TEXT, NONE, "The figure, in the unit");
  public static final Field ACCESSION_NUMBER =
      required("accession_number", TEXT, NONE, "The SEC's number of the filing");
  public static final Field FISCAL_YEAR =
      optional("fiscal_year", TEXT, NONE, "Fiscal year of the filing, not of the figure");
  public static final Field FISCAL_PERIOD =
      optional(
          "fiscal_period",
          TEXT,
          NONE,
          "Fiscal period of the filing, not of the figure: Q1 to Q3, FY");
  public static final Field FORM =
      required("form", TEXT, NONE, "Kind of filing, 10-K, 10-Q, 8-K, ...");
  public static final Field FILED = required("filed", TEXT, NONE, "Day of the filing");
  public static final Field FRAME =
      optional(
          "frame", TEXT, NONE, "The SEC's calendar frame, on one fact of those that are alike");

  @Override
  public TableName name() {
    return bronze("company_fact");
  }

  @Override
  public String grain() {
    return "one row per figure, period and filing";
  }

  @Override
  public List<Field> words() {
    return List.of(
        CIK,
        ENTITY_NAME,
        TAXONOMY,
        TAG,
        UNIT,
        PERIOD_START,
        PERIOD_END,
        VALUE,
        ACCESSION_NUMBER,
        FISCAL_YEAR,
        FISCAL_PERIOD,
        FORM,
        FILED,
        FRAME);
  }

  @Override
  public List<Field> key() {
    return List.of(CIK, TAXONOMY, TAG, UNIT, PERIOD_START, PERIOD_END, ACCESSION_NUMBER);
  }

  @Override
  public List<String> landing() {
    return List.of("edgar/CIK*.json");
  }

  @Override
  public SourceFormat format() {
    return new CompanyFactsFormat();
  }
}
