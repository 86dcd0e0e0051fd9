package jevons.pipeline.cli;

import java.util.ArrayList;
import java.util.List;
import jevons.pipeline.table.Closest;
import jevons.pipeline.table.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with the command line, and the name that was probably meant. */
final class WrongUsage implements IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException wrong, String[] args) {
    CommandLine command = wrong.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    String message =
        wrong instanceof UnmatchedArgumentException unmatched
            ? unknown(unmatched, command, name)
            : name + ": " + sentence(wrong.getMessage());
    command.getErr().println(message + " See: " + name + " --help.");
    command.getErr().flush();
    return ExitCode.USAGE.code();
  }

  private static String unknown(
      UnmatchedArgumentException unmatched, CommandLine command, String name) {
    String word = unmatched.getUnmatched().get(0);
    if (word.startsWith("-")) {
      String option = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
      List<String> names = new ArrayList<>();
      command.getCommandSpec().options().forEach(o -> names.addAll(List.of(o.names())));
      return "%s: unknown option %s.%s".formatted(name, option, Closest.hint(option, names));
    }
    if (command.getSubcommands().isEmpty()) {
      return "%s: \"%s\" is one argument too many. Put quotes round a text that has spaces."
          .formatted(name, word);
    }
    return "%s: unknown command %s.%s"
        .formatted(name, word, Closest.hint(word, command.getSubcommands().keySet()));
  }

  private static String sentence(String message) {
    return message.endsWith(".") ? message : message + ".";
  }
}
