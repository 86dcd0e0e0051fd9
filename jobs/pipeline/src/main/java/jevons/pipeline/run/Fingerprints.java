package jevons.pipeline.run;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import jevons.pipeline.studies.OwnStudy;
import jevons.pipeline.table.SettingsSource;
import jevons.pipeline.table.Table;
import jevons.pipeline.tables.Tables;

/** Puts a step's fingerprint together. */
final class Fingerprints {
  private Fingerprints() {}

  /** The fingerprint, or empty when {@code inputDigest} does not know an input's digest. */
  static Optional<Fingerprint> of(
      Step step,
      Landing landing,
      SettingsSource settings,
      LocalDate asOf,
      Function<Class<? extends Table>, Optional<String>> inputDigest) {
    Map<String, String> parts = new HashMap<>();
    parts.put(Fingerprint.CODE, CodeDigest.of(step.code()));
    if (!step.settings().isEmpty()) {
      parts.put(Fingerprint.SETTINGS, settings.digest(step.settings()));
    }
    if (step instanceof Step.Intake intake) {
      parts.put(Fingerprint.FILES, Intakes.filesDigest(landing.feeding(intake.table())));
    }
    if (asOf != null && !step.period(asOf).isEmpty()) {
      parts.put(Fingerprint.PERIOD, step.period(asOf));
    }
    Step builtIn = step instanceof Step.Estimation e ? e.builtIn() : step;
    for (Class<? extends Table> input : builtIn.inputs()) {
      Optional<String> digest = inputDigest.apply(input);
      if (digest.isEmpty()) {
        return Optional.empty();
      }
      parts.put(Tables.of(input).name().toString(), digest.get());
    }
    if (step instanceof Step.Estimation e) {
      for (OwnStudy study : e.own()) {
        Optional<String> digest = of(study, inputDigest);
        if (digest.isEmpty()) {
          return Optional.empty();
        }
        parts.put(Fingerprint.STUDY + study.name(), digest.get());
      }
    }
    return Optional.of(new Fingerprint(parts));
  }

  /** Digest of what a user's study means, of the rows it reads and of the code that fits it. */
  static Optional<String> of(
      OwnStudy study, Function<Class<? extends Table>, Optional<String>> inputDigest) {
    String code = CodeDigest.of(List.of(OwnStudy.class));
    return inputDigest
        .apply(study.table().getClass())
        .map(rows -> Digest.of(study.meaning() + "|" + rows + "|" + code));
  }
}
