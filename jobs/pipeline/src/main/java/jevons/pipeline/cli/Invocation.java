package jevons.pipeline.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import jevons.pipeline.config.ConfigSource;
import jevons.pipeline.config.JevonsConfig;

/**
 * What a command works with. The settings are read at the first call, after all options are known.
 */
final class Invocation implements AutoCloseable {
  private final Console console;
  private final Path home;
  private final Function<Invocation, Services> makeServices;
  private final Map<String, String> set = new LinkedHashMap<>();
  private Optional<Path> configFile = Optional.empty();
  private boolean quiet;
  private boolean verbose;
  private JevonsConfig config;
  private Services services;

  Invocation(Console console, Path home, Function<Invocation, Services> makeServices) {
    this.console = console;
    this.home = home;
    this.makeServices = makeServices;
  }

  void useConfig(String file) {
    configFile = Optional.of(Path.of(file));
  }

  void set(Map<String, String> settings) {
    set.putAll(settings);
  }

  /** A path on the command line is meant from the current folder, not the launcher's. */
  void set(String key, String path) {
    set.put(key, path.contains("://") ? path : Path.of(path).toAbsolutePath().toString());
  }

  void setQuiet(boolean quiet) {
    this.quiet = quiet;
    LogLevel.apply(quiet, verbose);
  }

  void setVerbose(boolean verbose) {
    this.verbose = verbose;
    LogLevel.apply(quiet, verbose);
  }

  Console console() {
    return console;
  }

  boolean quiet() {
    return quiet;
  }

  boolean verbose() {
    return verbose;
  }

  /** The folder of the launcher, with conf/ and data/ below. */
  Path home() {
    return home;
  }

  /** Whether the launcher found all inputs small. */
  boolean small() {
    return Boolean.getBoolean("jevons.small");
  }

  JevonsConfig config() {
    if (config == null) {
      config = JevonsConfig.load(new ConfigSource(home, file(), set));
    }
    return config;
  }

  Services services() {
    if (services == null) {
      services = makeServices.apply(this);
    }
    return services;
  }

  private Optional<Path> file() {
    Path beside = home.resolve("conf/jevons.conf");
    return configFile
        .or(
            () ->
                Optional.ofNullable(System.getenv("JEVONS_CONF"))
                    .filter(name -> !name.isBlank())
                    .map(Path::of))
        .or(() -> Optional.of(beside).filter(Files::exists));
  }

  @Override
  public void close() {
    if (services != null) {
      services.close();
    }
  }
}
