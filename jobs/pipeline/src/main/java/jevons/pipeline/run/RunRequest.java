package jevons.pipeline.run;

import java.time.LocalDate;
import java.util.Optional;
import jevons.pipeline.lake.LakeLocation;
import jevons.pipeline.lake.LockSettings;
import jevons.pipeline.table.SettingsSource;

/**
 * What a run is asked to do.
 *
 * @param command of the CLI, for the audit
 * @param landing folder or prefix of the landing files
 * @param asOf day of knowledge; empty for the newest known day
 * @param settings the whole configuration
 * @param configDigest digest of all of it
 * @param parallelSteps steps at a time; two on two cores, three are slower
 * @param version of the program
 */
public record RunRequest(
    String command,
    LakeLocation lake,
    String landing,
    Optional<LocalDate> asOf,
    SettingsSource settings,
    String configDigest,
    LockSettings lock,
    int parallelSteps,
    String version) {}
