package jevons.pipeline.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import jevons.pipeline.lake.PublishedSet;
import jevons.pipeline.table.ExitCode;

/**
 * What a run came to.
 *
 * @param runId null when there was nothing to do
 * @param published the set that readers see now; empty when none was ever published
 * @param idle nothing new: no Spark was started and no table written
 * @param results one for each table, empty when idle
 * @param problems what is wrong with a landing file, by its path
 * @param report where the report was written, below the lake; null when none was
 */
public record RunOutcome(
    ExitCode exitCode,
    String runId,
    Optional<PublishedSet> published,
    boolean idle,
    List<StepResult> results,
    Map<String, String> problems,
    String report) {
  public RunOutcome {
    results = List.copyOf(results);
    problems = Map.copyOf(problems);
  }
}
