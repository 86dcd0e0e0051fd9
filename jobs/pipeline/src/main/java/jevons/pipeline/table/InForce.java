package jevons.pipeline.table;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lead;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * What was in force on each of many days: the rows of {@link Inputs#read(Class,
 * java.time.LocalDate)} for every day of a table at once, in one join.
 */
public final class InForce {
  private static final String UNTIL = "in_force_until";

  private InForce() {}

  /**
   * Beside each row of {@code days} the rows of {@code revisions} that had been known by then and
   * not yet been replaced; days on which nothing was in force are left out.
   *
   * @param by columns that both have and that must be equal, {@code ticker}
   * @param day the day, a column of {@code days}
   * @param revised columns of {@code revisions} that name what is revised, {@code ticker} and
   *     {@code quarter}: a row replaces the earlier ones that have the same
   * @param order columns of {@code revisions}: the known time, then what orders those of one day
   * @return all columns of {@code days} and those of {@code revisions} that {@code days} has not
   */
  public static Dataset<Row> beside(
      Dataset<Row> days,
      List<String> by,
      String day,
      Dataset<Row> revisions,
      List<String> revised,
      List<String> order) {
    String knownOn = order.get(0);
    WindowSpec later = Window.partitionBy(columns(revised)).orderBy(columns(order));
    Dataset<Row> spans = revisions.withColumn(UNTIL, lead(col(knownOn), 1).over(later));
    Column sinceKnown = days.col(day).geq(spans.col(knownOn));
    Column notReplaced = spans.col(UNTIL).isNull().or(days.col(day).lt(spans.col(UNTIL)));
    Column matches = sinceKnown.and(notReplaced);
    for (String column : by) {
      matches = matches.and(days.col(column).equalTo(spans.col(column)));
    }
    Dataset<Row> joined = days.join(spans, matches);
    for (String column : by) {
      joined = joined.drop(spans.col(column));
    }
    return joined.drop(UNTIL);
  }

  private static Column[] columns(List<String> names) {
    return names.stream().map(name -> col(name)).toArray(Column[]::new);
  }
}
