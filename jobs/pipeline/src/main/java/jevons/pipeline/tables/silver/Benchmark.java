package jevons.pipeline.tables.silver;

import static jevons.pipeline.table.Check.everyRow;
import static jevons.pipeline.table.Field.optional;
import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.TableName.silver;
import static jevons.pipeline.table.Type.DAY;
import static jevons.pipeline.table.Type.NUMBER;
import static jevons.pipeline.table.Type.TEXT;
import static jevons.pipeline.table.Unit.NONE;
import static jevons.pipeline.table.Unit.SHARE;

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

/** What a score is a score of. Reference data: not cut by the day of knowledge. */
public final class Benchmark implements Derived {
  /** The Epoch Capabilities Index, an estimate from many benchmarks rather than one of them. */
  public static final String CAPABILITIES_INDEX = "Epoch Capabilities Index";

  public static final Field BENCHMARK =
      required("benchmark", TEXT, NONE, "Name as the score files have it");
  public static final Field RELEASED_ON =
      optional("released_on", DAY, NONE, "Day the benchmark was published; null where unknown");
  public static final Field CHANCE =
      optional(
          "chance_share",
          NUMBER,
          SHARE,
          "Score that guessing gives; 0 where answers are free, null where scores are no shares");
  public static final Field SCORE_UNIT =
      required("score_unit", TEXT, NONE, "fraction, percent, elo, index or minutes");

  @Override
  public TableName name() {
    return silver("benchmark");
  }

  @Override
  public String grain() {
    return "one row per benchmark";
  }

  @Override
  public List<Field> fields() {
    return List.of(BENCHMARK, RELEASED_ON, CHANCE, SCORE_UNIT);
  }

  @Override
  public List<Field> key() {
    return List.of(BENCHMARK);
  }

  @Override
  public Set<Class<? extends Table>> inputs() {
    return Set.of(jevons.pipeline.tables.bronze.Benchmark.class);
  }

  @Override
  public List<Check> checks() {
    return List.of(
        everyRow(
            "guessing gives 0 to less than 1",
            CHANCE.col().isNull().or(CHANCE.col().geq(0).and(CHANCE.col().lt(1)))),
        everyRow(
            "a benchmark of shares states what guessing gives",
            CHANCE.col().isNotNull().or(SCORE_UNIT.col().isin("elo", "index", "minutes"))));
  }

  @Override
  public Dataset<Row> query(Inputs in) {
    return in.read(jevons.pipeline.tables.bronze.Benchmark.class)
        .select(
            BENCHMARK.is(BENCHMARK.col()),
            RELEASED_ON.is(RELEASED_ON.col()),
            CHANCE.is(CHANCE.col()),
            SCORE_UNIT.is(SCORE_UNIT.col()));
  }
}
