package jevons.pipeline.tables.ops;

import static jevons.pipeline.table.Field.optional;
import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.Type.COUNT;
import static jevons.pipeline.table.Type.DAY;
import static jevons.pipeline.table.Type.NUMBER;
import static jevons.pipeline.table.Type.TEXT;
import static jevons.pipeline.table.Unit.NONE;
import static jevons.pipeline.table.Unit.ROWS;

import java.util.List;
import jevons.pipeline.table.Audit;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.TableName;

/**
 * What a landing file's new vintage changed, column by column.
 *
 * <p>A row stands for a column in which something differs. A bronze table's first intake changes
 * nothing and has no rows here (what was read is in {@code ops.source_file}); a file that joins a
 * table later has its lines as new ones.
 */
public final class TableChange implements Audit {
  public static final Field RUN_ID = required("run_id", TEXT, NONE, "Run that took the file in");
  public static final Field TABLE =
      required("table_name", TEXT, NONE, "Bronze table that it feeds");
  public static final Field PATH =
      required("source_file", TEXT, NONE, "File, below the landing zone's root");
  public static final Field COLUMN =
      required("column_name", TEXT, NONE, "Column of the bronze table");
  public static final Field VINTAGE =
      required("vintage", COUNT, NONE, "Ordinal of the intake, as in the bronze table");
  public static final Field NEW_ROWS =
      required(
          "new_row_count",
          COUNT,
          ROWS,
          "Lines of keys that were not there, with a word in this column");
  public static final Field GONE_ROWS =
      required(
          "gone_row_count",
          COUNT,
          ROWS,
          "Lines of keys that the file no longer has, with a word in this column");
  public static final Field CHANGED_ROWS =
      required("changed_row_count", COUNT, ROWS, "Lines whose word in this column is another one");
  public static final Field LARGEST_CHANGE =
      optional(
          "largest_change",
          NUMBER,
          NONE,
          "Greatest distance between the number now and before, in the column's unit; null where"
              + " no number changed");
  public static final Field LARGEST_CHANGE_KEY =
      optional("largest_change_key", TEXT, NONE, "Key of the line that it is in");
  public static final Field LARGEST_RELATIVE_CHANGE =
      optional(
          "largest_relative_change_share",
          NUMBER,
          NONE,
          "Greatest distance as a share of the number before; null where that is 0 in all");
  public static final Field LARGEST_RELATIVE_CHANGE_KEY =
      optional("largest_relative_change_key", TEXT, NONE, "Key of the line that it is in");

  public static final Field KIND =
      optional(
          "kind",
          TEXT,
          NONE,
          "Of a changed column of a price series: adjustment (every day before the ex-date is"
              + " multiplied by one factor, so that returns stay) or correction (anything else)");
  public static final Field FACTOR =
      optional("adjustment_factor", NUMBER, NONE, "Price now over price before; volume likewise");
  public static final Field EX_DATE =
      optional(
          "ex_date",
          DAY,
          NONE,
          "Of a known split its ex-date; else the first day that keeps its price or is new: the"
              + " ex-date is that day or, among new days, a later one");
  public static final Field EXPLAINED_BY =
      optional(
          "explained_by",
          TEXT,
          NONE,
          "The known split, or the dividend that the factor looks like, as a share of the price");

  /** A {@link #KIND}. */
  public static final String ADJUSTMENT = "adjustment";

  /** The other. */
  public static final String CORRECTION = "correction";

  @Override
  public TableName name() {
    return TableName.ops("table_change");
  }

  @Override
  public String grain() {
    return "one row per run, bronze table, file read and column in which something changed";
  }

  @Override
  public List<Field> fields() {
    return List.of(
        RUN_ID,
        TABLE,
        PATH,
        COLUMN,
        VINTAGE,
        NEW_ROWS,
        GONE_ROWS,
        CHANGED_ROWS,
        LARGEST_CHANGE,
        LARGEST_CHANGE_KEY,
        LARGEST_RELATIVE_CHANGE,
        LARGEST_RELATIVE_CHANGE_KEY,
        KIND,
        FACTOR,
        EX_DATE,
        EXPLAINED_BY);
  }

  @Override
  public List<Field> key() {
    return List.of(RUN_ID, TABLE, PATH, COLUMN);
  }
}
