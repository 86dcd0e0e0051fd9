package jevons.econometrics;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the reference cases of src/test/resources/reference. */
public final class Reference {
  private Reference() {}

  /** Rows of a csv without quotes, by column name. */
  public static List<Map<String, String>> rows(String path) {
    try (InputStream in = Reference.class.getResourceAsStream("/reference/" + path)) {
      List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      String[] names = lines.get(0).split(",", -1);
      List<Map<String, String>> rows = new ArrayList<>();
      for (String line : lines.subList(1, lines.size())) {
        String[] values = line.split(",", -1);
        Map<String, String> row = new LinkedHashMap<>();
        for (int j = 0; j < names.length; j++) {
          row.put(names[j], values[j]);
        }
        rows.add(row);
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A csv as a sample: a column of numbers where all its values are, else of texts. */
  public static Sample sample(String path) {
    return sample(rows(path));
  }

  public static Sample sample(List<Map<String, String>> rows) {
    Sample sample = Sample.empty();
    for (String name : rows.get(0).keySet()) {
      List<String> texts = rows.stream().map(r -> r.get(name)).toList();
      boolean numeric =
          texts.stream().allMatch(t -> t.isEmpty() || t.matches("-?[0-9.]+([eE].*)?"));
      List<Object> values = new ArrayList<>();
      for (String t : texts) {
        values.add(t.isEmpty() ? null : numeric ? (Object) Double.valueOf(t) : t);
      }
      sample = sample.withValues(name, values);
    }
    return sample;
  }

  /** Digits in which a figure agrees with the certified one. */
  public static double digits(double found, double certified) {
    double error = Math.abs(found - certified) / (certified == 0 ? 1 : Math.abs(certified));
    return error == 0 ? 15 : Math.min(15, -Math.log10(error));
  }
}
