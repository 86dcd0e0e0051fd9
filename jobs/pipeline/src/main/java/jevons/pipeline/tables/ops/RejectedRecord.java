package jevons.pipeline.tables.ops;

import static jevons.pipeline.table.Field.optional;
import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.Type.COUNT;
import static jevons.pipeline.table.Type.TEXT;
import static jevons.pipeline.table.Unit.NONE;

import java.util.List;
import jevons.pipeline.table.Audit;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.TableName;

/** The quarantine: lines that broke a rule of their table, with the reason. */
public final class RejectedRecord implements Audit {
  public static final Field RUN_ID = required("run_id", TEXT, NONE, "Run that set it aside");
  public static final Field TABLE =
      required("table_name", TEXT, NONE, "Bronze table it was meant for");
  public static final Field PATH =
      required("source_file", TEXT, NONE, "File, below the landing zone's root");
  public static final Field SHA256 = required("source_sha256", TEXT, NONE, "SHA-256 of that file");
  public static final Field LINE =
      required("source_line", COUNT, NONE, "Line of that file, the first is 1");
  public static final Field COLUMN =
      optional("column_name", TEXT, NONE, "The source's column that is wrong");
  public static final Field REASON =
      required("reason", TEXT, NONE, "NOT_A_NUMBER, OUT_OF_RANGE, ...");
  public static final Field MESSAGE =
      required("message", TEXT, NONE, "What was found and what was expected");
  public static final Field RECORD =
      optional("record", TEXT, NONE, "The line itself, cut at 1,000 characters");

  @Override
  public TableName name() {
    return TableName.ops("rejected_record");
  }

  @Override
  public String grain() {
    return "one row per line set aside";
  }

  @Override
  public List<Field> fields() {
    return List.of(RUN_ID, TABLE, PATH, SHA256, LINE, COLUMN, REASON, MESSAGE, RECORD);
  }

  @Override
  public List<Field> key() {
    return List.of(RUN_ID, TABLE, PATH, LINE);
  }
}
