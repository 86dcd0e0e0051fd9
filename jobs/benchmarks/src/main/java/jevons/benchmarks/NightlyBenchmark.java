package jevons.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Times nights as a user sees them, from the launcher to its end, each beside the bare program that
 * starts the same Spark and writes as many tables of one row. Prints a table in Markdown.
 *
 * <p>Arguments: the repository's folder, and how often to repeat (3 if not given; the median
 * counts).
 */
public final class NightlyBenchmark {
  private static final String NEW_DAY = "2026-08-21,180.00,185.00,178.00,182.00,182.00,150000000\n";

  private final Path home;
  private final int repeats;
  private final Path scratch;

  private NightlyBenchmark(Path home, int repeats, Path scratch) {
    this.home = home;
    this.repeats = repeats;
    this.scratch = scratch;
  }

  /** Runs the benchmark. */
  public static void main(String[] arguments) throws IOException {
    Path home = Path.of(arguments.length > 0 ? arguments[0] : ".").toAbsolutePath().normalize();
    int repeats = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
    Path scratch = Files.createTempDirectory("jevons-benchmark");
    try {
      new NightlyBenchmark(home, repeats, scratch).run();
    } finally {
      delete(scratch);
    }
  }

  private void run() throws IOException {
    // The archive of loaded classes is made after the first night of a build; no timing pays for
    // it.
    night(scratch.resolve("warm-up"), home.resolve("data"));
    awaitArchive();
    double[] bare = new double[repeats];
    double[] first = new double[repeats];
    double[] idle = new double[repeats];
    double[] oneFile = new double[repeats];
    int tables = 0;
    for (int i = 0; i < repeats; i++) {
      Path lake = scratch.resolve("lake" + i);
      Path landing = copy(home.resolve("data"), scratch.resolve("landing" + i));
      first[i] = night(lake, landing);
      tables = tables(lake);
      bare[i] = bare(scratch.resolve("bare" + i), tables);
      idle[i] = night(lake, landing);
      Files.writeString(landing.resolve("prices/NVDA.csv"), NEW_DAY, StandardOpenOption.APPEND);
      oneFile[i] = night(lake, landing);
    }
    double baseline = median(bare);
    double night = median(first);
    System.out.printf(
        "| what | seconds, median of %d | ratio | target |%n|---|---|---|---|%n", repeats);
    row("bare program, %d tables of one row".formatted(tables), baseline, "1", "baseline");
    row("first night", night, "%.2f x bare".formatted(night / baseline), "2 x bare");
    row("idle night", median(idle), "%.2f x first night".formatted(median(idle) / night), "1 s");
    row(
        "night with one new price file",
        median(oneFile),
        "%.2f x first night".formatted(median(oneFile) / night),
        "0.33 x first night");
  }

  private void awaitArchive() throws IOException {
    for (int second = 0; second < 300; second++) {
      if (launcherCommand().stream().anyMatch(f -> f.startsWith("-XX:SharedArchiveFile="))) {
        return;
      }
      try {
        TimeUnit.SECONDS.sleep(1);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
    throw new IOException("no archive of loaded classes after 5 minutes, see .jevons/archive.log");
  }

  private static void row(String what, double seconds, String ratio, String target) {
    System.out.printf(Locale.ROOT, "| %s | %.2f | %s | %s |%n", what, seconds, ratio, target);
  }

  private double night(Path lake, Path landing) {
    return time(
        List.of(
            home.resolve("jevons").toString(),
            "nightly",
            "--quiet",
            "--lake",
            lake.toString(),
            "--landing",
            landing.toString()));
  }

  /** The bare program under the very flags that the launcher gives Java. */
  private double bare(Path folder, int tables) {
    List<String> command = new ArrayList<>(launcherCommand());
    int main = command.indexOf("jevons.pipeline.cli.Main");
    int classPath = command.indexOf("-cp") + 1;
    command.set(
        classPath, command.get(classPath) + System.getProperty("path.separator") + ownJar());
    command = new ArrayList<>(command.subList(0, main));
    command.addAll(
        List.of("jevons.benchmarks.BareTables", folder.toString(), Integer.toString(tables)));
    return time(command);
  }

  private List<String> launcherCommand() {
    try {
      ProcessBuilder builder = new ProcessBuilder(home.resolve("jevons").toString(), "nightly");
      builder.environment().put("JEVONS_SHOW_COMMAND", "1");
      Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(out.split("\n", -1)).filter(l -> !l.isEmpty()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String ownJar() {
    return NightlyBenchmark.class.getProtectionDomain().getCodeSource().getLocation().getPath();
  }

  private double time(List<String> command) {
    try {
      long start = System.nanoTime();
      Process process =
          new ProcessBuilder(command)
              .directory(home.toFile())
              .redirectErrorStream(true)
              .redirectOutput(scratch.resolve("last.log").toFile())
              .start();
      int exit = process.waitFor();
      double seconds = (System.nanoTime() - start) / 1e9;
      if (exit != 0) {
        throw new IllegalStateException(
            String.join(" ", command)
                + " ended with "
                + exit
                + ":\n"
                + Files.readString(scratch.resolve("last.log")));
      }
      return seconds;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static int tables(Path lake) throws IOException {
    try (Stream<Path> all = Files.walk(lake, 3)) {
      return (int) all.filter(p -> p.getFileName().toString().equals("_delta_log")).count();
    }
  }

  private static Path copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target);
        }
      }
    }
    return to;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
