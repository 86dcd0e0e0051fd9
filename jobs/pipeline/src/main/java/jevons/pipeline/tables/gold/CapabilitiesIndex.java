package jevons.pipeline.tables.gold;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.percentile;

import java.util.List;
import java.util.OptionalDouble;
import jevons.pipeline.table.Grade;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.tables.silver.Benchmark;
import jevons.pipeline.tables.silver.Score;

/**
 * The Epoch Capabilities Index, median over a model's versions: an estimate of others, made later
 * than most models it speaks of, so its grade is assumed.
 */
final class CapabilitiesIndex {
  private CapabilitiesIndex() {}

  /** By model; empty as of days before its export. */
  static List<Capability> capabilities(Inputs in) {
    return in
        .read(Score.class)
        .where(Score.BENCHMARK.col().equalTo(Benchmark.CAPABILITIES_INDEX))
        .groupBy(Score.MODEL.col())
        .agg(percentile(Score.SCORE.col(), lit(0.5)).as("capability"))
        .orderBy(Score.MODEL.col())
        .collectAsList()
        .stream()
        .map(
            r ->
                new Capability(
                    r.getString(0), r.getDouble(1), OptionalDouble.empty(), 0, 0, Grade.ASSUMED))
        .toList();
  }
}
