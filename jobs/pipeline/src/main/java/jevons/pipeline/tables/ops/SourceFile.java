package jevons.pipeline.tables.ops;

import static jevons.pipeline.table.Field.optional;
import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.Type.COUNT;
import static jevons.pipeline.table.Type.DAY;
import static jevons.pipeline.table.Type.TEXT;
import static jevons.pipeline.table.Unit.BYTES;
import static jevons.pipeline.table.Unit.NONE;
import static jevons.pipeline.table.Unit.ROWS;

import java.util.List;
import jevons.pipeline.table.Audit;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.TableName;

/** Landing files that runs read. A file that did not change is not read again. */
public final class SourceFile implements Audit {
  public static final Field RUN_ID = required("run_id", TEXT, NONE, "Run that read it");
  public static final Field TABLE =
      required("table_name", TEXT, NONE, "Bronze table that it feeds");
  public static final Field PATH =
      required("source_file", TEXT, NONE, "File, below the landing zone's root");
  public static final Field SHA256 =
      required("source_sha256", TEXT, NONE, "SHA-256 of its content");
  public static final Field SIZE = required("size_bytes", COUNT, BYTES, "Size");
  public static final Field EXPORTED_ON =
      required("exported_on", DAY, NONE, "Day the provider exported it, or it was last modified");
  public static final Field OUTCOME =
      required("outcome", TEXT, NONE, "taken, or faulty: nothing of it was taken in");
  public static final Field LINES =
      required("line_count", COUNT, ROWS, "Lines read, rejects included");
  public static final Field REJECTS = required("rejected_count", COUNT, ROWS, "Lines set aside");
  public static final Field MESSAGE =
      optional("message", TEXT, NONE, "What is wrong with a faulty file");

  @Override
  public TableName name() {
    return TableName.ops("source_file");
  }

  @Override
  public String grain() {
    return "one row per run, bronze table and file read";
  }

  @Override
  public List<Field> fields() {
    return List.of(
        RUN_ID, TABLE, PATH, SHA256, SIZE, EXPORTED_ON, OUTCOME, LINES, REJECTS, MESSAGE);
  }

  @Override
  public List<Field> key() {
    return List.of(RUN_ID, TABLE, PATH);
  }
}
