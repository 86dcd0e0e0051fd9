package jevons.pipeline.tables.gold;

import static jevons.pipeline.table.Check.everyRow;
import static jevons.pipeline.table.Field.optional;
import static jevons.pipeline.table.Field.required;
import static jevons.pipeline.table.RowsBehind.equal;
import static jevons.pipeline.table.RowsBehind.knownTime;
import static jevons.pipeline.table.TableName.gold;
import static jevons.pipeline.table.Type.COUNT;
import static jevons.pipeline.table.Type.DAY;
import static jevons.pipeline.table.Type.FLAG;
import static jevons.pipeline.table.Type.NUMBER;
import static jevons.pipeline.table.Type.TEXT;
import static jevons.pipeline.table.Unit.FLOP;
import static jevons.pipeline.table.Unit.LOG10_FLOP;
import static jevons.pipeline.table.Unit.NONE;
import static jevons.pipeline.table.Unit.USD_2023;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import jevons.pipeline.table.AsOf;
import jevons.pipeline.table.Asked;
import jevons.pipeline.table.Check;
import jevons.pipeline.table.Derived;
import jevons.pipeline.table.DriverRows;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.RowsBehind;
import jevons.pipeline.table.Table;
import jevons.pipeline.table.TableName;
import jevons.pipeline.tables.silver.Model;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How much training compute a model saved, or wasted, against what its capability took at its time:
 * its residual in the regression of capability on compute and time, in log10 FLOP.
 *
 * <p>Models from 2019 on with both capability and compute. Compute figures are revised for years,
 * so as of a past day this is pseudo-real-time.
 */
public final class ModelEfficiency implements Derived {
  public static final Field AS_OF = AsOf.FIELD;
  public static final Field MODEL = required("model", TEXT, NONE, "As in silver.model");
  public static final Field METHOD = ModelCapability.METHOD;
  public static final Field PUBLISHED_ON =
      required("published_on", DAY, NONE, "Day the model was published");
  public static final Field ORGANIZATION = Model.ORGANIZATION;
  public static final Field TRAINING_COMPUTE =
      required("training_compute_flop", NUMBER, FLOP, "Compute of all training");
  public static final Field TRAINING_COST =
      optional("training_cost_usd_2023", NUMBER, USD_2023, "Cost of the compute, few models");
  public static final Field IS_DISTILLED =
      required(
          "is_distilled", FLAG, NONE, "Whether the name says so: a teacher's compute is missing");
  public static final Field CAPABILITY = ModelCapability.CAPABILITY;
  public static final Field RESIDUAL =
      required("residual", NUMBER, NONE, "Capability beyond what compute and time explain");
  public static final Field SURPRISE =
      required(
          "surprise_log10_flop",
          NUMBER,
          LOG10_FLOP,
          "Compute saved against the model's time: residual / elasticity; 1 is a tenth of it");
  public static final Field RANK =
      required("rank", COUNT, NONE, "By surprise among its method's, 1 saved the most");
  public static final Field ON_FRONTIER =
      required(
          "is_on_frontier",
          FLAG,
          NONE,
          "Whether no model published by then reached its capability with less compute");
  public static final Field COMPUTE_GRADE = Model.COMPUTE_GRADE;
  public static final Field GRADE =
      required("grade", TEXT, NONE, "Weakest of the model's compute and scores");

  @Override
  public TableName name() {
    return gold("model_efficiency");
  }

  @Override
  public String grain() {
    return "one row per as-of day, model and method of capability";
  }

  @Override
  public List<Field> fields() {
    return List.of(
        AS_OF,
        MODEL,
        METHOD,
        PUBLISHED_ON,
        ORGANIZATION,
        TRAINING_COMPUTE,
        TRAINING_COST,
        IS_DISTILLED,
        CAPABILITY,
        RESIDUAL,
        SURPRISE,
        RANK,
        ON_FRONTIER,
        COMPUTE_GRADE,
        GRADE);
  }

  @Override
  public List<Field> key() {
    return List.of(AS_OF, MODEL, METHOD);
  }

  @Override
  public Set<Class<? extends Table>> inputs() {
    return Set.of(ModelCapability.class, Model.class);
  }

  @Override
  public List<Check> checks() {
    return List.of(
        everyRow("compute is positive", TRAINING_COMPUTE.col().gt(0)),
        everyRow("known by the as-of day", PUBLISHED_ON.col().leq(AS_OF.col())),
        everyRow(
            "residual and surprise have one sign", RESIDUAL.col().multiply(SURPRISE.col()).geq(0)));
  }

  @Override
  public RowsBehind rowsBehind(Table input, Asked asked) {
    return input instanceof Model
        ? RowsBehind.where(equal(MODEL)).first(1, List.of(), knownTime(input).desc())
        : RowsBehind.sameKey(this, input, asked).following(CAPABILITY);
  }

  @Override
  public Dataset<Row> query(Inputs in) {
    DriverRows rows = new DriverRows(this);
    List<TrainedModel> models = models(in);
    Map<String, List<Capability>> capabilities = capabilities(in);
    for (CapabilityMethod method : CapabilityMethod.values()) {
      TrainingEfficiency.fit(models, capabilities.getOrDefault(method.word(), List.of()))
          .ifPresent(fit -> addRows(rows, in, method, fit));
    }
    return rows.dataset(in);
  }

  private static void addRows(
      DriverRows rows, Inputs in, CapabilityMethod method, TrainingEfficiency fit) {
    List<TrainingEfficiency.Efficiency> ranked = ranked(fit);
    Set<String> frontier = frontier(fit.models());
    long rank = 0;
    for (TrainingEfficiency.Efficiency e : ranked) {
      rank++;
      Map<Field, Object> row = new HashMap<>();
      row.put(AS_OF, in.asOf());
      row.put(MODEL, e.model().model());
      row.put(METHOD, method.word());
      row.put(PUBLISHED_ON, e.model().publishedOn());
      row.put(ORGANIZATION, e.model().organization().orElse(null));
      row.put(TRAINING_COMPUTE, e.model().flop().orElseThrow());
      row.put(TRAINING_COST, e.model().costUsd2023().orElse(null));
      row.put(IS_DISTILLED, e.model().isDistilled());
      row.put(CAPABILITY, e.capability().estimate());
      row.put(RESIDUAL, e.residual());
      row.put(SURPRISE, e.surprise());
      row.put(RANK, rank);
      row.put(ON_FRONTIER, frontier.contains(e.model().model()));
      row.put(COMPUTE_GRADE, e.model().grade().word());
      row.put(GRADE, e.grade().word());
      rows.add(row);
    }
  }

  /** Models that needed less compute than all up to their day that are as capable or more. */
  private static Set<String> frontier(List<TrainingEfficiency.Efficiency> models) {
    return models.stream()
        .filter(
            e ->
                models.stream()
                    .noneMatch(
                        other ->
                            !other.model().publishedOn().isAfter(e.model().publishedOn())
                                && other.capability().estimate() >= e.capability().estimate()
                                && other.model().flop().orElseThrow()
                                    < e.model().flop().orElseThrow()))
        .map(e -> e.model().model())
        .collect(Collectors.toSet());
  }

  private static List<TrainedModel> models(Inputs in) {
    return Model.inForce(in.read(Model.class))
        .select(TrainedModel.columns())
        .collectAsList()
        .stream()
        .map(TrainedModel::of)
        .toList();
  }

  /** By method. */
  private static Map<String, List<Capability>> capabilities(Inputs in) {
    return in.read(ModelCapability.class).collectAsList().stream()
        .collect(
            Collectors.groupingBy(
                r -> r.getAs(METHOD.name()),
                Collectors.mapping(ModelCapability::read, Collectors.toList())));
  }

  private static List<TrainingEfficiency.Efficiency> ranked(TrainingEfficiency fit) {
    return fit.models().stream()
        .sorted(
            Comparator.comparingDouble(TrainingEfficiency.Efficiency::surprise)
                .reversed()
                .thenComparing(e -> e.model().model()))
        .toList();
  }
}
