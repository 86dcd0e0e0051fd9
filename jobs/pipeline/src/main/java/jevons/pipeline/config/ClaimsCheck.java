package jevons.pipeline.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jevons.pipeline.table.Closest;
import jevons.pipeline.table.JevonsException;
import jevons.pipeline.table.claim.Measurement;
import jevons.pipeline.table.claim.Parameter;
import jevons.pipeline.table.claim.Rule;

/**
 * Refuses claims and published figures that could not be judged, by file, line and key. Kinds and
 * missing fields have been looked at by then.
 */
final class ClaimsCheck {
  private static final String CLAIMS = "jevons.claims";
  private static final String GROWTH_FIGURES = "jevons.growth-figures";
  private static final String NAME = "[a-z0-9.]+(-[a-z0-9.]+)*";

  private ClaimsCheck() {}

  static void check(Map<String, ConfigValue> settings) {
    names((ConfigList) settings.get(CLAIMS), CLAIMS, "claim");
    for (ConfigValue claim : (ConfigList) settings.get(CLAIMS)) {
      Entry entry = new Entry((ConfigObject) claim, CLAIMS, "claim");
      entry.day("said-on");
      entry.oneOf("rule", Rule.words());
      entry.notNegative("tolerance");
      entry.measurement();
    }
    names((ConfigList) settings.get(GROWTH_FIGURES), GROWTH_FIGURES, "figure");
    for (ConfigValue figure : (ConfigList) settings.get(GROWTH_FIGURES)) {
      Entry entry = new Entry((ConfigObject) figure, GROWTH_FIGURES, "figure");
      entry.interval();
      entry.measurement();
    }
  }

  private static void names(ConfigList records, String key, String name) {
    Set<String> names = new HashSet<>();
    for (ConfigValue value : records) {
      Entry entry = new Entry((ConfigObject) value, key, name);
      if (!entry.name().matches(NAME)) {
        throw entry.wrong(name, "lower-case words with hyphens such as nvidia-fell");
      }
      if (!names.add(entry.name())) {
        throw entry.at(name, "the name " + entry.name() + " is taken; each needs its own.");
      }
    }
  }

  /** A record, and how to speak of it. */
  private record Entry(ConfigObject fields, String key, String nameField) {
    String name() {
      return text(nameField);
    }

    String text(String field) {
      return fields.containsKey(field) ? String.valueOf(fields.get(field).unwrapped()) : "";
    }

    double number(String field) {
      return ((Number) fields.get(field).unwrapped()).doubleValue();
    }

    void day(String field) {
      try {
        LocalDate.parse(text(field));
      } catch (DateTimeParseException e) {
        throw wrong(field, "a day such as 2025-01-27");
      }
    }

    void oneOf(String field, List<String> words) {
      if (!words.contains(text(field))) {
        throw at(
            field,
            "%s is \"%s\", not one of %s.%s"
                .formatted(
                    field,
                    text(field),
                    String.join(", ", words),
                    Closest.hint(text(field), words)));
      }
    }

    void notNegative(String field) {
      if (fields.containsKey(field) && number(field) < 0) {
        throw wrong(field, "0 or more");
      }
    }

    /** A published figure has a value, an interval or both. */
    void interval() {
      boolean hasInterval = fields.containsKey("low") && fields.containsKey("high");
      if (fields.containsKey("low") != fields.containsKey("high")) {
        String there = fields.containsKey("low") ? "low" : "high";
        throw at(there, "an interval needs low and high.");
      }
      if (!hasInterval && !fields.containsKey("published")) {
        throw at(nameField, "it needs published, or low and high.");
      }
      if (hasInterval && number("low") > number("high")) {
        throw wrong("low", "at most high, " + text("high"));
      }
    }

    void measurement() {
      oneOf("measured-by", Measurement.words());
      Measurement measurement = Measurement.find(text("measured-by")).orElseThrow();
      for (Parameter parameter : Parameter.values()) {
        boolean needed = measurement.needs(parameter);
        if (needed != fields.containsKey(parameter.key())) {
          throw at(
              needed ? "measured-by" : parameter.key(),
              "%s %s %s; it takes %s."
                  .formatted(
                      measurement.word(),
                      needed ? "needs" : "takes no",
                      parameter.key(),
                      taken(measurement)));
        }
      }
      if (measurement.needs(Parameter.DAY)) {
        day(Parameter.DAY.key());
      }
      if (!text("unit").equals(measurement.unit())) {
        throw wrong("unit", "that of " + measurement.word() + ", \"" + measurement.unit() + '"');
      }
    }

    private static String taken(Measurement measurement) {
      String all =
          Stream.of(Parameter.values())
              .filter(measurement::needs)
              .map(Parameter::key)
              .collect(Collectors.joining(", "));
      return all.isEmpty() ? "none" : all;
    }

    JevonsException wrong(String field, String expected) {
      return at(field, "%s is \"%s\", not %s.".formatted(field, text(field), expected));
    }

    JevonsException at(String field, String words) {
      ConfigValue place = fields.containsKey(field) ? fields.get(field) : fields;
      return JevonsException.usage(
          "%s: %s, %s: %s".formatted(ConfigReader.place(place.origin()), key, name(), words));
    }
  }
}
