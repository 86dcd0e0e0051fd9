package jevons.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs commands of a checkout's launcher, as a user does, and takes their time. */
record Launcher(Path home, Path scratch) {
  /** A second, on every Linux of today. */
  private static final double CLOCK_TICKS = 100;

  /** What is done with a scratch folder. */
  interface Work {
    void on(Launcher launcher) throws IOException;
  }

  /** Does the work in a scratch folder that is gone afterwards. */
  static void run(Path home, Work work) throws IOException {
    Path scratch = Files.createTempDirectory("jevons-benchmark");
    try {
      work.on(new Launcher(home.toAbsolutePath().normalize(), scratch));
    } finally {
      try (Stream<Path> all = Files.walk(scratch)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  /** Seconds of a command on a lake and a landing zone. */
  double jevons(Path lake, Path landing, String... words) {
    List<String> command = new ArrayList<>(List.of(home.resolve("jevons").toString()));
    command.addAll(List.of(words));
    command.addAll(List.of("--lake", lake.toString(), "--landing", landing.toString()));
    return time(command);
  }

  /** Seconds of a night. */
  double night(Path lake, Path landing) {
    return jevons(lake, landing, "nightly", "--quiet");
  }

  /**
   * Builds, and makes the archive of loaded classes, which a first night does: no timing pays for
   * them. With JEVONS_ARCHIVE=off there is no archive.
   */
  void warmUp() throws IOException {
    if ("off".equals(System.getenv("JEVONS_ARCHIVE"))) {
      command();
      return;
    }
    night(scratch.resolve("warm-up"), home.resolve("data"));
    for (int second = 0; second < 300; second++) {
      if (command().stream().anyMatch(f -> f.startsWith("-XX:SharedArchiveFile="))) {
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

  /** The command that the launcher would run for a night, by words. */
  List<String> command() {
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

  /**
   * Processor seconds of all commands so far that have ended, as Linux counts them; they depend
   * less than seconds on what else the machine does.
   */
  static double processorSeconds() throws IOException {
    String stat = Files.readString(Path.of("/proc/self/stat"));
    // The name in brackets may hold spaces; of the fields behind it these are cutime and cstime.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) / CLOCK_TICKS;
  }

  /** Seconds of any command. */
  double time(List<String> command) {
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
}
