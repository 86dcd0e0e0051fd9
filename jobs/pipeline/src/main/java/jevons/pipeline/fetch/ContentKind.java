package jevons.pipeline.fetch;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What an answer has to be, by the media types that providers give it. */
enum ContentKind {
  CSV(
      "CSV",
      Set.of(
          "text/csv",
          "text/plain",
          "application/csv",
          "application/vnd.ms-excel",
          "application/octet-stream")),
  JSON("JSON", Set.of("application/json")),
  ZIP(
      "a zip archive",
      Set.of("application/zip", "application/x-zip-compressed", "application/octet-stream"));

  private final String words;
  private final Set<String> mediaTypes;

  ContentKind(String words, Set<String> mediaTypes) {
    this.words = words;
    this.mediaTypes = mediaTypes;
  }

  /** For messages, {@code "a zip archive"}. */
  String words() {
    return words;
  }

  /** Whether a body of this type is worth reading; an answer without a type is, and is checked. */
  boolean accepts(Optional<String> contentType) {
    return contentType
        .map(type -> type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
        .map(mediaTypes::contains)
        .orElse(true);
  }
}
