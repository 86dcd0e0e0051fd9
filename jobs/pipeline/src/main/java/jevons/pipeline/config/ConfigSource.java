package jevons.pipeline.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where settings come from; later ones overrule: {@code reference.conf}, the operator's file, the
 * command line.
 *
 * @param home the folder that relative paths in a file are meant from: that of the launcher
 * @param file the operator's file, if there is one
 * @param set values given on the command line, by key
 */
public record ConfigSource(Path home, Optional<Path> file, Map<String, String> set) {
  public ConfigSource {
    set = Map.copyOf(set);
  }

  /** The defaults alone. */
  public static ConfigSource defaults(Path home) {
    return new ConfigSource(home, Optional.empty(), Map.of());
  }
}
