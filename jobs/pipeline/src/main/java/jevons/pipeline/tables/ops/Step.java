package jevons.pipeline.tables.ops;

import static jevons.pipeline.table.Field.optional;
import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.Type.COUNT;
import static jevons.pipeline.table.Type.DAY;
import static jevons.pipeline.table.Type.NUMBER;
import static jevons.pipeline.table.Type.TEXT;
import static jevons.pipeline.table.Unit.NONE;
import static jevons.pipeline.table.Unit.ROWS;
import static jevons.pipeline.table.Unit.SECONDS;

import java.util.List;
import jevons.pipeline.table.Audit;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.TableName;

/** What each run did with each table, and why. */
public final class Step implements Audit {
  public static final Field RUN_ID = required("run_id", TEXT, NONE, "Run");
  public static final Field TABLE = required("table_name", TEXT, NONE, "Table that the step makes");
  public static final Field AS_OF =
      optional("as_of", DAY, NONE, "Day of knowledge; null for bronze and silver");
  public static final Field OUTCOME =
      required("outcome", TEXT, NONE, "made, reused, skipped, failed or blocked");
  public static final Field REASON = required("reason", TEXT, NONE, "Why it ran or not");
  public static final Field ROW_COUNT =
      optional("row_count", COUNT, ROWS, "Rows of the table, or of its as-of day");
  public static final Field VERSION = optional("version", COUNT, NONE, "Delta version");
  public static final Field DURATION = required("duration_s", NUMBER, SECONDS, "Time it took");
  public static final Field FINGERPRINT =
      optional("fingerprint", TEXT, NONE, "Digests of its inputs, settings and code");

  @Override
  public TableName name() {
    return TableName.ops("step");
  }

  @Override
  public String grain() {
    return "one row per run, table and day of knowledge";
  }

  @Override
  public List<Field> fields() {
    return List.of(
        RUN_ID, TABLE, AS_OF, OUTCOME, REASON, ROW_COUNT, VERSION, DURATION, FINGERPRINT);
  }

  @Override
  public List<Field> key() {
    return List.of(RUN_ID, TABLE, AS_OF);
  }
}
