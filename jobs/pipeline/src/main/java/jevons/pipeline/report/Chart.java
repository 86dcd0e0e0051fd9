package jevons.pipeline.report;

import java.time.LocalDate;
import java.util.List;

/**
 * A chart in words: what is drawn, not how it looks. The page's script turns it into a picture.
 *
 * @param id unique within the report
 * @param title the finding, in one sentence
 * @param unit what is drawn and in which unit, below the title
 * @param summary the same for who cannot see it
 * @param marks days or values marked by a line across; only where x is time
 * @param data what is drawn, as a table: every chart has one
 */
record Chart(
    String id,
    String title,
    String unit,
    String summary,
    Axis x,
    Axis y,
    List<Series> series,
    List<Mark> marks,
    DataTable data)
    implements Block {
  Chart {
    series = List.copyOf(series);
    marks = List.copyOf(marks);
  }

  /** How an axis is divided. */
  enum Scale {
    TIME,
    LINEAR,
    LOG,
    CATEGORY
  }

  /**
   * An axis.
   *
   * @param name with its unit; empty where the chart's second line says it
   * @param categories in order, for {@link Scale#CATEGORY}; else empty
   * @param lines values at which a line is drawn across
   */
  record Axis(String name, Scale scale, List<String> categories, List<Double> lines) {
    Axis {
      categories = List.copyOf(categories);
      lines = List.copyOf(lines);
    }

    static Axis time() {
      return new Axis("", Scale.TIME, List.of(), List.of());
    }

    static Axis linear(String name) {
      return new Axis(name, Scale.LINEAR, List.of(), List.of());
    }

    static Axis log(String name) {
      return new Axis(name, Scale.LOG, List.of(), List.of());
    }

    static Axis categories(List<String> categories) {
      return new Axis("", Scale.CATEGORY, categories, List.of());
    }

    /** The same with lines at these values. */
    Axis withLinesAt(Double... values) {
      return new Axis(name, scale, categories, List.of(values));
    }
  }

  /** What a series looks like. */
  enum Kind {
    LINE,
    /** A line with the band from each point's low to its high. */
    BAND,
    /** Bars upon those of the series before. */
    STACK,
    POINTS,
    /** Points with their interval, one above the other. */
    INTERVALS
  }

  record Series(String name, Kind kind, List<Point> points) {
    Series {
      points = List.copyOf(points);
    }
  }

  /**
   * A point.
   *
   * @param x a day, a number, or a category's place from 0
   * @param y null where the line breaks
   * @param low lower end of the interval, or null
   * @param high upper end of the interval, or null
   * @param label the point's name, shown when it is pointed at; null for none
   * @param labelled whether the label stands in the chart at all times
   */
  record Point(Object x, Double y, Double low, Double high, String label, boolean labelled) {
    static Point of(LocalDate day, Double y) {
      return new Point(day.toString(), y, null, null, null, false);
    }

    static Point of(double x, Double y) {
      return new Point(x, y, null, null, null, false);
    }

    Point between(Double newLow, Double newHigh) {
      return new Point(x, y, newLow, newHigh, label, labelled);
    }

    Point named(String newLabel, boolean always) {
      return new Point(x, y, low, high, newLabel, always);
    }
  }

  /**
   * A line across the chart.
   *
   * @param x the day, or a category's place from 0
   * @param number what stands at the line; the words follow in the list below the chart
   */
  record Mark(Object x, String number, String words) {}
}
