package jevons.pipeline.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigOriginFactory;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import jevons.pipeline.table.Closest;
import jevons.pipeline.table.JevonsException;

/** Overlays the sources and refuses what {@code reference.conf} does not know. */
final class ConfigReader {
  private final Config reference;
  private final SortedMap<String, ConfigValue> defaults = new TreeMap<>();

  ConfigReader() {
    reference =
        ConfigFactory.parseResources(ConfigReader.class.getClassLoader(), "reference.conf")
            .resolve();
    collect("", reference.root(), defaults);
    defaults.keySet().removeIf(key -> !key.startsWith("jevons.") && !key.startsWith("studies."));
  }

  /** The values by key, complete and of the right kind. */
  SortedMap<String, ConfigValue> read(ConfigSource source) {
    Config overlaid = commandLine(source.set());
    if (source.file().isPresent()) {
      overlaid = overlaid.withFallback(file(source.file().get()));
    }
    SortedMap<String, ConfigValue> found = new TreeMap<>();
    try {
      collect("", overlaid.withFallback(reference).resolve().root(), found);
    } catch (ConfigException.UnresolvedSubstitution e) {
      throw usage(e.getMessage() + ". Set it, or write ${?NAME} for one that may be absent.", e);
    }
    found.forEach(this::check);
    found.keySet().retainAll(defaults.keySet());
    return found;
  }

  /** The kind of a key's default. */
  Kind kind(String key) {
    ConfigValue value = defaults.get(key);
    if (value == null) {
      throw new IllegalStateException("reference.conf has no setting " + key);
    }
    return Kind.of(value);
  }

  /**
   * The kind of a field of a setting that is a list of records: that of the first that has it, and
   * text where none has. Whole numbers among others are numbers.
   */
  Kind fieldKind(String key, String field) {
    List<Kind> kinds =
        ((ConfigList) defaults.get(key))
            .stream()
                .map(record -> ((ConfigObject) record).get(field))
                .filter(value -> value != null)
                .map(Kind::of)
                .toList();
    Kind first = kinds.isEmpty() ? Kind.TEXT : kinds.get(0);
    return first == Kind.COUNT && kinds.contains(Kind.NUMBER) ? Kind.NUMBER : first;
  }

  private static Config file(Path file) {
    if (!Files.isReadable(file)) {
      throw usage(file + ": no such configuration file, or it cannot be read.", null);
    }
    if (Files.isDirectory(file)) {
      throw usage(file + " is a folder. Expected a configuration file, conf/jevons.conf.", null);
    }
    try {
      return ConfigFactory.parseFile(file.toFile());
    } catch (ConfigException e) {
      throw usage("not a configuration file: " + e.getMessage(), e);
    }
  }

  private Config commandLine(Map<String, String> set) {
    Config config = ConfigFactory.empty();
    for (Map.Entry<String, String> entry : set.entrySet()) {
      if (!defaults.containsKey(entry.getKey())) {
        throw unknown("--set", entry.getKey());
      }
      config = config.withValue(entry.getKey(), word(entry.getKey(), entry.getValue()));
    }
    return config;
  }

  /** A text is taken as it stands, so that {@code s3a://bucket} needs no quotes. */
  private ConfigValue word(String key, String text) {
    String origin = "--set";
    if (kind(key) == Kind.TEXT) {
      return ConfigValueFactory.fromAnyRef(text, origin);
    }
    try {
      return ConfigFactory.parseString("value = " + text)
          .getValue("value")
          .withOrigin(ConfigOriginFactory.newSimple(origin));
    } catch (ConfigException e) {
      throw usage(origin + ": " + key + " is \"" + text + "\", not " + kind(key).words() + ".", e);
    }
  }

  private void check(String key, ConfigValue value) {
    if (defaults.containsKey(key)) {
      checkKind(key, value);
    } else if (value.origin().filename() != null) {
      throw unknown(place(value.origin()), key);
    }
  }

  private void checkKind(String key, ConfigValue value) {
    Kind kind = kind(key);
    if (value.valueType() == ConfigValueType.NULL
        || (value.unwrapped().equals("") && !defaults.get(key).unwrapped().equals(""))) {
      throw usage(
          "%s: %s is not set: %s".formatted(place(value.origin()), key, comment(key)), null);
    }
    if (!kind.accepts(value)) {
      throw usage(
          "%s: %s is %s, not %s. Default: %s."
              .formatted(
                  place(value.origin()), key, shown(value), kind.words(), shown(defaults.get(key))),
          null);
    }
    if (kind == Kind.RECORDS) {
      ((ConfigList) value).forEach(record -> checkRecord(key, (ConfigObject) record));
    }
  }

  private void checkRecord(String key, ConfigObject given) {
    Map<String, Long> fields = new LinkedHashMap<>();
    ConfigList examples = (ConfigList) defaults.get(key);
    examples.forEach(
        record -> ((ConfigObject) record).keySet().forEach(f -> fields.merge(f, 1L, Long::sum)));
    for (Map.Entry<String, ConfigValue> entry : given.entrySet()) {
      String place = place(entry.getValue().origin());
      if (!fields.containsKey(entry.getKey())) {
        throw usage(
            "%s: %s has no field %s; it has %s.%s"
                .formatted(
                    place,
                    key,
                    entry.getKey(),
                    String.join(", ", fields.keySet()),
                    Closest.hint(entry.getKey(), fields.keySet())),
            null);
      }
      Kind kind = fieldKind(key, entry.getKey());
      if (!kind.accepts(entry.getValue())) {
        throw usage(
            "%s: %s of %s is %s, not %s."
                .formatted(place, entry.getKey(), key, shown(entry.getValue()), kind.words()),
            null);
      }
    }
    // A field that all defaults have cannot be left out.
    fields.forEach(
        (field, count) -> {
          if (count == examples.size() && !given.containsKey(field)) {
            throw usage(
                "%s: a record of %s has no %s.".formatted(place(given.origin()), key, field), null);
          }
        });
  }

  private String comment(String key) {
    return String.join(" ", defaults.get(key).origin().comments()).strip();
  }

  private JevonsException unknown(String place, String key) {
    Optional<String> byEnd =
        defaults.keySet().stream()
            .filter(k -> k.endsWith(key.substring(key.lastIndexOf('.') + 1)))
            .min(Comparator.comparingInt(String::length));
    String closest =
        Closest.to(key, defaults.keySet())
            .or(() -> byEnd)
            .map(c -> " Closest: " + c + ".")
            .orElse("");
    return usage("%s: unknown setting %s.%s".formatted(place, key, closest), null);
  }

  private static void collect(String prefix, ConfigObject object, Map<String, ConfigValue> into) {
    for (Map.Entry<String, ConfigValue> entry : object.entrySet()) {
      String key = prefix + ConfigUtil.joinPath(entry.getKey());
      if (entry.getValue() instanceof ConfigObject inner && !inner.isEmpty()) {
        collect(key + ".", inner, into);
      } else {
        into.put(key, entry.getValue());
      }
    }
  }

  /** {@code "conf/jevons.conf line 3"}. */
  static String place(ConfigOrigin origin) {
    if (origin.filename() == null) {
      return origin.description();
    }
    return shortened(Path.of(origin.filename())) + " line " + origin.lineNumber();
  }

  /** {@code conf/jevons.conf} rather than the whole path, when it is below the working folder. */
  static Path shortened(Path file) {
    Path here = Path.of("").toAbsolutePath();
    Path absolute = file.toAbsolutePath().normalize();
    return absolute.startsWith(here) ? here.relativize(absolute) : file;
  }

  static String shown(ConfigValue value) {
    return value.render(com.typesafe.config.ConfigRenderOptions.concise());
  }

  private static JevonsException usage(String message, Throwable cause) {
    return new JevonsException(jevons.pipeline.table.ExitCode.USAGE, message, cause);
  }
}
