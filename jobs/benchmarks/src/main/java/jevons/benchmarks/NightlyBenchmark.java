package jevons.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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

  private final Launcher launcher;
  private final int repeats;

  private NightlyBenchmark(Launcher launcher, int repeats) {
    this.launcher = launcher;
    this.repeats = repeats;
  }

  /** Runs the benchmark. */
  public static void main(String[] arguments) throws IOException {
    Path home = Path.of(arguments.length > 0 ? arguments[0] : ".");
    int repeats = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
    Launcher.run(home, launcher -> new NightlyBenchmark(launcher, repeats).run());
  }

  private void run() throws IOException {
    launcher.warmUp();
    Path scratch = launcher.scratch();
    Path data = launcher.home().resolve("data");
    double[] bare = new double[repeats];
    double[] first = new double[repeats];
    double[] idle = new double[repeats];
    double[] oneFile = new double[repeats];
    int tables = 0;
    for (int i = 0; i < repeats; i++) {
      Path lake = scratch.resolve("lake" + i);
      Path landing = copy(data, scratch.resolve("landing" + i));
      first[i] = launcher.night(lake, landing);
      tables = tables(lake);
      bare[i] = bare(scratch.resolve("bare" + i), tables);
      idle[i] = launcher.night(lake, landing);
      Files.writeString(landing.resolve("prices/NVDA.csv"), NEW_DAY, StandardOpenOption.APPEND);
      oneFile[i] = launcher.night(lake, landing);
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

  private static void row(String what, double seconds, String ratio, String target) {
    System.out.printf(Locale.ROOT, "| %s | %.2f | %s | %s |%n", what, seconds, ratio, target);
  }

  /** The bare program under the very flags that the launcher gives Java. */
  private double bare(Path folder, int tables) {
    List<String> command = new ArrayList<>(launcher.command());
    int main = command.indexOf("jevons.pipeline.cli.Main");
    int classPath = command.indexOf("-cp") + 1;
    command.set(
        classPath, command.get(classPath) + System.getProperty("path.separator") + ownJar());
    command = new ArrayList<>(command.subList(0, main));
    command.addAll(
        List.of("jevons.benchmarks.BareTables", folder.toString(), Integer.toString(tables)));
    return launcher.time(command);
  }

  private static String ownJar() {
    return NightlyBenchmark.class.getProtectionDomain().getCodeSource().getLocation().getPath();
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

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
