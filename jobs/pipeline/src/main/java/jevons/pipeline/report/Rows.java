package jevons.pipeline.report;

import java.time.LocalDate;
import org.apache.spark.sql.Row;

/** Values of a row by their column's name; null stays null. */
final class Rows {
  private Rows() {}

  static String text(Row row, String column) {
    Object value = row.getAs(column);
    return value == null ? null : value.toString();
  }

  /** A figure; not a number counts as null, since a page can show neither. */
  static Double number(Row row, String column) {
    Object value = row.getAs(column);
    if (value == null) {
      return null;
    }
    double number = ((Number) value).doubleValue();
    return Double.isNaN(number) ? null : number;
  }

  static LocalDate day(Row row, String column) {
    Object value = row.getAs(column);
    return value == null ? null : LocalDate.parse(value.toString());
  }

  static boolean flag(Row row, String column) {
    return Boolean.TRUE.equals(row.getAs(column));
  }
}
