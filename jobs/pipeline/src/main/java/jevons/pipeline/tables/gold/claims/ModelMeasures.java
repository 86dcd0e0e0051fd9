package jevons.pipeline.tables.gold.claims;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import jevons.econometrics.Coefficient;
import jevons.econometrics.Covariance;
import jevons.econometrics.EconometricsException;
import jevons.econometrics.PanelOls;
import jevons.econometrics.Sample;
import jevons.pipeline.table.Grade;
import jevons.pipeline.table.claim.Measured;
import jevons.pipeline.tables.gold.Years;
import jevons.pipeline.tables.gold.claims.Evidence.Capability;
import jevons.pipeline.tables.gold.claims.Evidence.Efficiency;
import jevons.pipeline.tables.gold.claims.Evidence.ModelFacts;
import org.hipparchus.distribution.continuous.NormalDistribution;

/** Capability, compute and cost of models. */
final class ModelMeasures {
  /** Capabilities so near are equal: the standard error of one of them is nearly as large. */
  private static final double EQUAL_CAPABILITY = 0.25;

  /** With fewer a mean of others says nothing. */
  private static final int FEWEST_PEERS = 3;

  /** Three coefficients, and as many more to leave residuals. */
  private static final int FEWEST_MODELS = 6;

  private static final double UPPER_TAIL = (1 + Samples.LEVEL) / 2;
  private static final int LARGEST = 10;

  private ModelMeasures() {}

  static Measured capabilityDifference(Subject subject, Evidence evidence) {
    Optional<Capability> one = evidence.capability(subject.who());
    Optional<Capability> other = evidence.capability(subject.other());
    if (one.isEmpty() || other.isEmpty()) {
      return Measured.unknown(
          "no capability of "
              + (one.isEmpty() ? subject.who() : subject.other())
              + " by then: fewer than 3 benchmarks");
    }
    double error = Math.hypot(one.get().standardError(), other.get().standardError());
    double difference = one.get().estimate() - other.get().estimate();
    // Normal, as the standard errors of the two-parameter model are asymptotic.
    double reach = error * new NormalDistribution().inverseCumulativeProbability(UPPER_TAIL);
    return Measured.between(
            difference,
            difference - reach,
            difference + reach,
            one.get().grade().weaker(other.get().grade()))
        .against(0)
        .remarking("the two errors are taken as independent");
  }

  static Measured computeRatio(Subject subject, Evidence evidence) {
    return ratioToPeers(subject.who(), evidence, e -> Optional.of(e.flop()), "compute");
  }

  static Measured costRatio(Subject subject, Evidence evidence) {
    return ratioToPeers(subject.who(), evidence, Efficiency::costUsd2023, "cost");
  }

  /** Over the geometric mean of others of equal capability, published no later. */
  private static Measured ratioToPeers(
      String name,
      Evidence evidence,
      Function<Efficiency, Optional<Double>> resource,
      String words) {
    Optional<Efficiency> found =
        evidence.efficiencies().stream().filter(e -> e.model().equals(name)).findFirst();
    if (found.isEmpty() || resource.apply(found.get()).isEmpty()) {
      return Measured.unknown("no capability with training " + words + " of " + name + " by then");
    }
    Efficiency model = found.get();
    List<Efficiency> peers =
        evidence.efficiencies().stream()
            .filter(e -> isPeer(e, model) && resource.apply(e).isPresent())
            .toList();
    if (peers.size() < FEWEST_PEERS) {
      return Measured.unknown(
          "%d models of equal capability (within %s) with known %s, published no later; %d needed"
              .formatted(peers.size(), EQUAL_CAPABILITY, words, FEWEST_PEERS));
    }
    double own = Math.log10(resource.apply(model).orElseThrow());
    double[] ratios =
        peers.stream()
            .mapToDouble(e -> own - Math.log10(resource.apply(e).orElseThrow()))
            .toArray();
    Grade grade = peers.stream().map(Efficiency::grade).reduce(model.grade(), Grade::weaker);
    return Samples.powerOfTen(Samples.mean(ratios, grade))
        .against(1)
        .remarking(
            "over %d models of equal capability: %s"
                .formatted(
                    peers.size(),
                    String.join(", ", peers.stream().map(Efficiency::model).sorted().toList())));
  }

  private static boolean isPeer(Efficiency other, Efficiency model) {
    return !other.organization().equals(model.organization())
        && !other.publishedOn().isAfter(model.publishedOn())
        && Math.abs(other.capability() - model.capability()) <= EQUAL_CAPABILITY;
  }

  static Measured surpriseChange(Subject subject, Evidence evidence) {
    Predicate<Efficiency> isOfCountry =
        e -> evidence.model(e.model()).filter(m -> m.country().contains(subject.who())).isPresent();
    List<Efficiency> all = evidence.efficiencies().stream().filter(isOfCountry).toList();
    return Samples.difference(
            all.stream()
                .filter(e -> e.publishedOn().isAfter(subject.on()))
                .mapToDouble(Efficiency::surprise)
                .toArray(),
            all.stream()
                .filter(e -> !e.publishedOn().isAfter(subject.on()))
                .mapToDouble(Efficiency::surprise)
                .toArray(),
            all.stream().map(Efficiency::grade).reduce(Grade.ESTIMATED, Grade::weaker),
            "models after " + subject.on() + " and before")
        .against(0);
  }

  static Measured elasticityBefore(Subject subject, Evidence evidence) {
    return elasticity(evidence, e -> e.publishedOn().isBefore(subject.on()));
  }

  static Measured elasticitySince(Subject subject, Evidence evidence) {
    return elasticity(evidence, e -> !e.publishedOn().isBefore(subject.on()));
  }

  /** b of capability = a + b log10 compute + g years, HC3 errors. */
  private static Measured elasticity(Evidence evidence, Predicate<Efficiency> which) {
    List<Efficiency> models = evidence.efficiencies().stream().filter(which).toList();
    if (models.size() < FEWEST_MODELS) {
      return Measured.unknown(
          "%d models with capability and compute; %d needed"
              .formatted(models.size(), FEWEST_MODELS));
    }
    Sample sample =
        Sample.empty()
            .with("capability", models.stream().mapToDouble(Efficiency::capability).toArray())
            .with("log10_flop", models.stream().mapToDouble(e -> Math.log10(e.flop())).toArray())
            .with(
                "years",
                models.stream().mapToDouble(e -> Years.since2024(e.publishedOn())).toArray());
    try {
      Coefficient b =
          new PanelOls()
              .setFormula("capability ~ log10_flop + years")
              .fit(sample, Covariance.hc3())
              .coefficient("log10_flop");
      return Samples.of(
              b, models.stream().map(Efficiency::grade).reduce(Grade.ESTIMATED, Grade::weaker))
          .against(0)
          .remarking(models.size() + " models");
    } catch (EconometricsException e) {
      return Measured.unknown(e.getMessage());
    }
  }

  static Measured frontierChange(Subject subject, Evidence evidence) {
    LocalDate day = subject.on();
    LocalDate newest =
        evidence.models().stream()
            .map(ModelFacts::publishedOn)
            .max(Comparator.naturalOrder())
            .orElse(LocalDate.MIN);
    if (newest.isBefore(day.plusYears(1))) {
      return Measured.unknown("the year after " + day + " is not over; newest model " + newest);
    }
    List<ModelFacts> before = largest(evidence, day.minusYears(1), day);
    List<ModelFacts> after = largest(evidence, day, day.plusYears(1));
    List<ModelFacts> both = new ArrayList<>(before);
    both.addAll(after);
    return Samples.powerOfTen(
            Samples.difference(
                log10Flop(after),
                log10Flop(before),
                both.stream().map(ModelFacts::grade).reduce(Grade.DERIVED, Grade::weaker),
                "largest models of the year from " + day + " on and of the year before"))
        .against(1);
  }

  private static List<ModelFacts> largest(Evidence evidence, LocalDate from, LocalDate until) {
    return evidence.models().stream()
        .filter(m -> m.flop().isPresent())
        .filter(m -> !m.publishedOn().isBefore(from) && m.publishedOn().isBefore(until))
        .sorted(Comparator.comparing((ModelFacts m) -> -m.flop().orElseThrow()))
        .limit(LARGEST)
        .toList();
  }

  private static double[] log10Flop(List<ModelFacts> models) {
    return models.stream().mapToDouble(m -> Math.log10(m.flop().orElseThrow())).toArray();
  }
}
