package jevons.pipeline.fetch;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What is asked for. The key is held apart from the rest: it is added when a request is sent and
 * stands in no text that this class gives.
 */
final class Address {
  private final String text;
  private final Optional<Key> key;
  private final Optional<String> pageMeaning;

  private record Key(String parameter, String value) {}

  private Address(String text, Optional<Key> key, Optional<String> pageMeaning) {
    this.text = text;
    this.key = key;
    this.pageMeaning = pageMeaning;
  }

  /** A path below a provider's address; {@code path} begins with a slash and is escaped. */
  static Address below(URI base, String path) {
    return new Address(base + path, Optional.empty(), Optional.empty());
  }

  /** One more parameter. */
  Address with(String parameter, String value) {
    return new Address(joined(text, parameter, value), key, pageMeaning);
  }

  /** With the provider's key, if there is one, in {@code parameter}. */
  Address withKey(String parameter, Optional<String> value) {
    return new Address(text, value.map(v -> new Key(parameter, v)), pageMeaning);
  }

  /** What it means when a web page comes instead of the file, and what to do then. */
  Address wherePageMeans(String words) {
    return new Address(text, key, Optional.of(words));
  }

  Optional<String> pageMeaning() {
    return pageMeaning;
  }

  /** What a request is sent to, with the key: for the HTTP client alone. */
  URI sent() {
    return URI.create(key.map(k -> joined(text, k.parameter(), k.value())).orElse(text));
  }

  /** The same without the key: for the manifest, messages and the log. */
  String shown() {
    return text;
  }

  URI uri() {
    return URI.create(text);
  }

  /** {@code words} without the key, in case that the provider echoed it. */
  String withoutKey(String words) {
    return key.map(k -> words.replace(k.value(), "***").replace(escaped(k.value()), "***"))
        .orElse(words);
  }

  @Override
  public String toString() {
    return shown();
  }

  private static String joined(String text, String parameter, String value) {
    return text + (text.contains("?") ? "&" : "?") + parameter + "=" + escaped(value);
  }

  private static String escaped(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
