package jevons.econometrics.timeseries;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import jevons.econometrics.Coefficient;
import jevons.econometrics.Covariance;
import jevons.econometrics.EconometricsException;
import jevons.econometrics.Sample;
import jevons.econometrics.SmallSample;
import jevons.econometrics.internal.Periods;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Windows of many units, each unit where its rows are. Periods are numbered over all units first,
 * so that a day on which one unit was not traded is a gap for it alone.
 */
final class RollingWindows implements Serializable {
  private static final StructType SCHEMA =
      new StructType()
          .add("unit", DataTypes.StringType)
          .add("end", DataTypes.StringType)
          .add("n", DataTypes.LongType)
          .add("r2", DataTypes.DoubleType)
          .add("term", DataTypes.StringType)
          .add("estimate", DataTypes.DoubleType)
          .add("standard_error", DataTypes.DoubleType)
          .add("df", DataTypes.DoubleType)
          .add("reason", DataTypes.StringType);

  private final String formula;
  private final int window;
  private final int step;
  private final int minimum;
  private final String covariance;
  private final SmallSample smallSample;
  private final String unit;
  private final String time;
  private final List<String> columns;

  /**
   * @param window 0: recursive
   */
  RollingWindows(
      String formula,
      int window,
      int step,
      int minimum,
      Covariance covariance,
      SmallSample smallSample,
      String unit,
      String time,
      List<String> columns) {
    this.formula = formula;
    this.window = window;
    this.step = step;
    this.minimum = minimum;
    // Text, since options need not be serializable; it is what parse reads.
    this.covariance = covariance.toString();
    this.smallSample = smallSample;
    this.unit = unit;
    this.time = time;
    this.columns = new ArrayList<>(columns);
  }

  Dataset<Row> run(Dataset<Row> rows) {
    Dataset<Row> selected =
        rows.select(
            columns.stream()
                .map(c -> functions.col("`" + c + "`"))
                .toArray(org.apache.spark.sql.Column[]::new));
    List<Object> distinct = new ArrayList<>();
    selected
        .select(functions.col("`" + time + "`"))
        .distinct()
        .collectAsList()
        .forEach(
            r -> {
              if (!r.isNullAt(0)) {
                distinct.add(r.get(0));
              }
            });
    Map<Object, Long> numbers = new HashMap<>(Periods.number(time, distinct));
    int unitAt = columns.indexOf(unit);
    JavaRDD<Row> result =
        selected
            .javaRDD()
            .filter(r -> !r.isNullAt(unitAt))
            .groupBy(r -> String.valueOf(r.get(unitAt)))
            .flatMap(group -> one(group._1(), group._2(), numbers));
    return rows.sparkSession().createDataFrame(result, SCHEMA);
  }

  private Iterator<Row> one(String name, Iterable<Row> given, Map<Object, Long> numbers) {
    List<Row> rows = new ArrayList<>();
    given.forEach(rows::add);
    Sample sample = Sample.of(rows, columns);
    List<Long> periods = new ArrayList<>();
    for (Object value : sample.values(time)) {
      periods.add(value == null ? null : numbers.get(value));
    }
    Sample numbered = sample.withValues(time, periods);
    RollingRegression roll =
        new RollingRegression()
            .setFormula(formula)
            .setStep(step)
            .setMinimumRows(minimum)
            .setCovariance(Covariance.parse(covariance))
            .setSmallSample(smallSample)
            .setTime(time);
    if (window > 0) {
      roll.setWindow(window);
    } else {
      roll.setRecursive();
    }
    List<Row> out = new ArrayList<>();
    RollingRegression.Result found;
    try {
      found = roll.fit(numbered);
    } catch (EconometricsException e) {
      out.add(RowFactory.create(name, null, null, null, null, null, null, null, e.getMessage()));
      return out.iterator();
    }
    for (RollingRegression.Window w : found.windows()) {
      String end = String.valueOf(sample.values(time).get(w.row()));
      for (Coefficient c : w.coefficients()) {
        out.add(
            RowFactory.create(
                name,
                end,
                w.n(),
                w.r2(),
                c.term(),
                c.estimate(),
                c.standardError(),
                c.degreesOfFreedom(),
                null));
      }
    }
    for (RollingRegression.Skipped s : found.skipped()) {
      out.add(
          RowFactory.create(name, end(sample, s), null, null, null, null, null, null, s.reason()));
    }
    return out.iterator();
  }

  private String end(Sample sample, RollingRegression.Skipped skipped) {
    return String.valueOf(sample.values(time).get(skipped.row()));
  }
}
