package jevons.pipeline.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import jevons.pipeline.table.ExitCode;
import picocli.CommandLine;

/** Parses the command line, runs the command and turns whatever happens into an exit code. */
final class CommandRunner {
  /** In the order in which help lists them; made only when needed, see {@link #commandLine}. */
  private static final Map<String, Function<Invocation, Object>> COMMANDS = commands();

  private final Console console;
  private final Invocation invocation;
  private final Failures failures;

  CommandRunner(
      Console console,
      Path home,
      Function<Invocation, Services> services,
      Interruption interruption) {
    this.console = console;
    this.invocation = new Invocation(console, home, services);
    this.failures = new Failures(console, invocation, interruption);
  }

  /** The commands, in the order in which help lists them. */
  static Set<String> names() {
    return COMMANDS.keySet();
  }

  int run(String... args) {
    String[] words = words(args);
    int code;
    try (invocation) {
      code = commandLine(words).execute(words);
    } catch (Throwable failure) {
      // Also errors such as memory running out, which picocli passes on.
      code = failures.exitCode(failure).code();
    }
    Optional<IOException> loss = console.lossOfResults();
    return code == 0 && loss.isPresent() ? failures.lossOfResults(loss.get()).code() : code;
  }

  /**
   * What is meant: {@code help query} for {@code query --help}, and SQL that begins with a comment.
   */
  private static String[] words(String... args) {
    List<String> words = new ArrayList<>();
    for (String word : args) {
      // Picocli would take "-- all claims" and the statement below it for an option.
      words.add(word.matches("(?s)--\\s.*") ? " " + word : word);
    }
    boolean help = !words.isEmpty() && words.get(0).equals("help");
    if (help && (words.size() == 1 || COMMANDS.containsKey(words.get(1)))) {
      words.remove(0);
      words.add("--help");
    }
    return words.toArray(String[]::new);
  }

  private static Map<String, Function<Invocation, Object>> commands() {
    Map<String, Function<Invocation, Object>> commands = new LinkedHashMap<>();
    commands.put("nightly", NightlyCommand::new);
    commands.put("plan", PlanCommand::new);
    commands.put("backfill", BackfillCommand::new);
    commands.put("fetch", FetchCommand::new);
    commands.put("query", QueryCommand::new);
    commands.put("tables", TablesCommand::new);
    commands.put("studies", StudiesCommand::new);
    commands.put("fit", FitCommand::new);
    commands.put("etable", EtableCommand::new);
    commands.put("test", TestCommand::new);
    commands.put("irf", IrfCommand::new);
    commands.put("events", EventsCommand::new);
    commands.put("trace", TraceCommand::new);
    commands.put("diff", DiffCommand::new);
    commands.put("report", ReportCommand::new);
    commands.put("runs", RunsCommand::new);
    commands.put("verify", VerifyCommand::new);
    commands.put("unlock", UnlockCommand::new);
    commands.put("doctor", DoctorCommand::new);
    commands.put("completion", CompletionCommand::new);
    return commands;
  }

  private CommandLine commandLine(String... args) {
    JevonsCommand root = new JevonsCommand(invocation);
    CommandLine line = new CommandLine(root);
    // Options are read by reflection: only those of the command meant, if it stands first.
    boolean one = args.length > 0 && COMMANDS.containsKey(args[0]) && !args[0].equals("completion");
    for (Map.Entry<String, Function<Invocation, Object>> command : COMMANDS.entrySet()) {
      if (!one || command.getKey().equals(args[0])) {
        line.addSubcommand(command.getKey(), command.getValue().apply(invocation));
      }
    }
    line.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setAbbreviatedOptionsAllowed(false);
    // "@name" is a value like any other, not a file of further options.
    line.setExpandAtFiles(false);
    line.registerConverter(java.time.LocalDate.class, Days::parse);
    line.setParameterExceptionHandler(new WrongUsage());
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> failures.exitCode(failure).code());
    line.setExitCodeExceptionMapper(failure -> ExitCode.BUG.code());
    return line;
  }
}
