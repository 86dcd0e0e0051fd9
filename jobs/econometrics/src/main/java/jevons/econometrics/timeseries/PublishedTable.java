package jevons.econometrics.timeseries;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A table of published figures kept beside this class: a key of some columns, then numbers. */
final class PublishedTable {
  private final Map<String, double[]> rows = new LinkedHashMap<>();

  /**
   * @param keys number of leading columns that are the key
   */
  PublishedTable(String file, int keys) {
    try (InputStream in = PublishedTable.class.getResourceAsStream(file)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.lines().filter(l -> !l.startsWith("#")).toList()) {
        String[] parts = line.split(",", -1);
        double[] values = new double[parts.length - keys];
        for (int i = 0; i < values.length; i++) {
          values[i] = Double.parseDouble(parts[keys + i]);
        }
        rows.put(key((Object[]) java.util.Arrays.copyOf(parts, keys)), values);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The figures of a key, null where the table has none. */
  double[] find(Object... key) {
    return rows.get(key(key));
  }

  private static String key(Object... parts) {
    StringBuilder text = new StringBuilder();
    for (Object p : parts) {
      text.append(p).append(',');
    }
    return text.toString();
  }
}
