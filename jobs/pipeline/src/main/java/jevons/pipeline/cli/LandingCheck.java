package jevons.pipeline.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import jevons.pipeline.table.ExitCode;
import jevons.pipeline.table.Landed;
import jevons.pipeline.table.Table;

/** Whether each bronze table has landing files that can be read. */
final class LandingCheck {
  private static final String CHECK = "landing zone";

  private LandingCheck() {}

  static List<Finding> look(String landing, List<Table> tables) {
    if (landing.contains("://")) {
      return List.of(Finding.ok(CHECK, landing + ", not looked into: jevons plan lists it"));
    }
    Path root = Path.of(landing);
    if (!Files.isDirectory(root)) {
      return List.of(
          Finding.fail(
              CHECK,
              landing + " is no folder. Name one by --landing or jevons.landing.path.",
              ExitCode.USAGE));
    }
    List<Path> files;
    try (Stream<Path> walk = Files.walk(root)) {
      files = walk.filter(Files::isRegularFile).toList();
    } catch (IOException | java.io.UncheckedIOException e) {
      return List.of(
          Finding.fail(CHECK, landing + " cannot be listed: " + reason(e), ExitCode.RESOURCES));
    }
    List<Finding> findings = new ArrayList<>();
    files.stream()
        .filter(file -> !Files.isReadable(file))
        .forEach(
            file ->
                findings.add(
                    Finding.fail(CHECK, file + " cannot be read. Allow it.", ExitCode.RESOURCES)));
    for (Table table : tables) {
      if (table instanceof Landed landed) {
        missing(root, files, landed)
            .forEach(
                glob ->
                    findings.add(
                        Finding.warn(CHECK, "no file %s for %s".formatted(glob, table.name()))));
      }
    }
    if (findings.isEmpty()) {
      findings.add(Finding.ok(CHECK, "%s, %d files".formatted(landing, files.size())));
    }
    return findings;
  }

  private static String reason(Exception failure) {
    Throwable at = failure.getCause() instanceof IOException cause ? cause : failure;
    return at instanceof AccessDeniedException denied
        ? denied.getFile() + " may not be read. Allow it."
        : String.valueOf(at.getMessage());
  }

  private static List<String> missing(Path root, List<Path> files, Landed table) {
    return table.landing().stream()
        .filter(
            glob -> {
              PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
              return files.stream().noneMatch(file -> matcher.matches(root.relativize(file)));
            })
        .toList();
  }
}
