package jevons.pipeline.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code jevons} itself: what all commands share. */
@Command(
    name = "jevons",
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Does cheaper intelligence mean less spending on compute, or more?%n",
      "A first night on the embedded data: jevons nightly, then jevons report --open."
    },
    footer = {
      "%nExit codes: 0 done, 1 a bug, 2 wrong usage or configuration, 3 a check failed and nothing"
          + " of that table was published, 4 a landing file, a provider or a study of one's own"
          + " failed and the rest was done, 5 the lake is locked, 6 out of space, memory or permissions."
    })
final class JevonsCommand implements Runnable {
  private final Invocation invocation;

  @Spec private CommandSpec spec;

  JevonsCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Option(
      names = "--config",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description =
          "Settings; else the file that JEVONS_CONF names, else conf/jevons.conf beside the"
              + " launcher.")
  void config(String file) {
    invocation.useConfig(path("--config", file));
  }

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      scope = ScopeType.INHERIT,
      description = "One setting, over the file; may be repeated.")
  void set(Map<String, String> settings) {
    invocation.set(new LinkedHashMap<>(settings));
  }

  @Option(
      names = "--lake",
      paramLabel = "PATH",
      scope = ScopeType.INHERIT,
      description = "Folder or s3a:// prefix of the tables.")
  void lake(String path) {
    invocation.set("jevons.lake.path", path("--lake", path));
  }

  @Option(
      names = "--landing",
      paramLabel = "PATH",
      scope = ScopeType.INHERIT,
      description = "Folder or s3a:// prefix of the landing files.")
  void landing(String path) {
    invocation.set("jevons.landing.path", path("--landing", path));
  }

  @Option(
      names = {"-q", "--quiet"},
      scope = ScopeType.INHERIT,
      description = "Only warnings and errors in the log.")
  void quiet(boolean quiet) {
    invocation.setQuiet(quiet);
  }

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "More in the log, and where an error was found.")
  void verbose(boolean verbose) {
    invocation.setVerbose(verbose);
  }

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "This help.")
  @SuppressWarnings("UnusedVariable") // The annotation is what picocli acts on.
  private boolean help;

  @Option(names = "--version", versionHelp = true, description = "Version and commit.")
  @SuppressWarnings("UnusedVariable")
  private boolean version;

  /** An empty one, of a variable that is not set, would mean the working folder. */
  private String path(String option, String path) {
    if (path.isBlank()) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), option + " is empty: name a path, or leave the option out.");
    }
    return path;
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
  }
}
