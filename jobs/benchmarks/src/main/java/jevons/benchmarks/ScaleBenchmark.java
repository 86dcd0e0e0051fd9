package jevons.benchmarks;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Takes prices and filings into bronze and silver at many times the embedded size, each night in a
 * JVM with a heap of 3 GB, beside the embedded size and beside a shorter history. Prints a table in
 * Markdown.
 *
 * <p>Arguments, as {@code name=value}: {@code home} (the repository), {@code prices} (how many
 * copies of each ticker, 120 give 10 million rows), {@code filings} (how many of each firm, 200),
 * {@code heap} (3g).
 */
public final class ScaleBenchmark {
  private static final String NEW_DAY = "2026-08-21";
  private static final String HEADER = "ticker,date,open,high,low,close,adj_close,volume\n";

  /** Files that are no shares or funds; a copy of them would be a share without trades. */
  private static final List<String> INDICES = List.of("GSPC", "NDX", "IXIC", "SOX", "VIX", "TNX");

  private final Path home;
  private final Path scratch;
  private final String heap;

  private ScaleBenchmark(Path home, Path scratch, String heap) {
    this.home = home;
    this.scratch = scratch;
    this.heap = heap;
  }

  /** Rows and seconds by table, and seconds of the whole night. */
  private record Night(double seconds, Map<String, Long> rows) {
    long allRows() {
      return rows.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /** Runs the benchmark. */
  public static void main(String[] arguments) throws IOException {
    Map<String, String> given = new TreeMap<>();
    for (String argument : arguments) {
      int at = argument.indexOf('=');
      given.put(argument.substring(0, at), argument.substring(at + 1));
    }
    int prices = Integer.parseInt(given.getOrDefault("prices", "120"));
    int filings = Integer.parseInt(given.getOrDefault("filings", "200"));
    Launcher.run(
        Path.of(given.getOrDefault("home", ".")),
        launcher ->
            new ScaleBenchmark(
                    launcher.home(), launcher.scratch(), given.getOrDefault("heap", "3g"))
                .run(prices, filings));
  }

  private void run(int prices, int filings) throws IOException {
    System.out.printf(
        "| what | rows written | seconds | microseconds a row |%n|---|---|---|---|%n");
    Path embedded = landing("embedded", 1, 1, "");
    print("embedded size", night("embedded", embedded));
    Path large = landing("large", prices, filings, "");
    Night first = night("large", large);
    print("%d x prices, %d x filings".formatted(prices, filings), first);
    addDay(large, prices);
    print("one day more of all its tickers", added(first, night("large", large)));
    Path recent = landing("recent", prices, 1, "2025-06-01");
    Night short1 = night("recent", recent);
    print("%d x prices since 2025-06".formatted(prices), short1);
    addDay(recent, prices);
    print("one day more of all its tickers", added(short1, night("recent", recent)));
  }

  private static Night added(Night before, Night after) {
    Map<String, Long> rows = new TreeMap<>();
    after.rows().forEach((table, n) -> rows.put(table, n - before.rows().get(table)));
    return new Night(after.seconds(), rows);
  }

  private static void print(String what, Night night) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %,d | %.1f | %.1f |%n",
        what,
        night.allRows(),
        night.seconds(),
        1e6 * night.seconds() / night.allRows());
    night.rows().forEach((table, n) -> System.err.println("  " + table + " " + n));
  }

  /** A night in a JVM of its own, whose last lines are read. */
  private Night night(String name, Path landing) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx" + heap,
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "--add-opens=java.base/sun.util.calendar=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                "--add-opens=java.base/java.lang.invoke=ALL-UNNAMED",
                "-Duser.timezone=UTC",
                "-cp",
                System.getProperty("java.class.path"),
                ScaleNight.class.getName(),
                scratch.resolve("lake-" + name).toString(),
                landing.toString(),
                landing.resolveSibling(name + ".conf").toString()));
    Path log = scratch.resolve("night.log");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(log.toFile())
            .redirectError(scratch.resolve("night.err").toFile())
            .start();
    try {
      if (process.waitFor() != 0) {
        throw new IllegalStateException(
            Files.readString(log) + Files.readString(scratch.resolve("night.err")));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    double seconds = Double.NaN;
    Map<String, Long> rows = new TreeMap<>();
    for (String line : Files.readAllLines(log)) {
      String[] words = line.split(" ", -1);
      if (words[0].equals("night")) {
        seconds = Double.parseDouble(words[1]);
      } else if (words[0].equals("table")) {
        rows.put(words[1], Long.parseLong(words[2]));
        System.err.println("    " + line);
      }
    }
    return new Night(seconds, rows);
  }

  /** A landing zone of copies, and the settings that name its firms. */
  private Path landing(String name, int prices, int filings, String since) throws IOException {
    Path folder = scratch.resolve(name);
    Path data = home.resolve("data");
    for (String source : List.of("splits", "filings")) {
      copyAll(data.resolve(source), folder.resolve(source));
    }
    Path priceFolder = Files.createDirectories(folder.resolve("prices"));
    try (Manifest manifest = new Manifest(priceFolder)) {
      for (Path file : csvFiles(data.resolve("prices"))) {
        String ticker = stem(file);
        StringBuilder text = new StringBuilder();
        List<String> lines = Files.readAllLines(file);
        for (String line : lines) {
          boolean isWanted = line.startsWith("date") || line.compareTo(since) >= 0;
          text.append(isWanted ? line + "\n" : "");
        }
        int copies = INDICES.contains(ticker) ? 1 : prices;
        for (int copy = 0; copy < copies; copy++) {
          manifest.put(ticker + letters(copy) + ".csv", text.toString());
        }
      }
    }
    StringBuilder firms = new StringBuilder();
    Path filingFolder = Files.createDirectories(folder.resolve("edgar"));
    try (Manifest manifest = new Manifest(filingFolder)) {
      List<String[]> known = knownFirms();
      for (int firm = 0; firm < known.size(); firm++) {
        String cik = known.get(firm)[1];
        Path file = data.resolve("edgar/CIK" + cik + ".json");
        String text = Files.readString(file);
        for (int copy = 0; copy < filings; copy++) {
          String number = copy == 0 ? cik : "%010d".formatted(9_000_000 + 1000 * firm + copy);
          manifest.put(
              "CIK" + number + ".json",
              text.replaceFirst("\"cik\":\\d+", "\"cik\":" + Long.parseLong(number)));
          firms.append(
              "  { ticker = %s, cik = \"%s\", groups = [%s] }%n"
                  .formatted(known.get(firm)[0] + letters(copy), number, copy == 0 ? "all" : ""));
        }
      }
    }
    Files.writeString(scratch.resolve(name + ".conf"), "jevons.firms = [\n" + firms + "]\n");
    return folder;
  }

  /** A file of one day of all tickers. */
  private void addDay(Path landing, int prices) throws IOException {
    Path folder = Files.createDirectories(landing.resolve("prices/days"));
    StringBuilder text = new StringBuilder(HEADER);
    for (Path file : csvFiles(home.resolve("data/prices"))) {
      String ticker = stem(file);
      if (INDICES.contains(ticker)) {
        continue;
      }
      List<String> lines = Files.readAllLines(file);
      String last = lines.get(lines.size() - 1);
      String bar = NEW_DAY + last.substring(last.indexOf(','));
      for (int copy = 0; copy < prices; copy++) {
        text.append(ticker).append(letters(copy)).append(',').append(bar).append('\n');
      }
    }
    try (Manifest manifest = new Manifest(folder)) {
      manifest.put(NEW_DAY + ".csv", text.toString());
    }
  }

  /** Ticker and number at the SEC of the firms whose filings are embedded. */
  private List<String[]> knownFirms() throws IOException {
    List<String[]> firms = new ArrayList<>();
    for (String line : Files.readAllLines(home.resolve("conf/firms.conf"))) {
      if (line.contains("cik = \"")) {
        String ticker = line.replaceFirst(".*ticker = ([A-Z]+),.*", "$1");
        String cik = line.replaceFirst(".*cik = \"(\\d+)\".*", "$1");
        if (Files.exists(home.resolve("data/edgar/CIK" + cik + ".json"))) {
          firms.add(new String[] {ticker, cik});
        }
      }
    }
    return firms;
  }

  /** Nothing for the first copy, then two letters. */
  private static String letters(int copy) {
    return copy == 0 ? "" : "Z" + (char) ('A' + copy / 26) + (char) ('A' + copy % 26);
  }

  private static String stem(Path file) {
    return file.getFileName().toString().replaceFirst("\\.csv$", "");
  }

  private static List<Path> csvFiles(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(p -> p.toString().endsWith(".csv"))
          .filter(p -> !p.getFileName().toString().equals("MANIFEST.csv"))
          .sorted()
          .toList();
    }
  }

  private static void copyAll(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> all = Files.list(from)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        Files.copy(file, to.resolve(file.getFileName().toString()));
      }
    }
  }

  /** Files of a folder, and what its MANIFEST.csv says of them. */
  private record Manifest(Path folder, BufferedWriter lines) implements AutoCloseable {
    Manifest(Path folder) throws IOException {
      this(folder, Files.newBufferedWriter(folder.resolve("MANIFEST.csv")));
      lines.write("file,exported_on,bytes,sha256,source\n");
    }

    void put(String name, String text) throws IOException {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      Files.write(folder.resolve(name), bytes);
      lines.write("%s,2026-08-24,%d,%s,copy%n".formatted(name, bytes.length, sha256(bytes)));
    }

    private static String sha256(byte[] bytes) {
      try {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() throws IOException {
      lines.close();
    }
  }
}
