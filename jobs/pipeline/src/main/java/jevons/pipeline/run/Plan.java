package jevons.pipeline.run;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import jevons.pipeline.lake.ControlStore;
import jevons.pipeline.lake.PublishedSet;
import jevons.pipeline.lake.PublishedSets;
import jevons.pipeline.run.PlannedStep.Decision;
import jevons.pipeline.studies.OwnStudy;
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
    studies.forEach(Study::requireReadable);
    return new Plan(request, base, landing, Steps.of(tables, studies, request.settings())).steps();
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
      if (step instanceof Step.Estimation e) {
        planned.addAll(estimated(e, day));
      } else {
        planned.add(derived(step, day));
      }
    }
    return planned;
  }

  /** Jevons' own studies, then each of the user's, and those whose file is gone. */
  private List<PlannedStep> estimated(Step.Estimation step, LocalDate day) {
    Set<TableName> movingBefore = Set.copyOf(moving);
    List<PlannedStep> planned = new ArrayList<>(List.of(derived(step.builtIn(), day)));
    Set<String> published = new TreeSet<>();
    List<Fingerprint> entries =
        entries(step).stream().map(e -> Fingerprint.parse(e.fingerprint())).toList();
    entries.forEach(f -> published.addAll(f.studies()));
    Lineup lineup = new Lineup(null, base);
    for (OwnStudy study : step.own()) {
      published.remove(study.name());
      TableName input = study.table().name();
      Decision decision = Decision.RUN;
      String reason = "its file is new";
      if (entries.stream().anyMatch(f -> f.study(study.name()).isPresent())) {
        Optional<String> now =
            movingBefore.contains(input)
                ? Optional.empty()
                : Fingerprints.of(study, t -> lineup.digestWithoutReading(t, day));
        if (now.isEmpty()) {
          decision = Decision.RUN_IF_CHANGED;
          reason = "reads " + input;
        } else if (entries.stream().anyMatch(f -> f.study(study.name()).equals(now))) {
          decision = Decision.SKIP;
          reason = "its file and " + input + " are unchanged";
        } else {
          reason = "its file or " + input + " changed";
        }
      }
      planned.add(ofStudy(step, study.name(), day, decision, reason));
    }
    if (base.isPresent() && base.get().find(step.makes().get(0).name(), day).isPresent()) {
      Set<String> ofDay =
          new TreeSet<>(
              Fingerprint.parse(
                      base.get().find(step.makes().get(0).name(), day).get().fingerprint())
                  .studies());
      ofDay.retainAll(published);
      ofDay.forEach(
          name ->
              planned.add(ofStudy(step, name, day, Decision.RUN, "its file is gone: its rows go")));
    }
    return planned;
  }

  private PlannedStep ofStudy(
      Step step, String study, LocalDate day, Decision decision, String reason) {
    if (decision != Decision.SKIP) {
      step.makes().forEach(t -> moving.add(t.name()));
    }
    return new PlannedStep(Fingerprint.STUDY + study, day, decision, reason);
  }

  private List<PublishedSet.Entry> entries(Step step) {
    String first = step.makes().get(0).name().toString();
    return base.map(PublishedSet::entries).orElse(List.of()).stream()
        .filter(e -> e.table().equals(first))
        .toList();
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
    Optional<PublishedSet.Entry> same =
        entries(step).stream().filter(e -> withoutStudies(e).text().equals(text)).findFirst();
    if (same.isPresent()) {
      return planned(
          step, day, Decision.SKIP, "inputs unchanged since version " + same.get().version());
    }
    Optional<PublishedSet.Entry> before = base.get().find(step.makes().get(0).name(), day);
    String why =
        before
            .map(b -> now.get().changesSince(withoutStudies(b)))
            .orElse("first time as of " + day);
    return planned(step, day, Decision.RUN, why);
  }

  private static Fingerprint withoutStudies(PublishedSet.Entry entry) {
    return Fingerprint.parse(entry.fingerprint()).withoutStudies();
  }

  private PlannedStep planned(Step step, LocalDate day, Decision decision, String reason) {
    if (decision != Decision.SKIP) {
      step.makes().forEach(t -> moving.add(t.name()));
    }
    return new PlannedStep(step.label(), day, decision, reason);
  }
}
