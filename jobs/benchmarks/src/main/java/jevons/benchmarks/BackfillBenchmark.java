package jevons.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Locale;

/**
 * Times a backfill of month-ends as a user sees it, from the launcher to its end, beside the first
 * night of the same lake. Prints a table in Markdown.
 *
 * <p>Arguments: the repository's folder, the last month (2026-07 if not given) and how many months
 * (36 if not given).
 */
public final class BackfillBenchmark {
  /** 36 month-ends are to take at most 12 nights. */
  private static final double MONTHS_PER_NIGHT = 3;

  private BackfillBenchmark() {}

  /** Runs the benchmark. */
  public static void main(String[] arguments) throws IOException {
    Path home = Path.of(arguments.length > 0 ? arguments[0] : ".");
    YearMonth last = YearMonth.parse(arguments.length > 1 ? arguments[1] : "2026-07");
    int months = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 36;
    Launcher.run(home, launcher -> run(launcher, last, months));
  }

  private static void run(Launcher launcher, YearMonth last, int months) throws IOException {
    launcher.warmUp();
    Path lake = launcher.scratch().resolve("lake");
    Path landing = launcher.home().resolve("data");
    LocalDate from = last.minusMonths(months - 1L).atEndOfMonth();
    LocalDate to = last.atEndOfMonth();
    double start = Launcher.processorSeconds();
    double night = launcher.night(lake, landing);
    double afterNight = Launcher.processorSeconds();
    double backfill =
        launcher.jevons(
            lake,
            landing,
            "backfill",
            "--from",
            from.toString(),
            "--to",
            to.toString(),
            "--every",
            "month",
            "--quiet");
    double nightProcessor = afterNight - start;
    double processor = Launcher.processorSeconds() - afterNight;
    System.out.printf(
        "| what | seconds | ratio | processor s | ratio | target |%n|---|---|---|---|---|---|%n");
    row("first night", night, 1, nightProcessor, 1, "baseline");
    row(
        "backfill of %d month-ends, %s to %s".formatted(months, from, to),
        backfill,
        backfill / night,
        processor,
        processor / nightProcessor,
        String.format(Locale.ROOT, "%.1f x first night", months / MONTHS_PER_NIGHT));
  }

  private static void row(
      String what,
      double seconds,
      double ratio,
      double processor,
      double processorRatio,
      String target) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %.1f | %.2f | %.1f | %.2f | %s |%n",
        what,
        seconds,
        ratio,
        processor,
        processorRatio,
        target);
  }
}
