package jevons.pipeline.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Charts as JSON for the page's script; figures rounded to what a screen can show. */
final class ChartJson {
  /** Keys in the order of letters: a map's own order differs from run to run. */
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  private static final int DIGITS = 5;

  private ChartJson() {}

  static String of(List<Chart> charts) {
    try {
      return MAPPER.writeValueAsString(charts.stream().map(ChartJson::chart).toList());
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("charts are maps, lists, texts and numbers", impossible);
    }
  }

  private static Map<String, Object> chart(Chart chart) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", chart.id());
    json.put("summary", chart.title() + ". " + chart.unit() + ".");
    json.put("x", axis(chart.x()));
    json.put("y", axis(chart.y()));
    json.put("series", chart.series().stream().map(ChartJson::series).toList());
    json.put(
        "marks",
        chart.marks().stream()
            .map(m -> Map.of("x", m.x(), "number", m.number(), "words", m.words()))
            .toList());
    return json;
  }

  private static Map<String, Object> axis(Chart.Axis axis) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", axis.name());
    json.put("scale", lower(axis.scale()));
    json.put("categories", axis.categories());
    json.put("lines", axis.lines());
    return json;
  }

  private static Map<String, Object> series(Chart.Series series) {
    return Map.of(
        "name", series.name(),
        "kind", lower(series.kind()),
        "points", series.points().stream().map(ChartJson::point).toList());
  }

  /** x, y, low, high, label, labelled; what is absent at the end is left out. */
  private static List<Object> point(Chart.Point p) {
    List<Object> json = new ArrayList<>();
    json.add(p.x() instanceof Double d ? rounded(d) : p.x());
    json.add(rounded(p.y()));
    json.add(rounded(p.low()));
    json.add(rounded(p.high()));
    json.add(p.label());
    json.add(p.labelled() ? 1 : null);
    while (json.get(json.size() - 1) == null) {
      json.remove(json.size() - 1);
    }
    return json;
  }

  private static Double rounded(Double value) {
    return value == null || !Double.isFinite(value)
        ? null
        : Double.valueOf(String.format(Locale.ROOT, "%." + DIGITS + "g", value));
  }

  private static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }
}
