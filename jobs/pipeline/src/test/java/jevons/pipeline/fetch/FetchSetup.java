package jevons.pipeline.fetch;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import jevons.pipeline.config.ConfigSource;
import jevons.pipeline.config.JevonsConfig;
import jevons.pipeline.fetch.FetchResult.Outcome;
import jevons.pipeline.table.Landed;
import jevons.pipeline.table.LandingFile;
import jevons.pipeline.table.Parsed;

/** A landing zone, settings that name a server on this machine, and commands to it. */
final class FetchSetup {
  static final Path EMBEDDED = Path.of("../../data");
  static final Instant NOW = Instant.parse("2026-08-25T02:00:00Z");

  private final Path folder;
  private final Map<String, String> set = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>();
  private Instant now = NOW;

  FetchSetup(Path folder, ProviderServer server) {
    this.folder = folder;
    set.put("jevons.landing.path", landing().toString());
    set.put("jevons.fetch.contact", "Example Research data@example.org");
    set.put("jevons.fetch.attempts", "3");
    set.put("jevons.fetch.first-wait-millis", "1");
    set.put("jevons.fetch.timeout-millis", "20000");
    set.put("jevons.fetch.requests-per-second", "1000");
    set.put("jevons.firms", "[{ ticker = NVDA, cik = \"0001045810\", groups = [all] }]");
    for (String key : List.of("edgar.address", "epoch.address", "fred.address")) {
      set.put("jevons.fetch." + key, server.address());
    }
    for (String key :
        List.of("fama-french.address", "prices.stooq-address", "prices.eodhd-address")) {
      set.put("jevons.fetch." + key, server.address());
    }
    set.put("jevons.fetch.fred.series", "[DFF]");
    set.put("jevons.fetch.epoch.files", "[notable_ai_models]");
    set.put("jevons.fetch.epoch.benchmarks", "[]");
    set.put("jevons.fetch.fama-french.files", "[F-F_Momentum_Factor_daily]");
    set.put("jevons.fetch.prices.tickers", "[NVDA]");
  }

  FetchSetup set(String key, String value) {
    set.put("jevons.fetch." + key, value);
    return this;
  }

  /** Firms by their numbers at the SEC. */
  FetchSetup firms(String... ciks) {
    StringBuilder firms = new StringBuilder("[");
    for (String cik : ciks) {
      firms.append("{ ticker = T").append(cik).append(", cik = \"").append(cik);
      firms.append("\", groups = [all] }\n");
    }
    set.put("jevons.firms", firms.append("]").toString());
    return this;
  }

  FetchSetup environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  FetchSetup at(Instant moment) {
    now = moment;
    return this;
  }

  Path landing() {
    return folder.resolve("landing");
  }

  Path file(String name) {
    return landing().resolve(name);
  }

  List<FetchResult> fetch(String... sources) {
    JevonsConfig config = JevonsConfig.load(new ConfigSource(folder, Optional.empty(), set));
    return new Fetch(config, environment::get, Clock.fixed(now, ZoneOffset.UTC))
        .run(List.of(sources));
  }

  /** Writes a file as if it had been there before. */
  void put(String name, String text) {
    try {
      Files.createDirectories(file(name).getParent());
      Files.writeString(file(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String text(String name) {
    return read(file(name));
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All that the table's own parser finds in a landing file. */
  List<Parsed> parse(Landed table, String name) {
    return parse(table, name, file(name));
  }

  static List<Parsed> parse(Landed table, String name, Path path) {
    try {
      byte[] bytes = Files.readAllBytes(path);
      LandingFile file =
          new LandingFile(name, bytes.length, "0".repeat(64), LocalDate.of(2026, 8, 25), -1);
      List<Parsed> all = new ArrayList<>();
      Iterator<Parsed> found = table.format().parse(file, new ByteArrayInputStream(bytes));
      found.forEachRemaining(all::add);
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The words of good lines; anything else is in the list as its own text. */
  static List<String> words(List<Parsed> parsed) {
    return parsed.stream()
        .map(p -> p instanceof Parsed.Line line ? line.words().toString() : p.toString())
        .toList();
  }

  /** How each file ended, {@code "fred/DFF.csv" -> NEW}. */
  static Map<String, Outcome> outcomes(List<FetchResult> results) {
    Map<String, Outcome> outcomes = new LinkedHashMap<>();
    results.forEach(result -> outcomes.put(result.file(), result.outcome()));
    return outcomes;
  }

  /** A zip archive; a name may be any. */
  static byte[] zip(Map<String, byte[]> files) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
