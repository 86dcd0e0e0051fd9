package jevons.pipeline.tables.ops;

import static jevons.pipeline.table.Field.optional;
import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.Type.COUNT;
import static jevons.pipeline.table.Type.DAY;
import static jevons.pipeline.table.Type.NUMBER;
import static jevons.pipeline.table.Type.TEXT;
import static jevons.pipeline.table.Unit.NONE;
import static jevons.pipeline.table.Unit.SECONDS;

import java.util.List;
import jevons.pipeline.table.Audit;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.TableName;

/** Runs that did something. A night with nothing new leaves no row, see {@code jevons runs}. */
public final class Run implements Audit {
  /** Of a run that was told to end, by Ctrl-C or otherwise. */
  public static final String INTERRUPTED = "interrupted";

  /** What a shell makes of Ctrl-C. */
  public static final long CODE_OF_INTERRUPTED = 130;

  public static final Field RUN_ID =
      required("run_id", TEXT, NONE, "UTC minute of the start and four random digits");
  public static final Field COMMAND = required("command", TEXT, NONE, "Command of the CLI");
  public static final Field AS_OF =
      optional("as_of", DAY, NONE, "Day of knowledge of the gold tables it made");
  public static final Field STARTED_AT =
      required("started_at", TEXT, NONE, "Start, ISO 8601 in UTC");
  public static final Field ENDED_AT = required("ended_at", TEXT, NONE, "End, ISO 8601 in UTC");
  public static final Field DURATION = required("duration_s", NUMBER, SECONDS, "End less start");
  public static final Field OUTCOME =
      required(
          "outcome",
          TEXT,
          NONE,
          "What the run came to: published, check_failed, stopped, bug, interrupted");
  public static final Field EXIT_CODE =
      required("exit_code", COUNT, NONE, "Exit code of the process; 130 where it was interrupted");
  public static final Field PUBLISHED_SET =
      optional(
          "published_set",
          COUNT,
          NONE,
          "Number of the set it published; null where it published none");
  public static final Field LOCK =
      required("lock_number", COUNT, NONE, "Number of the lock it held");
  public static final Field TOOK_OVER =
      optional("took_over_run_id", TEXT, NONE, "Dead run whose lock it took over");
  public static final Field HOST = required("host", TEXT, NONE, "Machine of the driver");
  public static final Field VERSION = required("version", TEXT, NONE, "Version of the program");
  public static final Field MESSAGE =
      optional("message", TEXT, NONE, "What went wrong, in one line");

  @Override
  public TableName name() {
    return TableName.ops("run");
  }

  @Override
  public String grain() {
    return "one row per run that took the lock";
  }

  @Override
  public List<Field> fields() {
    return List.of(
        RUN_ID,
        COMMAND,
        AS_OF,
        STARTED_AT,
        ENDED_AT,
        DURATION,
        OUTCOME,
        EXIT_CODE,
        PUBLISHED_SET,
        LOCK,
        TOOK_OVER,
        HOST,
        VERSION,
        MESSAGE);
  }

  @Override
  public List<Field> key() {
    return List.of(RUN_ID);
  }
}
