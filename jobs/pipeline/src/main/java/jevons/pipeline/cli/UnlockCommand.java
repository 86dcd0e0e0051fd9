package jevons.pipeline.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code jevons unlock}: frees the lock of a dead run. */
@Command(
    name = "unlock",
    description = {
      "Frees the lake's lock that a dead run left behind. Refused while the run gives signs of life."
    })
final class UnlockCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Parameters(paramLabel = "RUN", description = "The run's id, as the message of the lock has it.")
  private String runId;

  UnlockCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    invocation.services().unlock(runId);
    invocation.console().out().println("lock of run " + runId + " released");
    return 0;
  }
}
