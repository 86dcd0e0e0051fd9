package jevons.pipeline.tables.gold;

import jevons.pipeline.table.Grade;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.KnownRows;
import jevons.pipeline.tables.silver.Benchmark;
import jevons.pipeline.tables.silver.Score;
import org.apache.spark.sql.Row;

/**
 * A score that is a share, with what its benchmark gives for guessing.
 *
 * @param share of right answers, 0 to 1
 * @param chance share that guessing gets right, 0 to less than 1
 * @param grade of the day it became known
 */
record KnownScore(String model, String benchmark, double share, double chance, Grade grade) {
  /** All scores known by the as-of day, to be cut at earlier days. */
  static KnownRows<KnownScore> collect(Inputs in) {
    return KnownRows.collect(
        new Score(),
        in.read(Score.class)
            .where(Score.SCORE_SHARE.col().isNotNull())
            .join(
                in.read(Benchmark.class).select(Benchmark.BENCHMARK.col(), Benchmark.CHANCE.col()),
                Benchmark.BENCHMARK.name())
            .select(
                Score.MODEL.col(),
                Score.BENCHMARK.col(),
                Score.SCORE_SHARE.col(),
                Benchmark.CHANCE.col(),
                Score.KNOWN_GRADE.col(),
                Score.KNOWN_ON.col()),
        KnownScore::of);
  }

  private static KnownScore of(Row row) {
    return new KnownScore(
        row.getAs(Score.MODEL.name()),
        row.getAs(Score.BENCHMARK.name()),
        row.<Double>getAs(Score.SCORE_SHARE.name()),
        row.<Double>getAs(Benchmark.CHANCE.name()),
        Grade.of(row.getAs(Score.KNOWN_GRADE.name())));
  }
}
