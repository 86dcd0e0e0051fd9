package jevons.pipeline.tables.gold;

import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.KnownRows;
import jevons.pipeline.tables.silver.Model;

/**
 * Training efficiency as it was known at the end of a quarter.
 *
 * @param quarter its first day
 * @param fit on the scores and the compute known by its last day; its rate has a bounded interval
 */
record RecursiveEfficiency(LocalDate quarter, TrainingEfficiency fit) {
  /** With fewer models there is no rate. */
  static final int FEWEST_MODELS = 20;

  /** Of the intervals. */
  static final double LEVEL = 0.95;

  /**
   * The quarters that have a rate and are over by the as-of day, in order. Scores and models are
   * collected once and cut on the driver.
   */
  static List<RecursiveEfficiency> fits(Inputs in) {
    KnownRows<KnownScore> scores = KnownScore.collect(in);
    KnownRows<TrainedModel> models =
        KnownRows.collect(
            new Model(), in.read(Model.class).select(TrainedModel.columns()), TrainedModel::of);
    return quartersOver(scores.firstDay(), in.asOf())
        .flatMap(
            quarter ->
                fit(scores, models, lastDay(quarter)).stream()
                    .map(fit -> new RecursiveEfficiency(quarter, fit)))
        .toList();
  }

  /** The first days of the quarters that ended between the two days. */
  private static Stream<LocalDate> quartersOver(Optional<LocalDate> first, LocalDate asOf) {
    return first.stream()
        .map(day -> day.with(IsoFields.DAY_OF_QUARTER, 1))
        .flatMap(
            start -> Stream.iterate(start, q -> !lastDay(q).isAfter(asOf), q -> q.plusMonths(3)));
  }

  private static LocalDate lastDay(LocalDate quarter) {
    return quarter.plusMonths(3).minusDays(1);
  }

  private static Optional<TrainingEfficiency> fit(
      KnownRows<KnownScore> scores, KnownRows<TrainedModel> models, LocalDate day) {
    return TrainingEfficiency.fit(
            inForce(models.by(day)), RaschCapability.of(ScoreCells.of(scores.by(day))))
        .filter(fit -> fit.n() >= FEWEST_MODELS)
        .filter(fit -> fit.log10Rate().fieller(LEVEL).isBounded());
  }

  /** Of the rows known, the newest of each model. */
  private static Collection<TrainedModel> inForce(List<TrainedModel> earliestKnownFirst) {
    Map<String, TrainedModel> newest = new HashMap<>();
    earliestKnownFirst.forEach(m -> newest.put(m.model(), m));
    return newest.values();
  }
}
