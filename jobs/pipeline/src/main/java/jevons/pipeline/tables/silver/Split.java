package jevons.pipeline.tables.silver;

import static jevons.pipeline.table.Check.everyRow;
import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.TableName.silver;
import static jevons.pipeline.table.Type.DAY;
import static jevons.pipeline.table.Type.NUMBER;
import static jevons.pipeline.table.Type.TEXT;
import static jevons.pipeline.table.Unit.NONE;
import static org.apache.spark.sql.functions.col;

import java.util.List;
import java.util.Set;
import jevons.pipeline.table.Check;
import jevons.pipeline.table.Derived;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.Table;
import jevons.pipeline.table.TableName;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Splits of shares. Reference data and never cut by the day of knowledge: a split is part of a
 * price file's basis, so a share count of any day must stand on the same basis.
 */
public final class Split implements Derived {
  public static final Field TICKER = required("ticker", TEXT, NONE, "Exchange ticker in use today");
  public static final Field EX_DATE =
      required("ex_date", DAY, NONE, "First day of trading after the split");
  public static final Field RATIO =
      required("ratio", NUMBER, NONE, "New shares for one old: 10 for Nvidia's of 2024-06-10");

  @Override
  public TableName name() {
    return silver("split");
  }

  @Override
  public String grain() {
    return "one row per split";
  }

  @Override
  public List<Field> fields() {
    return List.of(TICKER, EX_DATE, RATIO, Trace.SOURCE_SHA256, Trace.SOURCE_LINE);
  }

  @Override
  public List<Field> key() {
    return List.of(TICKER, EX_DATE);
  }

  @Override
  public List<Check> checks() {
    return List.of(
        everyRow("ratio is positive and not 1", RATIO.col().gt(0).and(RATIO.col().notEqual(1))));
  }

  @Override
  public Set<Class<? extends Table>> inputs() {
    return Set.of(jevons.pipeline.tables.bronze.Split.class);
  }

  @Override
  public Dataset<Row> query(Inputs in) {
    return in.read(jevons.pipeline.tables.bronze.Split.class)
        .select(
            TICKER.is(col("ticker")),
            EX_DATE.is(col("ex_date")),
            RATIO.is(col("ratio")),
            Trace.sha256(),
            Trace.line());
  }
}
