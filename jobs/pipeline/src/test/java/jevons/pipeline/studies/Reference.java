package jevons.pipeline.studies;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Files of {@code src/test/resources/reference}. */
final class Reference {
  private Reference() {}

  /** Lines below the header, by cell. */
  static List<String[]> lines(String file) {
    try (InputStream in = Reference.class.getResourceAsStream("/reference/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .map(line -> line.split(",", -1))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The last cell of each line, by the cells before it joined with a blank. */
  static Map<String, Double> figures(String file) {
    Map<String, Double> figures = new HashMap<>();
    for (String[] cells : lines(file)) {
      String key = String.join(" ", List.of(cells).subList(0, cells.length - 1));
      figures.put(key, Double.valueOf(cells[cells.length - 1]));
    }
    return figures;
  }
}
