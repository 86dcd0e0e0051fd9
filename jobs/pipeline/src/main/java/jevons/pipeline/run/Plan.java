package jevons.pipeline.run;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jevons.pipeline.lake.ControlStore;
import jevons.pipeline.lake.PublishedSet;
import jevons.pipeline.lake.PublishedSets;
import jevons.pipeline.run.PlannedStep.Decision;
import jevons.pipeline.studies.Study;
import jevons.pipeline.table.Table;
import jevons.pipeline.table.TableName;
import jevons.pipeline.tables.Tables;

/**
 * Says what a run would do, from the published set and the landing zone's listing; starts no Spark.
 */
public final class Plan {
  private final RunRequest request;
  private final Optional<PublishedSet> base;
  private final Landing landing;
  private final Steps steps;
  private final Set<TableName> moving = new HashSet<>();

  private Plan(RunRequest request, Optional<PublishedSet> base, Landing landing, Steps steps) {
    this.request = request;
    this.base = base;
    this.landing = landing;
    this.steps = steps;
  }

  /** The steps in the order of a run. */
  public static List<PlannedStep> of(
      RunRequest request, List<Table> tables, List<Study> studies, Map<String, String> sparkKeys) {
    ControlStore store = ControlStore.open(request.lake(), sparkKeys);
    Optional<PublishedSet> base = new PublishedSets(store).newest();
    Landing landing = Landing.scan(Landing.zone(request.landing(), sparkKeys), base);
    return new Plan(request, base, landing, Steps.of(tables, studies)).steps();
  }

  /** Of those steps that are made once for all days. */
  static List<PlannedStep> forAllDays(
      RunRequest request, PublishedSet base, Landing landing, Steps steps) {
    return new Plan(request, Optional.of(base), landing, steps).forAllDays();
  }

  private List<PlannedStep> forAllDays() {
    List<PlannedStep> planned = new ArrayList<>();
    for (Step step : steps.forAllDays()) {
      planned.add(step instanceof Step.Intake intake ? intake(intake) : derived(step, null));
    }
    return planned;
  }

  private List<PlannedStep> steps() {
    List<PlannedStep> planned = forAllDays();
    Optional<LocalDate> newest = base.flatMap(Nightly::newestKnownDay);
    LocalDate day = request.asOf().orElse(moving.isEmpty() ? newest.orElse(null) : null);
    for (Step step : steps.perDay()) {
      planned.add(derived(step, day));
    }
    return planned;
  }

  private PlannedStep intake(Step.Intake step) {
    Optional<PublishedSet.Entry> before = base.flatMap(b -> b.find(step.table().name(), null));
    Fingerprint now =
        Fingerprints.of(step, landing, request.settings(), null, input -> Optional.empty())
            .orElseThrow();
    Intakes.Choice choice = Intakes.choose(step.table(), landing, base, before, now);
    return planned(step, null, choice.skip() ? Decision.SKIP : Decision.RUN, choice.reason());
  }

  private PlannedStep derived(Step step, LocalDate day) {
    List<String> uncertain =
        step.inputs().stream()
            .map(t -> Tables.of(t).name())
            .filter(moving::contains)
            .map(TableName::toString)
            .sorted()
            .toList();
    boolean everMade =
        base.isPresent()
            && step.makes().stream()
                .allMatch(
                    t ->
                        base.get().entries().stream()
                            .anyMatch(e -> e.table().equals(t.name().toString())));
    if (!everMade) {
      return planned(step, day, Decision.RUN, "first time");
    }
    if (!uncertain.isEmpty()) {
      return planned(step, day, Decision.RUN_IF_CHANGED, "reads " + String.join(", ", uncertain));
    }
    Lineup lineup = new Lineup(null, base);
    Optional<Fingerprint> now =
        Fingerprints.of(
            step, landing, request.settings(), day, t -> lineup.digestWithoutReading(t, day));
    if (now.isEmpty()) {
      return planned(
          step, day, Decision.RUN_IF_CHANGED, "what was known by " + day + " has to be read");
    }
    String text = now.get().text();
    List<PublishedSet.Entry> entries =
        base.get().entries().stream()
            .filter(e -> e.table().equals(step.makes().get(0).name().toString()))
            .toList();
    Optional<PublishedSet.Entry> same =
        entries.stream().filter(e -> e.fingerprint().equals(text)).findFirst();
    if (same.isPresent()) {
      return planned(
          step, day, Decision.SKIP, "inputs unchanged since version " + same.get().version());
    }
    Optional<PublishedSet.Entry> before = base.get().find(step.makes().get(0).name(), day);
    String why =
        before
            .map(b -> now.get().changesSince(Fingerprint.parse(b.fingerprint())))
            .orElse("first time as of " + day);
    return planned(step, day, Decision.RUN, why);
  }

  private PlannedStep planned(Step step, LocalDate day, Decision decision, String reason) {
    if (decision != Decision.SKIP) {
      step.makes().forEach(t -> moving.add(t.name()));
    }
    return new PlannedStep(step.label(), day, decision, reason);
  }
}
