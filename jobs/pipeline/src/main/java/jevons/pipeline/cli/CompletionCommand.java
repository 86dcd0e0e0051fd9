package jevons.pipeline.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code jevons completion}: the script that completes commands and options. */
@Command(
    name = "completion",
    description = {
      "Prints a completion script for bash and zsh.",
      "Use: source <(jevons completion); zsh first needs: autoload -U +X bashcompinit && bashcompinit"
    })
final class CompletionCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Spec private CommandSpec spec;

  CompletionCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    invocation.console().out().println(AutoComplete.bash("jevons", spec.root().commandLine()));
    return 0;
  }
}
