package jevons.pipeline.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** SHA-256 of values in one canonical form: keys sorted, texts quoted, numbers as Java prints. */
final class SettingsDigest {
  private SettingsDigest() {}

  static String of(Map<String, Object> values) {
    StringBuilder canonical = new StringBuilder();
    append(canonical, values);
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(canonical.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  private static void append(StringBuilder out, Object value) {
    if (value instanceof Map<?, ?> map) {
      out.append('{');
      new TreeMap<>(map)
          .forEach(
              (key, inner) -> {
                append(out, key);
                out.append('=');
                append(out, inner);
                out.append(';');
              });
      out.append('}');
    } else if (value instanceof List<?> list) {
      out.append('[');
      for (Object inner : list) {
        append(out, inner);
        out.append(';');
      }
      out.append(']');
    } else if (value instanceof String text) {
      out.append('"').append(text.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
    } else {
      out.append(value);
    }
  }
}
