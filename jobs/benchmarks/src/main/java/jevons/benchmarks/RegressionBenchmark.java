package jevons.benchmarks;

import static org.apache.spark.sql.functions.sum;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jevons.econometrics.Covariance;
import jevons.econometrics.Fit;
import jevons.econometrics.PanelOls;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.regression.LinearRegression;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * Times a regression of y on ten regressors from parquet files beside Spark's own sum of the
 * columns read, MLlib, and programs in Python, all in one run. Prints a table in Markdown.
 *
 * <p>Arguments, each {@code name=value}: {@code folder} of the files (made where they are not),
 * {@code rows}, {@code repeats} (3 if not given, after two warm-ups; the median counts), {@code
 * python} with statsmodels, pyfixest and duckdb (left out if not given), {@code skip} a list of
 * mllib, half, panel.
 */
public final class RegressionBenchmark {
  private static final List<String> PROGRAMS = List.of("duckdb", "statsmodels", "pyfixest");
  // One is not enough for the JVM to compile the sums of products.
  private static final int WARM_UPS = 2;
  private static final Pattern COMMAS = Pattern.compile(",");
  private static final Pattern WORDS = Pattern.compile(" ");

  private final Map<String, String> arguments;
  private final int repeats;
  private final long rows;

  private RegressionBenchmark(Map<String, String> arguments) {
    this.arguments = arguments;
    this.repeats = Integer.parseInt(arguments.getOrDefault("repeats", "3"));
    this.rows = Long.parseLong(arguments.getOrDefault("rows", "20000000"));
  }

  /** Runs the benchmark. */
  public static void main(String[] arguments) throws IOException {
    Map<String, String> named = new HashMap<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException(argument + ": expected name=value");
      }
      named.put(argument.substring(0, equals), argument.substring(equals + 1));
    }
    new RegressionBenchmark(named).run();
  }

  private interface Work {
    void run();
  }

  /** Medians of the time on the clock and of the processor's time, in seconds. */
  private record Time(double seconds, double processor) {}

  private void run() throws IOException {
    Path folder = Path.of(arguments.getOrDefault("folder", "regression-benchmark"));
    Files.createDirectories(folder);
    Set<String> skip =
        COMMAS.splitAsStream(arguments.getOrDefault("skip", "")).collect(Collectors.toSet());
    SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.ui.enabled", "false")
            .getOrCreate();
    spark.sparkContext().setLogLevel("ERROR");
    RegressionData data = new RegressionData(spark, folder);
    List<String> halves = data.halves(rows);
    System.out.printf(
        "%n%,d rows, %d regressors, %,d firms, %d periods; local[2], heap %d MB; median of %d%n%n",
        rows,
        RegressionData.REGRESSORS,
        RegressionData.FIRMS,
        RegressionData.PERIODS,
        Runtime.getRuntime().maxMemory() >> 20,
        repeats);
    System.out.println(
        "| what | seconds | processor s | x scan | peak MB |\n|---|---|---|---|---|");
    Dataset<Row> all = spark.read().parquet(halves.toArray(String[]::new));
    Time scan = time(() -> scan(all));
    row("Spark's scan and sum of the columns", scan, scan);
    String formula = "y ~ " + String.join(" + ", regressors());
    List<Covariance> three = covariances("iid", "cluster(firm)", "dk(4)");
    List<Covariance> four = covariances("iid", "cluster(firm)", "dk(4)", "hc1");
    Time onePass = time(() -> fit(all, formula, three));
    row("Jevons: iid, cluster, Driscoll-Kraay", onePass, scan);
    row("Jevons: the same and HC1", time(() -> fit(all, formula, four)), scan);
    if (!skip.contains("half")) {
      Dataset<Row> half = spark.read().parquet(halves.get(0));
      Time halfTime = time(() -> fit(half, formula, three));
      row("Jevons: iid, cluster, Driscoll-Kraay on half the rows", halfTime, scan);
      System.out.printf("%nTwice the rows: %.2f x%n%n", onePass.seconds() / halfTime.seconds());
    }
    if (!skip.contains("panel")) {
      panel(spark, data);
    }
    if (!skip.contains("mllib")) {
      row("MLlib LinearRegression, solver normal", time(() -> mllib(all)), scan);
    }
    spark.stop();
    if (arguments.containsKey("python")) {
      for (String program : PROGRAMS) {
        external(program, halves, scan);
      }
    }
  }

  private void panel(SparkSession spark, RegressionData data) {
    Dataset<Row> panel = spark.read().parquet(data.panel(rows));
    String formula = "y ~ " + String.join(" + ", regressors());
    List<Covariance> clustered = covariances("cluster(firm)");
    Time without = time(() -> fit(panel, formula, clustered));
    row("panel, no effects, cluster", without, without);
    Time with = time(() -> fit(panel, formula + " | firm + period", clustered));
    row("panel, firm and period effects, cluster", with, without);
  }

  private static void scan(Dataset<Row> all) {
    List<Column> sums = new ArrayList<>();
    for (String name : all.columns()) {
      sums.add(sum(functions.col(name)));
    }
    Column first = sums.remove(0);
    all.agg(first, sums.toArray(Column[]::new)).collectAsList();
  }

  private static void fit(Dataset<Row> rows, String formula, List<Covariance> covariances) {
    Fit fit = new PanelOls().setFormula(formula).setTime("period").fit(rows, covariances);
    if (Math.abs(fit.coefficient("x10").estimate() - 1) > 0.05) {
      throw new IllegalStateException("x10 has the coefficient 1, found " + fit.coefficients());
    }
  }

  private static void mllib(Dataset<Row> all) {
    new LinearRegression()
        .setSolver("normal")
        .setLabelCol("y")
        .setFeaturesCol("x")
        .fit(
            new VectorAssembler()
                .setInputCols(regressors().toArray(String[]::new))
                .setOutputCol("x")
                .transform(all))
        .summary()
        .coefficientStandardErrors();
  }

  private static List<String> regressors() {
    List<String> names = new ArrayList<>();
    for (int j = 1; j <= RegressionData.REGRESSORS; j++) {
      names.add("x" + j);
    }
    return names;
  }

  private static List<Covariance> covariances(String... names) {
    return Arrays.stream(names).map(Covariance::parse).toList();
  }

  private Time time(Work work) {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    double[] seconds = new double[repeats];
    double[] processor = new double[repeats];
    for (int i = 0; i < WARM_UPS; i++) {
      work.run();
    }
    for (int i = 0; i < repeats; i++) {
      long start = System.nanoTime();
      long used = system.getProcessCpuTime();
      work.run();
      seconds[i] = (System.nanoTime() - start) / 1e9;
      processor[i] = (system.getProcessCpuTime() - used) / 1e9;
    }
    return new Time(median(seconds), median(processor));
  }

  private static void row(String what, Time time, Time scan) {
    System.out.printf(
        "| %s | %.2f | %.2f | %.2f | %s |%n",
        what, time.seconds(), time.processor(), time.seconds() / scan.seconds(), peak());
  }

  /** Most memory the JVM has held so far, in MB; Linux only. */
  private static String peak() {
    Path status = Path.of("/proc/self/status");
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("VmHWM"))
          .map(line -> line.replaceAll("\\D", ""))
          .map(kilobytes -> Long.toString(Long.parseLong(kilobytes) >> 10))
          .findFirst()
          .orElse("");
    } catch (IOException e) {
      return "";
    }
  }

  /** Runs a program that prints seconds, processor seconds and peak MB of its best repetition. */
  private void external(String program, List<String> halves, Time scan) throws IOException {
    Path script = Files.createTempFile(program, ".py");
    String name = "regression_" + program + ".py";
    try (InputStream in = RegressionBenchmark.class.getResourceAsStream(name)) {
      Files.write(script, in.readAllBytes());
      List<String> command = new ArrayList<>(List.of(arguments.get("python"), script.toString()));
      command.add(Integer.toString(repeats));
      command.addAll(halves);
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      String last = output.substring(output.lastIndexOf('\n') + 1);
      List<String> figures = WORDS.splitAsStream(last).toList();
      if (process.waitFor() != 0 || figures.size() != 3) {
        System.out.printf("| %s | failed: %s | | | |%n", program, last);
        return;
      }
      double seconds = Double.parseDouble(figures.get(0));
      System.out.printf(
          "| %s, with reading | %.2f | %s | %.2f | %s |%n",
          program, seconds, figures.get(1), seconds / scan.seconds(), figures.get(2));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException(e));
    } finally {
      Files.delete(script);
    }
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
