package jevons.pipeline.tables.gold;

import static java.util.stream.Collectors.toSet;
import static jevons.pipeline.table.RowsBehind.input;
import static jevons.pipeline.table.RowsBehind.knownTime;
import static jevons.pipeline.table.RowsBehind.row;
import static org.apache.spark.sql.functions.add_months;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.last_day;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import java.sql.Date;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import jevons.pipeline.table.Grade;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.KnownRows;
import jevons.pipeline.table.RowsBehind;
import jevons.pipeline.table.Table;
import jevons.pipeline.tables.silver.Benchmark;
import jevons.pipeline.tables.silver.Model;
import jevons.pipeline.tables.silver.Score;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/**
 * Training efficiency as it was known at the end of a quarter.
 *
 * @param quarter its first day
 * @param specification how it was estimated
 * @param fit on the scores and the compute known by its last day
 * @param scoresGrade the weakest of the scores that capability was estimated from, those of models
 *     without compute among them
 */
record RecursiveEfficiency(
    LocalDate quarter,
    EfficiencySpecification specification,
    TrainingEfficiency fit,
    Grade scoresGrade) {
  /** With fewer models there is no recursive rate. */
  static final int FEWEST_MODELS = 20;

  /** With fewer there is no rate at all: three coefficients would take nearly all of them. */
  static final int FEWEST_MODELS_OF_A_VARIANT = 6;

  /** Of the intervals. */
  static final double LEVEL = 0.95;

  /**
   * The recursive rates by each method that is estimated: of the quarters that are over by the
   * as-of day, have enough models and a bounded interval; in order.
   */
  static List<RecursiveEfficiency> fits(Inputs in) {
    return new Known(in).recursive();
  }

  /** The same, and for the newest of these quarters all specifications. */
  static List<RecursiveEfficiency> withVariants(Inputs in) {
    Known known = new Known(in);
    List<RecursiveEfficiency> fits = new ArrayList<>(known.recursive());
    fits.stream()
        .map(RecursiveEfficiency::quarter)
        .max(Comparator.naturalOrder())
        .ifPresent(newest -> fits.addAll(known.variants(newest)));
    return fits;
  }

  /** The weakest of all that the rate rests on. */
  Grade grade() {
    return fit.grade().weaker(scoresGrade);
  }

  /** What regressions need: scores and models are collected once and cut on the driver. */
  private static final class Known {
    private final KnownRows<KnownScore> scores;
    private final KnownRows<TrainedModel> models;
    private final List<Capability> index;
    private final LocalDate asOf;
    private final Map<LocalDate, ScoreCells> cells = new HashMap<>();

    Known(Inputs in) {
      scores = KnownScore.collect(in);
      models =
          KnownRows.collect(
              new Model(), in.read(Model.class).select(TrainedModel.columns()), TrainedModel::of);
      index = CapabilitiesIndex.capabilities(in);
      asOf = in.asOf();
    }

    List<RecursiveEfficiency> recursive() {
      return quartersOver()
          .flatMap(
              quarter -> {
                ScoreCells cells = cells(quarter);
                return Stream.of(CapabilityMethod.RASCH, CapabilityMethod.TWO_PARAMETER)
                    .map(EfficiencySpecification::recursive)
                    .flatMap(s -> fit(s, quarter, Capabilities.of(s.method(), cells)).stream());
              })
          .filter(at -> at.fit().n() >= FEWEST_MODELS)
          .filter(at -> at.fit().log10Rate().fieller(LEVEL).isBounded())
          .toList();
    }

    List<RecursiveEfficiency> variants(LocalDate quarter) {
      ScoreCells cells = cells(quarter);
      Map<CapabilityMethod, List<Capability>> capabilities = new EnumMap<>(CapabilityMethod.class);
      for (CapabilityMethod method : CapabilityMethod.values()) {
        capabilities.put(method, method.isEstimated() ? Capabilities.of(method, cells) : index);
      }
      return EfficiencySpecification.all().stream()
          .filter(s -> !s.isRecursive())
          .flatMap(s -> fit(s, quarter, capabilities.get(s.method())).stream())
          .filter(at -> at.fit().n() >= FEWEST_MODELS_OF_A_VARIANT)
          .filter(at -> at.fit().computeElasticity().orElse(1) > 0)
          .toList();
    }

    private Optional<RecursiveEfficiency> fit(
        EfficiencySpecification specification, LocalDate quarter, List<Capability> capabilities) {
      return TrainingEfficiency.fit(
              sample(specification.sample(), quarter), capabilities, specification)
          .map(
              fit ->
                  new RecursiveEfficiency(
                      quarter,
                      specification,
                      fit,
                      specification.method().isEstimated()
                          ? cells(quarter).grade()
                          : Grade.ASSUMED));
    }

    private ScoreCells cells(LocalDate quarter) {
      return cells.computeIfAbsent(quarter, q -> ScoreCells.of(scores.by(lastDay(q))));
    }

    private List<TrainedModel> sample(EfficiencySample sample, LocalDate quarter) {
      LocalDate day = lastDay(quarter);
      return inForce(models.by(day)).stream().filter(sample.on(day)).toList();
    }

    /** The first days of the quarters that ended since the first score was known. */
    private Stream<LocalDate> quartersOver() {
      return scores.firstDay().stream()
          .map(day -> day.with(IsoFields.DAY_OF_QUARTER, 1))
          .flatMap(
              start -> Stream.iterate(start, q -> !lastDay(q).isAfter(asOf), q -> q.plusMonths(3)));
    }
  }

  private static LocalDate lastDay(LocalDate quarter) {
    return quarter.plusMonths(3).minusDays(1);
  }

  /** Of the rows known, the newest of each model. */
  private static Collection<TrainedModel> inForce(List<TrainedModel> earliestKnownFirst) {
    Map<String, TrainedModel> newest = new HashMap<>();
    earliestKnownFirst.forEach(m -> newest.put(m.model(), m));
    return newest.values();
  }

  /**
   * What a quarter's fit rests on: the best score of each model and benchmark that capability was
   * estimated from, of the index all scores of the models in the fit; and these models as known by
   * the quarter's end. The benchmarks stand behind the scores, which lead to them.
   *
   * @param ofWhich further rule that scores and models must fulfil
   * @param sampleOf the sample that a row of the table is about
   */
  static RowsBehind rowsBehind(
      Table input, Column ofWhich, Function<Row, EfficiencySample> sampleOf) {
    Column isByIndex =
        row(EfficiencyIndex.METHOD).equalTo(CapabilityMethod.CAPABILITIES_INDEX.word());
    Column quarterEnd = last_day(add_months(row(EfficiencyIndex.QUARTER), 2));
    if (input instanceof Score) {
      Column isCandidate =
          when(isByIndex, input(Score.BENCHMARK).equalTo(Benchmark.CAPABILITIES_INDEX))
              .otherwise(input(Score.SCORE_SHARE).isNotNull());
      Column ofIndex =
          when(
              isByIndex,
              struct(input(Score.SOURCE_NAME), input(Score.KNOWN_ON), input(Score.SCORE)));
      return RowsBehind.where(isCandidate, ofWhich)
          .knownBy(when(isByIndex, row(EfficiencyIndex.AS_OF)).otherwise(quarterEnd))
          .first(1, List.of(input(Score.MODEL), input(Score.BENCHMARK), ofIndex), Score.best())
          .only(
              List.of(Score.MODEL, Score.BENCHMARK),
              in -> {
                Taken taken = new Taken(new Known(in), sampleOf);
                return taken::scores;
              });
    }
    if (input instanceof Model) {
      return RowsBehind.where(
              coalesce(input(Model.TRAINING_COMPUTE), input(Model.TRAINING_COST)).isNotNull(),
              ofWhich)
          .knownBy(quarterEnd)
          .first(1, List.of(input(Model.MODEL)), knownTime(input).desc())
          .only(
              List.of(Model.MODEL),
              in -> {
                Taken taken = new Taken(new Known(in), sampleOf);
                return taken::models;
              })
          .following(
              Model.TRAINING_COMPUTE, Model.TRAINING_COST, Model.PUBLISHED_ON, Model.COMPUTE_GRADE);
    }
    return RowsBehind.none();
  }

  /** What the fit behind a row took. */
  private static final class Taken {
    private final Known known;
    private final Function<Row, EfficiencySample> sampleOf;

    Taken(Known known, Function<Row, EfficiencySample> sampleOf) {
      this.known = known;
      this.sampleOf = sampleOf;
    }

    List<List<Object>> models(Row row) {
      return measured(row).stream().map(model -> List.<Object>of(model)).toList();
    }

    List<List<Object>> scores(Row row) {
      if (isByIndex(row)) {
        return measured(row).stream()
            .map(model -> List.<Object>of(model, Benchmark.CAPABILITIES_INDEX))
            .toList();
      }
      return cells(row).cells().stream()
          .map(cell -> List.<Object>of(cell.model(), cell.benchmark()))
          .toList();
    }

    private List<String> measured(Row row) {
      Set<String> capable =
          isByIndex(row)
              ? known.index.stream().map(Capability::model).collect(toSet())
              : Set.copyOf(cells(row).models());
      return TrainingEfficiency.measured(known.sample(sampleOf.apply(row), quarter(row)), capable)
          .stream()
          .map(TrainedModel::model)
          .toList();
    }

    private ScoreCells cells(Row row) {
      return known.cells(quarter(row));
    }

    private static boolean isByIndex(Row row) {
      return row.getAs(EfficiencyIndex.METHOD.name())
          .equals(CapabilityMethod.CAPABILITIES_INDEX.word());
    }

    private static LocalDate quarter(Row row) {
      return row.<Date>getAs(EfficiencyIndex.QUARTER.name()).toLocalDate();
    }
  }
}
