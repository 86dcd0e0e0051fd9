package jevons.pipeline.tables.silver;

import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.Type.COUNT;
import static jevons.pipeline.table.Type.TEXT;
import static jevons.pipeline.table.Unit.NONE;

import jevons.pipeline.table.Field;
import jevons.pipeline.table.Landed;
import org.apache.spark.sql.Column;

/** Where a silver row that stands for one line of a landing file came from. */
final class Trace {
  static final Field SOURCE_SHA256 =
      required("source_sha256", TEXT, NONE, "SHA-256 of the landing file it came from");
  static final Field SOURCE_LINE =
      required("source_line", COUNT, NONE, "Line of that file, the first is 1");

  private Trace() {}

  static Column sha256() {
    return SOURCE_SHA256.is(Landed.SOURCE_SHA256.col());
  }

  static Column line() {
    return SOURCE_LINE.is(Landed.SOURCE_LINE.col());
  }
}
