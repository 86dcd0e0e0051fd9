package jevons.pipeline.tables.ops;

import static jevons.pipeline.table.Field.optional;
import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.Type.COUNT;
import static jevons.pipeline.table.Type.DAY;
import static jevons.pipeline.table.Type.FLAG;
import static jevons.pipeline.table.Type.TEXT;
import static jevons.pipeline.table.Unit.NONE;
import static jevons.pipeline.table.Unit.ROWS;

import java.util.List;
import jevons.pipeline.table.Audit;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.TableName;

/** What each check of each table found, before the table was committed. */
public final class Expectation implements Audit {
  public static final Field RUN_ID = required("run_id", TEXT, NONE, "Run");
  public static final Field TABLE = required("table_name", TEXT, NONE, "Table");
  public static final Field AS_OF =
      optional("as_of", DAY, NONE, "Day of knowledge; null for bronze and silver");
  public static final Field CHECK = required("check_name", TEXT, NONE, "The rule in words");
  public static final Field HOLDS = required("holds", FLAG, NONE, "Whether the rule holds");
  public static final Field STOPS =
      required("stops", FLAG, NONE, "Whether its failure stops the table");
  public static final Field ROW_COUNT = required("row_count", COUNT, ROWS, "Rows looked at");
  public static final Field BAD_ROWS =
      required("bad_row_count", COUNT, ROWS, "Rows that break the rule");
  public static final Field EXAMPLE =
      optional("example", TEXT, NONE, "Key and values of the first such row");

  @Override
  public TableName name() {
    return TableName.ops("expectation");
  }

  @Override
  public String grain() {
    return "one row per run, table, day of knowledge and check";
  }

  @Override
  public List<Field> fields() {
    return List.of(RUN_ID, TABLE, AS_OF, CHECK, HOLDS, STOPS, ROW_COUNT, BAD_ROWS, EXAMPLE);
  }

  @Override
  public List<Field> key() {
    return List.of(RUN_ID, TABLE, AS_OF, CHECK);
  }
}
