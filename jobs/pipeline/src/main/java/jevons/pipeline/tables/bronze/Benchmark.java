package jevons.pipeline.tables.bronze;

import static jevons.pipeline.table.Field.optional;
import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.TableName.bronze;
import static jevons.pipeline.table.Type.TEXT;
import static jevons.pipeline.table.Unit.NONE;
import static jevons.pipeline.table.Unit.SHARE;

import java.util.List;
import jevons.pipeline.source.Rule;
import jevons.pipeline.source.Word;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Landed;
import jevons.pipeline.table.SourceFormat;
import jevons.pipeline.table.TableName;

/** The benchmarks that scores are about. Reference data. */
public final class Benchmark implements Landed {
  public static final Field BENCHMARK = required("benchmark", TEXT, NONE, "Name, as in the scores");
  public static final Field RELEASED_ON =
      optional("released_on", TEXT, NONE, "Day the benchmark was published; empty where unknown");
  public static final Field CHANCE_SHARE =
      optional(
          "chance_share",
          TEXT,
          SHARE,
          "Score that guessing gives; empty where a score is no share");
  public static final Field SCORE_UNIT =
      required(
          "score_unit", TEXT, NONE, "fraction (0 to 1), percent (0 to 100), elo, index or minutes");

  private static final List<Field> WORDS =
      List.of(BENCHMARK, RELEASED_ON, CHANCE_SHARE, SCORE_UNIT);

  @Override
  public TableName name() {
    return bronze("benchmark");
  }

  @Override
  public String grain() {
    return "one row per benchmark";
  }

  @Override
  public List<Field> words() {
    return WORDS;
  }

  @Override
  public List<Field> key() {
    return List.of(BENCHMARK);
  }

  @Override
  public List<String> landing() {
    return List.of("benchmarks/benchmarks.csv");
  }

  @Override
  public SourceFormat format() {
    return new Layout(WORDS)
        .with(BENCHMARK, Word.required("benchmark", Rule.TEXT))
        .with(RELEASED_ON, Word.optional("released_on", Rule.DAY))
        .with(CHANCE_SHARE, Word.optional("chance_share", Rule.SHARE))
        .with(SCORE_UNIT, Word.required("score_unit", Rule.TEXT))
        .format();
  }
}
