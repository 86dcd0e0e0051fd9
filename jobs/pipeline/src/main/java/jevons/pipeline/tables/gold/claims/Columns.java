package jevons.pipeline.tables.gold.claims;

import static jevons.pipeline.table.Field.optional;
import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.Type.COUNT;
import static jevons.pipeline.table.Type.DAY;
import static jevons.pipeline.table.Type.NUMBER;
import static jevons.pipeline.table.Type.TEXT;
import static jevons.pipeline.table.Unit.NONE;

import java.util.HashMap;
import java.util.Map;
import jevons.pipeline.table.AsOf;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Grade;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.claim.Measured;
import jevons.pipeline.table.claim.Measurement;
import jevons.pipeline.table.claim.Parameter;

/** The columns that claims and published figures share. */
final class Columns {
  static final Field AS_OF = AsOf.FIELD;
  static final Field ORDINAL =
      required("ordinal", COUNT, NONE, "Its place in the configuration, the first is 1");
  static final Field SOURCE = required("source", TEXT, NONE, "Where it was said or published");
  static final Field STATEMENT =
      required("statement", TEXT, NONE, "What was said, in words of ours");
  static final Field MEASURED =
      optional(
          "measured",
          NUMBER,
          NONE,
          "The figure measured, in the unit of column unit; null where it is not known by the day");
  static final Field CI_LOW =
      optional(
          "ci_low",
          NUMBER,
          NONE,
          "Lower end of the 95 % interval of measured; null where it has none or is unbounded");
  static final Field CI_HIGH =
      optional("ci_high", NUMBER, NONE, "Upper end of the 95 % interval of measured");
  static final Field UNIT = required("unit", TEXT, NONE, "Unit of the figures");
  static final Field MEASURED_BY =
      required(
          "measured_by",
          TEXT,
          NONE,
          "The measurement; there are " + String.join(", ", Measurement.words()));
  static final Field SUBJECT =
      optional(
          "subject",
          TEXT,
          NONE,
          "Whom it is measured of: model, ticker, chip, group of firms, benchmark or list");
  static final Field COMPARED_WITH =
      optional("compared_with", TEXT, NONE, "What it is compared with: model, chip or event");
  static final Field SUBJECT_DAY =
      optional("subject_day", DAY, NONE, "The day it is about, or that parts before from after");
  static final Field GRADE =
      optional("grade", TEXT, NONE, "Weakest grade of what was measured; null where nothing was");
  static final Field REMARK =
      optional("remark", TEXT, NONE, "What measured rests on, or why there is none");

  private Columns() {}

  /** The cells of one row that do not depend on what is judged. */
  static Map<Field, Object> cells(
      Inputs in, int place, Map<String, Object> fields, Measured measured) {
    Map<Field, Object> row = new HashMap<>();
    row.put(AS_OF, in.asOf());
    row.put(ORDINAL, (long) place);
    row.put(SOURCE, fields.get("source"));
    row.put(STATEMENT, fields.get("statement"));
    row.put(MEASURED, measured.figure().orElse(null));
    if (measured.hasInterval()) {
      row.put(CI_LOW, finite(measured.low()));
      row.put(CI_HIGH, finite(measured.high()));
    }
    row.put(UNIT, fields.get("unit"));
    row.put(MEASURED_BY, fields.get("measured-by"));
    row.put(SUBJECT, fields.get(Parameter.OF.key()));
    row.put(COMPARED_WITH, fields.get(Parameter.AGAINST.key()));
    row.put(SUBJECT_DAY, Subject.of(fields).day().orElse(null));
    row.put(GRADE, measured.grade().map(Grade::word).orElse(null));
    row.put(REMARK, measured.remark().isEmpty() ? null : measured.remark());
    return row;
  }

  private static Double finite(double end) {
    return Double.isInfinite(end) ? null : end;
  }
}
