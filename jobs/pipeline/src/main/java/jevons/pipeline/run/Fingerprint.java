package jevons.pipeline.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a step's result depends on: the content digest of each input (cut at the as-of day), the
 * settings it reads and its code. Neither Delta versions nor the day itself, so the same facts give
 * the same fingerprint on any lake.
 *
 * @param parts digest by what it is of: {@code code}, {@code settings}, {@code files}, or an
 *     input's name
 */
record Fingerprint(Map<String, String> parts) {
  static final String CODE = "code";
  static final String SETTINGS = "settings";
  static final String FILES = "files";
  static final String PERIOD = "period";

  /** Before the name of a study of the user's own. */
  static final String STUDY = "study ";

  Fingerprint {
    parts = new TreeMap<>(parts);
  }

  /** One more part. */
  Fingerprint with(String part, String digest) {
    Map<String, String> more = new TreeMap<>(parts);
    more.put(part, digest);
    return new Fingerprint(more);
  }

  /** Without the user's studies. */
  Fingerprint withoutStudies() {
    Map<String, String> rest = new TreeMap<>(parts);
    rest.keySet().removeIf(part -> part.startsWith(STUDY));
    return new Fingerprint(rest);
  }

  /** Code and settings with what a study reads of its inputs in the place of the inputs. */
  String ofReading(String read) {
    return parts.get(CODE) + ";" + parts.get(SETTINGS) + ";" + read;
  }

  /** The digest of a user's study, if it is part of this. */
  Optional<String> study(String name) {
    return Optional.ofNullable(parts.get(STUDY + name));
  }

  /** The names of the user's studies. */
  List<String> studies() {
    return parts.keySet().stream()
        .filter(part -> part.startsWith(STUDY))
        .map(part -> part.substring(STUDY.length()))
        .toList();
  }

  /** As stored, {@code "code=9f02...;silver.score=77ab..."}. */
  String text() {
    return parts.entrySet().stream()
        .map(e -> e.getKey() + "=" + e.getValue())
        .collect(Collectors.joining(";"));
  }

  static Fingerprint parse(String text) {
    Map<String, String> parts = new TreeMap<>();
    for (String part : text.split(";", -1)) {
      int at = part.indexOf('=');
      if (at > 0) {
        parts.put(part.substring(0, at), part.substring(at + 1));
      }
    }
    return new Fingerprint(parts);
  }

  /** What differs from {@code before}, in words. */
  String changesSince(Fingerprint before) {
    List<String> changes = new ArrayList<>();
    parts.forEach(
        (part, digest) -> {
          if (!digest.equals(before.parts().get(part))) {
            changes.add(
                switch (part) {
                  case CODE -> "its code changed";
                  case SETTINGS -> "its settings changed";
                  case FILES -> "its landing files changed";
                  case PERIOD -> "a new period began";
                  default -> part + (before.parts().containsKey(part) ? " changed" : isNew(part));
                });
          }
        });
    for (String part : before.parts().keySet()) {
      if (!parts.containsKey(part)) {
        changes.add(part + (part.startsWith(STUDY) ? " is gone" : " is no longer an input"));
      }
    }
    return String.join(", ", changes);
  }

  private static String isNew(String part) {
    return part.startsWith(STUDY) ? " is new" : " is a new input";
  }
}
