package jevons.pipeline.tables.gold;

import static java.util.stream.Collectors.toMap;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import jevons.econometrics.Coefficient;
import jevons.econometrics.Covariance;
import jevons.econometrics.Fit;
import jevons.econometrics.Fit.RowFigure;
import jevons.econometrics.Inference;
import jevons.econometrics.PanelOls;
import jevons.econometrics.Ratio;
import jevons.econometrics.Sample;
import jevons.pipeline.table.Grade;

/**
 * How much less compute the same capability takes from year to year.
 *
 * <pre>
 *   production:  capability_i = a + b log10 C_i + g t_i + e_i     rate 10^(g/b) a year
 *   hedonic:     log10 C_i = a + c capability_i - g t_i + e_i     rate 10^g a year, biased toward 1
 *   C in FLOP, or cost in US$ of 2023; t in years since 2024-01-01
 * </pre>
 *
 * <p>In the production direction a model's surprise is e_i / b, in log10 FLOP: how much compute it
 * saved against its time. In the hedonic one the surprise sits in the regressor, so the rate is too
 * small, a bound. HC3 errors with t(n - 3), or errors clustered by organization with t(G - 1).
 */
final class TrainingEfficiency {
  /** Name of the clusters. */
  static final String ORGANIZATION = "organization";

  private static final String CAPABILITY = "capability";
  private static final String RESOURCE = "log10_resource";
  private static final String TIME = "years";
  private static final String PRODUCTION = CAPABILITY + " ~ " + RESOURCE + " + " + TIME;
  private static final String HEDONIC = RESOURCE + " ~ " + CAPABILITY + " + " + TIME;
  private static final int COEFFICIENTS = 3;

  private final List<Efficiency> models;
  private final Inference inference;
  private final EfficiencyDirection direction;
  private final int n;
  private final Grade grade;

  /**
   * A model's part.
   *
   * @param residual capability beyond what compute and time explain
   * @param surprise compute saved against its time, in log10 FLOP
   * @param influence by how much it moved log10 of the rate: the squares add up to its HC3 variance
   */
  record Efficiency(
      TrainedModel model,
      Capability capability,
      double residual,
      double surprise,
      double influence) {
    Grade grade() {
      return model.grade().weaker(capability.grade());
    }
  }

  private TrainingEfficiency(
      List<Efficiency> models,
      Inference inference,
      EfficiencyDirection direction,
      int n,
      Grade grade) {
    this.models = models;
    this.inference = inference;
    this.direction = direction;
    this.n = n;
    this.grade = grade;
  }

  /** In the production direction on compute, with HC3 errors. */
  static Optional<TrainingEfficiency> fit(
      Collection<TrainedModel> trained, Collection<Capability> capabilities) {
    return fit(
        trained, capabilities, EfficiencySpecification.recursive(CapabilityMethod.TWO_PARAMETER));
  }

  /**
   * Fits the models that have compute, capability and a publication from 2019 on; empty when they
   * are too few to leave a residual, or are all of one organization and the errors clustered.
   *
   * @param trained of the specification's sample
   * @param capabilities by the specification's method
   */
  static Optional<TrainingEfficiency> fit(
      Collection<TrainedModel> trained,
      Collection<Capability> capabilities,
      EfficiencySpecification specification) {
    Map<String, Capability> capability =
        capabilities.stream().collect(toMap(Capability::model, Function.identity()));
    List<TrainedModel> measured = measured(trained, capability.keySet());
    List<String> organizations =
        measured.stream().map(m -> m.organization().orElse(m.model())).toList();
    boolean clustered = specification.errors() instanceof Covariance.Clustered;
    if (measured.size() <= COEFFICIENTS
        || (clustered && organizations.stream().distinct().count() < 2)) {
      return Optional.empty();
    }
    boolean onCost = specification.sample() == EfficiencySample.TRAINING_COST;
    List<Capability> reached = measured.stream().map(m -> capability.get(m.model())).toList();
    Sample sample =
        Sample.empty()
            .with(CAPABILITY, reached.stream().mapToDouble(Capability::estimate).toArray())
            .with(
                RESOURCE,
                measured.stream()
                    .mapToDouble(m -> onCost ? m.log10CostUsd2023() : m.log10Flop())
                    .toArray())
            .with(TIME, measured.stream().mapToDouble(TrainedModel::years).toArray())
            .withValues(ORGANIZATION, organizations);
    boolean production = specification.direction() == EfficiencyDirection.PRODUCTION;
    Fit fit =
        new PanelOls()
            .setFormula(production ? PRODUCTION : HEDONIC)
            .fit(sample, specification.errors());
    List<Efficiency> models =
        production
            ? fit.figures().list().stream()
                .map(f -> part(measured.get(f.row()), reached.get(f.row()), f, fit))
                .toList()
            : List.of();
    return Optional.of(
        new TrainingEfficiency(
            models,
            fit.inference(specification.errors()),
            specification.direction(),
            measured.size(),
            IntStream.range(0, measured.size())
                .mapToObj(i -> measured.get(i).grade().weaker(reached.get(i).grade()))
                .reduce(Grade.ESTIMATED, Grade::weaker)));
  }

  /**
   * Those that enter a fit, by name.
   *
   * @param capable models that have a capability
   */
  static List<TrainedModel> measured(Collection<TrainedModel> trained, Set<String> capable) {
    return trained.stream()
        .filter(m -> m.isMeasured() && capable.contains(m.model()))
        .sorted(Comparator.comparing(TrainedModel::model))
        .toList();
  }

  private static Efficiency part(
      TrainedModel model, Capability capability, RowFigure figure, Fit fit) {
    double b = fit.coefficient(RESOURCE).estimate();
    double rate = fit.coefficient(TIME).estimate() / b;
    double onResource = figure.influence().get(position(fit, RESOURCE));
    double onTime = figure.influence().get(position(fit, TIME));
    return new Efficiency(
        model,
        capability,
        figure.residual(),
        figure.residual() / b,
        // d(g/b) = (dg - g/b db) / b, with the residual as HC3 has it
        (onTime - rate * onResource) / b / (1 - figure.leverage()));
  }

  private static int position(Fit fit, String term) {
    return fit.coefficients().stream().map(Coefficient::term).toList().indexOf(term);
  }

  /** The models that entered, by name; none in the hedonic direction. */
  List<Efficiency> models() {
    return models;
  }

  int n() {
    return n;
  }

  /** b: capability that ten times the resource buys; none in the hedonic direction. */
  OptionalDouble computeElasticity() {
    return direction == EfficiencyDirection.PRODUCTION
        ? OptionalDouble.of(inference.coefficient(RESOURCE).estimate())
        : OptionalDouble.empty();
  }

  /**
   * log10 of the factor a year by which the same capability takes less, with its intervals.
   * Fieller's is the one to use: the delta interval is too narrow where b is uncertain. In the
   * hedonic direction nothing is divided, and both are the t interval.
   */
  Ratio log10Rate() {
    if (direction == EfficiencyDirection.PRODUCTION) {
      return Ratio.of(inference, TIME, RESOURCE);
    }
    return new Ratio(
        -inference.coefficient(TIME).estimate(),
        1,
        inference.vcov().between(TIME, TIME),
        0,
        0,
        inference.df());
  }

  /** The weakest of all models' grades. */
  Grade grade() {
    return grade;
  }
}
