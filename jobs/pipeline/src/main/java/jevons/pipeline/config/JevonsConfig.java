package jevons.pipeline.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import jevons.pipeline.table.JevonsException;
import jevons.pipeline.table.Settings;
import jevons.pipeline.table.SettingsSource;
import jevons.pipeline.table.StudyDefinition;

/** All settings, checked: what reads one afterwards cannot fail on a user's mistake. */
public final class JevonsConfig implements SettingsSource {
  /** Settings that say where and how a run works; no figure depends on them. */
  private static final List<String> WITHOUT_EFFECT_ON_FIGURES =
      List.of("jevons.lake.", "jevons.landing.", "jevons.run.", "jevons.fetch.");

  /** Names that gold.event gives to all events of a kind. */
  private static final List<String> POOLED_EVENTS = List.of("releases", "filings");

  private final ConfigSource source;
  private final SortedMap<String, Object> values;
  private final List<Firm> firms;
  private final List<MarketEvent> events;
  private final RunSettings run;
  private final FetchSettings fetch;

  private JevonsConfig(ConfigSource source, SortedMap<String, Object> values) {
    this.source = source;
    this.values = values;
    Settings all = restrictedTo(values.keySet());
    this.firms = all.records("jevons.firms").stream().map(JevonsConfig::firm).toList();
    this.events = all.records("jevons.events").stream().map(JevonsConfig::event).toList();
    checkNames(events);
    this.run =
        new RunSettings(
            Math.toIntExact(positive(all, "jevons.run.parallel-steps")),
            Duration.ofSeconds(positive(all, "jevons.run.heartbeat-seconds")),
            Duration.ofSeconds(positive(all, "jevons.run.dead-after-seconds")),
            Math.toIntExact(positive(all, "jevons.run.stale-after-days")));
    if (run.deadAfter().compareTo(run.heartbeat().multipliedBy(2)) < 0) {
      throw JevonsException.usage(
          "jevons.run.dead-after-seconds is %d: at least twice jevons.run.heartbeat-seconds (%d), or a live run would be taken for dead."
              .formatted(run.deadAfter().toSeconds(), run.heartbeat().toSeconds()));
    }
    this.fetch = new FetchReader(all).read();
  }

  /**
   * Reads and checks all settings.
   *
   * @throws JevonsException USAGE: an unknown key, a missing or mis-typed value; names file and
   *     line
   */
  public static JevonsConfig load(ConfigSource source) {
    ConfigReader reader = new ConfigReader();
    SortedMap<String, Object> values = new TreeMap<>();
    SortedMap<String, ConfigValue> found = reader.read(source);
    ClaimsCheck.check(found);
    found.forEach((key, value) -> values.put(key, plain(reader, key, value)));
    return new JevonsConfig(source, values);
  }

  /** Folder or {@code s3a://} prefix of the tables. */
  public String lakePath() {
    return path("jevons.lake.path");
  }

  /** Folder or {@code s3a://} prefix of the landing zone. */
  public String landingPath() {
    return path("jevons.landing.path");
  }

  /** The firms, in the file's order. */
  public List<Firm> firms() {
    return firms;
  }

  /** The tickers of a group, in the file's order. */
  public List<String> tickers(String group) {
    return firms.stream().filter(f -> f.groups().contains(group)).map(Firm::ticker).toList();
  }

  /** Ticker of the fund that stands for the market and whose days are the trading days. */
  public String marketTicker() {
    return (String) values.get("jevons.market.ticker");
  }

  /** The days of the event studies, in the file's order. */
  public List<MarketEvent> events() {
    return events;
  }

  /** How a run works. */
  public RunSettings run() {
    return run;
  }

  /** Where new landing files come from. */
  public FetchSettings fetch() {
    return fetch;
  }

  /** The folder that holds the operator's file, with Spark's and the log's settings beside it. */
  public Optional<Path> folder() {
    return source.file().map(file -> file.toAbsolutePath().getParent());
  }

  /** The names of all settings, sorted. */
  public Set<String> keys() {
    return values.keySet();
  }

  /**
   * The settings that a table or study named beforehand; asking it for another one is a bug.
   *
   * @throws IllegalStateException when {@code reference.conf} does not have one of {@code keys}
   */
  @Override
  public Settings restrictedTo(Set<String> keys) {
    return new DeclaredSettings(cut(keys));
  }

  /** SHA-256 of these settings' values, the same however the values are written. */
  @Override
  public String digest(Set<String> keys) {
    return SettingsDigest.of(cut(keys));
  }

  /**
   * The studies of the folder {@code studies} beside the operator's file, by name; read at each
   * call, so that a command which needs none does not fail on one.
   *
   * @throws JevonsException USAGE: an unknown or missing key, with file and line
   */
  public List<StudyDefinition> ownStudies() {
    return folder().map(folder -> StudyFiles.read(folder.resolve("studies"))).orElse(List.of());
  }

  /**
   * SHA-256 of every setting that a figure may depend on, the user's own studies included: not
   * paths, not how a run works.
   */
  public String digest() {
    SortedMap<String, Object> relevant = new TreeMap<>(values);
    relevant.keySet().removeIf(k -> WITHOUT_EFFECT_ON_FIGURES.stream().anyMatch(k::startsWith));
    ownStudies().forEach(study -> relevant.put("studies/" + study.name(), study.values()));
    return SettingsDigest.of(relevant);
  }

  private SortedMap<String, Object> cut(Set<String> keys) {
    SortedMap<String, Object> cut = new TreeMap<>();
    for (String key : keys) {
      if (!values.containsKey(key)) {
        throw new IllegalStateException("reference.conf has no setting " + key);
      }
      cut.put(key, values.get(key));
    }
    return cut;
  }

  private String path(String key) {
    String text = (String) values.get(key);
    return text.contains("://") ? text : source.home().resolve(text).normalize().toString();
  }

  private static long positive(Settings settings, String key) {
    long value = settings.count(key);
    if (value < 1) {
      throw JevonsException.usage(key + " is " + value + ", not 1 or more.");
    }
    return value;
  }

  private static Firm firm(Map<String, Object> fields) {
    Optional<String> cik = Optional.ofNullable((String) fields.get("cik"));
    if (cik.isPresent() && !cik.get().matches("[0-9]{10}")) {
      throw JevonsException.usage(
          "jevons.firms: cik of %s is \"%s\", not 10 digits with leading zeros."
              .formatted(fields.get("ticker"), cik.get()));
    }
    return new Firm((String) fields.get("ticker"), cik, texts(fields.get("groups")));
  }

  private static MarketEvent event(Map<String, Object> fields) {
    try {
      return new MarketEvent(
          (String) fields.get("event"),
          LocalDate.parse((String) fields.get("date")),
          (String) fields.get("words"));
    } catch (DateTimeParseException e) {
      throw JevonsException.usage(
          "jevons.events: date of %s is \"%s\", not a day such as 2025-01-27."
              .formatted(fields.get("event"), fields.get("date")));
    }
  }

  private static void checkNames(List<MarketEvent> events) {
    Set<String> names = new HashSet<>();
    for (MarketEvent event : events) {
      if (!event.event().matches("[a-z0-9.]+(-[a-z0-9.]+)*")) {
        throw JevonsException.usage(
            "jevons.events: event is \"%s\", not lower-case words with hyphens such as sell-off."
                .formatted(event.event()));
      }
      if (POOLED_EVENTS.contains(event.event()) || !names.add(event.event())) {
        throw JevonsException.usage(
            "jevons.events: the name %s is taken; each event needs its own, and %s are those of all releases and all filings."
                .formatted(event.event(), String.join(" and ", POOLED_EVENTS)));
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static List<String> texts(Object value) {
    return value == null ? List.of() : (List<String>) value;
  }

  private static Object plain(ConfigReader reader, String key, ConfigValue value) {
    if (reader.kind(key) != Kind.RECORDS) {
      return plain(reader.kind(key), value);
    }
    List<Map<String, Object>> records = new ArrayList<>();
    for (ConfigValue record : (ConfigList) value) {
      Map<String, Object> fields = new LinkedHashMap<>();
      ((ConfigObject) record)
          .forEach((name, v) -> fields.put(name, plain(reader.fieldKind(key, name), v)));
      records.add(fields);
    }
    return records;
  }

  private static Object plain(Kind kind, ConfigValue value) {
    return switch (kind) {
      case TEXT -> text(value);
      case COUNT -> ((Number) value.unwrapped()).longValue();
      case COUNT_OR_AUTO ->
          value.unwrapped() instanceof Number number ? number.longValue() : Kind.AUTO;
      case NUMBER -> ((Number) value.unwrapped()).doubleValue();
      case FLAG -> value.unwrapped();
      case TEXTS -> ((ConfigList) value).stream().map(JevonsConfig::text).toList();
      case NUMBERS ->
          ((ConfigList) value)
              .stream().map(v -> Double.toString(((Number) v.unwrapped()).doubleValue())).toList();
      case RECORDS -> throw new IllegalStateException("records within records: " + value);
    };
  }

  /** A number where a text is meant keeps its digits as written. */
  private static String text(ConfigValue value) {
    return value.unwrapped() instanceof String text
        ? text
        : value.atKey("value").getString("value");
  }
}
