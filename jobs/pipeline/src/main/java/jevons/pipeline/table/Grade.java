package jevons.pipeline.table;

import java.util.Locale;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/** How firm a figure is. A figure takes the weakest grade of what it was made from. */
public enum Grade {
  /** As its source states it. */
  REPORTED,
  /** Computed from reported figures. */
  DERIVED,
  /** Estimated by a statistical model. */
  ESTIMATED,
  /** Rests on an assumption, for instance about the day it became known. */
  ASSUMED;

  /** The word in the tables, {@code "reported"}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The grade of this word. */
  public static Grade of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** The weaker of the two. */
  public Grade weaker(Grade other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /** This grade as a constant column. */
  public Column lit() {
    return functions.lit(word());
  }

  /** The weakest of the grades of a group's rows, an aggregate; null ones are passed over. */
  public static Column weakestOfGroup(Column grades) {
    Column weakest = functions.lit(null).cast("string");
    for (Grade grade : values()) {
      Column any =
          functions.coalesce(functions.bool_or(grades.equalTo(grade.word())), functions.lit(false));
      weakest = functions.when(any, grade.lit()).otherwise(weakest);
    }
    return weakest;
  }

  /** The weakest of the grades in these columns; null ones are passed over. */
  public static Column weakest(Column... grades) {
    Column weakest = functions.lit(null).cast("string");
    for (Grade grade : values()) {
      Column any = functions.lit(false);
      for (Column column : grades) {
        any = any.or(functions.coalesce(column.equalTo(grade.word()), functions.lit(false)));
      }
      weakest = functions.when(any, grade.lit()).otherwise(weakest);
    }
    return weakest;
  }
}
