package jevons.pipeline.cli;

import java.io.PrintStream;
import jevons.pipeline.run.RunListener;
import jevons.pipeline.run.StepResult;

/** One line at the foot of a terminal that says how far a run is; silent where none watches. */
final class ProgressLine implements RunListener, AutoCloseable {
  private static final String ERASE = "\r\u001b[K";

  private final PrintStream terminal;
  private final boolean shown;
  private int tables;
  private int done;

  ProgressLine(Invocation invocation) {
    terminal = invocation.console().err();
    shown = invocation.console().terminal() && !invocation.quiet();
  }

  @Override
  public synchronized void begins(String runId, int number) {
    tables = number;
    draw("run " + runId);
  }

  @Override
  public synchronized void ended(StepResult result) {
    done++;
    draw(result.table() + " " + result.outcome().word());
  }

  @Override
  public synchronized void close() {
    if (shown) {
      terminal.print(ERASE);
      terminal.flush();
    }
  }

  private void draw(String what) {
    if (shown) {
      terminal.print(ERASE + "[" + Math.min(done, tables) + "/" + tables + "] " + what);
      terminal.flush();
    }
  }
}
