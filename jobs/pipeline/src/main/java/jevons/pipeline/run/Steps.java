package jevons.pipeline.run;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jevons.pipeline.studies.OwnStudy;
import jevons.pipeline.studies.Study;
import jevons.pipeline.table.Audit;
import jevons.pipeline.table.Derived;
import jevons.pipeline.table.Estimated;
import jevons.pipeline.table.Landed;
import jevons.pipeline.table.SettingsSource;
import jevons.pipeline.table.Table;

/** The steps of a run in an order in which each comes after what it reads. */
final class Steps {
  private final List<Step> ordered;

  private Steps(List<Step> ordered) {
    this.ordered = List.copyOf(ordered);
  }

  /**
   * The steps that make {@code tables} under the settings.
   *
   * @throws IllegalStateException when tables read each other in a circle or read one that nothing
   *     makes, or a table for studies is filled by none
   */
  static Steps of(List<Table> tables, List<Study> studies, SettingsSource settings) {
    List<Step> steps = new ArrayList<>();
    List<Estimated> estimated = new ArrayList<>();
    for (Table table : tables) {
      if (table instanceof Landed landed) {
        steps.add(new Step.Intake(landed));
      } else if (table instanceof Derived derived) {
        steps.add(Step.Derivation.of(derived, settings));
      } else if (table instanceof Estimated e) {
        estimated.add(e);
      } else if (!(table instanceof Audit)) {
        throw new IllegalStateException("no step makes " + table.name());
      }
    }
    steps.addAll(estimations(estimated, studies));
    return new Steps(ordered(steps));
  }

  /** Studies and the tables they fill, together only where they share one. */
  private static List<Step> estimations(List<Estimated> tables, List<Study> studies) {
    List<Step> steps = new ArrayList<>();
    List<Estimated> left = new ArrayList<>(tables);
    while (!left.isEmpty()) {
      Set<Class<?>> filled = new HashSet<>();
      filled.add(left.get(0).getClass());
      Set<Study> together = new HashSet<>();
      while (together.addAll(fillingAny(studies, filled))) {
        together.forEach(study -> filled.addAll(study.fills()));
      }
      if (together.isEmpty()) {
        throw new IllegalStateException("no study fills " + left.get(0).name());
      }
      steps.add(
          new Step.Estimation(
              studies.stream()
                  .filter(together::contains)
                  .filter(study -> !(study instanceof OwnStudy))
                  .toList(),
              studies.stream()
                  .filter(together::contains)
                  .filter(OwnStudy.class::isInstance)
                  .map(OwnStudy.class::cast)
                  .toList(),
              left.stream().filter(t -> filled.contains(t.getClass())).toList()));
      left.removeIf(t -> filled.contains(t.getClass()));
    }
    return steps;
  }

  private static List<Study> fillingAny(List<Study> studies, Set<Class<?>> tables) {
    return studies.stream()
        .filter(study -> study.fills().stream().anyMatch(tables::contains))
        .toList();
  }

  private static List<Step> ordered(List<Step> steps) {
    Map<Class<?>, Step> maker = new HashMap<>();
    steps.forEach(s -> s.makes().forEach(t -> maker.put(t.getClass(), s)));
    List<Step> ordered = new ArrayList<>();
    Set<Step> done = new HashSet<>();
    for (Step step : steps) {
      visit(step, maker, done, new HashSet<>(), ordered);
    }
    return ordered;
  }

  private static void visit(
      Step step, Map<Class<?>, Step> maker, Set<Step> done, Set<Step> open, List<Step> ordered) {
    if (done.contains(step)) {
      return;
    }
    if (!open.add(step)) {
      throw new IllegalStateException(step.label() + " reads itself through its inputs");
    }
    for (Class<? extends Table> input : step.inputs()) {
      Step source = maker.get(input);
      if (source == null) {
        throw new IllegalStateException(
            step.label() + " reads " + input.getName() + ", which is not in Tables.java");
      }
      visit(source, maker, done, open, ordered);
    }
    done.add(step);
    ordered.add(step);
  }

  /** Bronze and silver: made once for all days. */
  List<Step> forAllDays() {
    return ordered.stream().filter(s -> !s.perDay()).toList();
  }

  /** Gold: made anew for each day of knowledge. */
  List<Step> perDay() {
    return ordered.stream().filter(Step::perDay).toList();
  }

  /** The same as a backfill of a day takes them. */
  List<Step> perDay(LocalDate backfilled) {
    return perDay().stream()
        .map(step -> step instanceof Step.Estimation e ? e.onBackfill(backfilled) : step)
        .toList();
  }

  /** Whether the user has studies of their own. */
  boolean haveOwnStudies() {
    return ordered.stream().anyMatch(s -> s instanceof Step.Estimation e && !e.own().isEmpty());
  }

  List<Step> all() {
    return ordered;
  }

  /** How many steps read what {@code step} makes. */
  int readersOf(Step step) {
    return (int)
        ordered.stream()
            .filter(
                other -> step.makes().stream().anyMatch(t -> other.inputs().contains(t.getClass())))
            .count();
  }

  /** How many tables the steps make. */
  static int tables(List<Step> steps) {
    return steps.stream().mapToInt(step -> step.makes().size()).sum();
  }
}
