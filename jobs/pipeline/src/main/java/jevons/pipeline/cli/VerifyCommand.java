package jevons.pipeline.cli;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import jevons.pipeline.run.Verification.Verdict;
import jevons.pipeline.table.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code jevons verify}: re-checks the lake. */
@Command(
    name = "verify",
    description = {
      "Reads every published table again: is it there, are its rows those that were published, do"
          + " its checks hold? Exit 3 when not."
    })
final class VerifyCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Option(names = "--format", description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private RowFormat format = RowFormat.table;

  VerifyCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    List<Verdict> verdicts = invocation.services().verify();
    Iterator<List<Object>> rows = verdicts.stream().map(VerifyCommand::row).iterator();
    new RowPrinter(invocation.console().out())
        .print(format, List.of("table", "as_of", "version", "rows", "verdict"), rows);
    boolean allHold = verdicts.stream().allMatch(Verdict::holds);
    return (allHold ? ExitCode.DONE : ExitCode.CHECK_FAILED).code();
  }

  private static List<Object> row(Verdict verdict) {
    return Arrays.asList(
        verdict.table(),
        verdict.asOf(),
        verdict.version(),
        verdict.rows() < 0 ? null : verdict.rows(),
        verdict.holds() ? "holds" : verdict.problem());
  }
}
