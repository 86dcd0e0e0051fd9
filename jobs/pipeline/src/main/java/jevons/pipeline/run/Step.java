package jevons.pipeline.run;

import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import jevons.pipeline.studies.OwnStudy;
import jevons.pipeline.studies.Study;
import jevons.pipeline.table.Derived;
import jevons.pipeline.table.Estimated;
import jevons.pipeline.table.Landed;
import jevons.pipeline.table.Layer;
import jevons.pipeline.table.SettingsSource;
import jevons.pipeline.table.Table;

/** The unit that runs or is skipped: one table, or the tables that some studies fill together. */
sealed interface Step {
  /** The tables it makes. */
  List<Table> makes();

  /** The tables it reads. */
  Set<Class<? extends Table>> inputs();

  /** The settings it reads. */
  Set<String> settings();

  /** The classes that its result depends on. */
  Collection<Class<?>> code();

  /** The part of the calendar that its result depends on beyond what is known; empty for most. */
  default String period(LocalDate asOf) {
    return "";
  }

  /** Whether it is made anew for each day of knowledge. */
  default boolean perDay() {
    return makes().get(0).name().layer() == Layer.GOLD;
  }

  /** For people, {@code "silver.score"}. */
  default String label() {
    return makes().stream().map(t -> t.name().toString()).collect(Collectors.joining(", "));
  }

  /** Takes landing files in. */
  record Intake(Landed table) implements Step {
    @Override
    public List<Table> makes() {
      return List.of(table);
    }

    @Override
    public Set<Class<? extends Table>> inputs() {
      return Set.of();
    }

    @Override
    public Set<String> settings() {
      return Set.of();
    }

    @Override
    public Collection<Class<?>> code() {
      return List.of(table.getClass());
    }
  }

  /**
   * Runs a table's query.
   *
   * @param inputs what it reads under the settings of the run
   */
  record Derivation(Derived table, Set<Class<? extends Table>> inputs) implements Step {
    public Derivation {
      inputs = Set.copyOf(inputs);
    }

    static Derivation of(Derived table, SettingsSource settings) {
      return new Derivation(table, table.inputs(settings.restrictedTo(table.settings())));
    }

    @Override
    public List<Table> makes() {
      return List.of(table);
    }

    @Override
    public Set<String> settings() {
      return table.settings();
    }

    @Override
    public String period(LocalDate asOf) {
      return table.period(asOf);
    }

    @Override
    public Collection<Class<?>> code() {
      return List.of(table.getClass());
    }
  }

  /**
   * Runs studies; their estimates fill the tables together.
   *
   * @param studies of Jevons itself
   * @param own those of the user, each a part that is made anew by itself
   */
  record Estimation(List<Study> studies, List<OwnStudy> own, List<Estimated> tables)
      implements Step {
    public Estimation {
      studies = List.copyOf(studies);
      own = List.copyOf(own);
      tables = List.copyOf(tables);
    }

    /** The step without the user's studies. */
    Estimation builtIn() {
      return new Estimation(studies, List.of(), tables);
    }

    /** The step as a backfill takes it: with those of the user's studies that have this day. */
    Estimation onBackfill(LocalDate day) {
      List<OwnStudy> scheduled = own.stream().filter(s -> s.schedule().contains(day)).toList();
      return new Estimation(studies, scheduled, tables);
    }

    @Override
    public List<Table> makes() {
      return List.copyOf(tables);
    }

    @Override
    public Set<Class<? extends Table>> inputs() {
      Set<Class<? extends Table>> inputs = new LinkedHashSet<>();
      studies.forEach(s -> inputs.addAll(s.inputs()));
      own.forEach(s -> inputs.addAll(s.inputs()));
      return inputs;
    }

    @Override
    public Set<String> settings() {
      return studies.stream().flatMap(s -> s.settings().stream()).collect(Collectors.toSet());
    }

    @Override
    public String period(LocalDate asOf) {
      return studies.stream()
          .map(study -> study.period(asOf))
          .filter(period -> !period.isEmpty())
          .collect(Collectors.joining(", "));
    }

    @Override
    public Collection<Class<?>> code() {
      Set<Class<?>> classes = new LinkedHashSet<>();
      studies.forEach(s -> classes.add(s.getClass()));
      tables.forEach(t -> classes.add(t.getClass()));
      return classes;
    }
  }
}
