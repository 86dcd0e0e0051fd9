package jevons.econometrics.internal;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.exp;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.sqrt;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jevons.econometrics.EconometricsException;
import jevons.econometrics.Expression;
import jevons.econometrics.Fit;
import jevons.econometrics.Formula;
import jevons.econometrics.Sample;
import jevons.econometrics.SmallSample;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;

/** Makes the rows of a regression from a Dataset, where they are. */
public final class SparkBinding {
  private static final String PERIOD = "__period";
  private static final String REASON = "__reason";

  private final Roles roles;
  private final Dataset<Row> data;
  private Dataset<Row> source;

  private SparkBinding(Roles roles, Dataset<Row> data) {
    this.roles = roles;
    this.data = data;
  }

  /** Fits distributed rows; the same figures as on the driver. */
  public static Fit fit(Roles roles, Dataset<Row> data, SmallSample ssc) {
    Bound bound = new SparkBinding(roles, data).bind();
    try {
      return Estimation.fit(bound, roles.covariances(), ssc);
    } finally {
      bound.rows().close();
    }
  }

  private Bound bind() {
    source = data;
    Formula formula = roles.formula();
    if (roles.needsTime()) {
      numberPeriods();
    }
    Column reason = lit(null).cast("string");
    List<Column> out = new ArrayList<>();
    Column y = value(formula.response());
    reason = reasonFor(reason, formula.response(), y);
    out.add(y.as("__y"));
    List<Roles.Part> parts = roles.parts();
    List<Column> products = new ArrayList<>();
    for (Roles.Part part : parts) {
      Column product = lit(1.0);
      for (Expression f : part.numeric()) {
        Column v = value(f);
        reason = reasonFor(reason, f, v);
        product = product.multiply(v);
      }
      products.add(product);
      if (part.levels().isPresent()) {
        reason = reasonForKey(reason, part.levels().get().column());
      }
    }
    Column w = lit(1.0);
    if (roles.weights().isPresent()) {
      String name = roles.weights().get();
      w = number(name);
      reason =
          coalesce(
              reason,
              when(w.isNull().or(w.isNaN()), name + " missing").when(w.equalTo(0), name + " is 0"));
      if (source.filter(w.lt(0)).limit(1).count() > 0) {
        throw new EconometricsException("weights " + name + ": some are negative.");
      }
    }
    for (Formula.Effect e : formula.effects()) {
      for (String c : e.columns()) {
        reason = reasonForKey(reason, c);
      }
    }
    List<String> clusters = roles.clusterColumns();
    for (String c : clusters) {
      reason = reasonForKey(reason, c);
    }
    boolean hasTime = roles.needsTime();
    boolean hasUnit = hasTime && roles.unit().isPresent();
    if (hasTime) {
      reason = reasonForKey(reason, roles.time().get());
      if (hasUnit) {
        reason = reasonForKey(reason, roles.unit().get());
      }
    }
    Dataset<Row> marked = source.withColumn(REASON, reason);
    Map<String, Long> dropped = new LinkedHashMap<>();
    for (Row row :
        marked.filter(col(REASON).isNotNull()).groupBy(REASON).agg(count(lit(1))).collectAsList()) {
      dropped.put(row.getString(0), row.getLong(1));
    }
    Dataset<Row> kept = marked.filter(col(REASON).isNull());
    List<String> terms = new ArrayList<>();
    if (formula.intercept()) {
      terms.add(Formula.INTERCEPT);
      out.add(lit(1.0).as("__x0"));
    }
    for (int p = 0; p < parts.size(); p++) {
      Roles.Part part = parts.get(p);
      if (part.levels().isEmpty()) {
        out.add(products.get(p).as("__x" + terms.size()));
        terms.add(part.name());
        continue;
      }
      Column levels = quoted(part.levels().get().column());
      List<Object> distinct =
          distinct(kept, List.of(part.levels().get().column())).stream()
              .map(key -> key.get(0))
              .toList();
      for (Object level : roles.levelsKept(part, distinct)) {
        out.add(
            when(levels.equalTo(lit(level)), products.get(p))
                .otherwise(0.0)
                .as("__x" + terms.size()));
        terms.add(Roles.levelName(part, level));
      }
    }
    Layout at =
        new Layout(terms.size(), formula.effects().size(), clusters.size(), hasUnit, hasTime);
    out.add(w.as("__w"));
    int numbers = out.size();
    List<List<String>> keys = new ArrayList<>();
    formula.effects().forEach(e -> keys.add(e.columns()));
    clusters.forEach(c -> keys.add(List.of(c)));
    if (hasUnit) {
      keys.add(List.of(roles.unit().get()));
    }
    List<HashMap<List<Object>, Integer>> codes = new ArrayList<>();
    int[] starts = new int[keys.size() + 1];
    starts[0] = numbers;
    for (int i = 0; i < keys.size(); i++) {
      HashMap<List<Object>, Integer> code = new HashMap<>();
      for (List<Object> key : distinct(kept, keys.get(i))) {
        code.put(key, code.size());
      }
      codes.add(code);
      for (String c : keys.get(i)) {
        out.add(quoted(c).as("__k" + out.size()));
      }
      starts[i + 1] = out.size();
    }
    if (hasTime) {
      out.add(col(PERIOD));
    }
    int timePlace = out.size() - 1;
    JavaRDD<double[]> rows =
        kept.select(out.toArray(Column[]::new))
            .toJavaRDD()
            .map(
                row -> {
                  double[] r = new double[at.size()];
                  for (int i = 0; i < numbers; i++) {
                    r[i] = row.getDouble(i);
                  }
                  for (int i = 0; i < codes.size(); i++) {
                    r[numbers + i] = codes.get(i).get(key(row, starts[i], starts[i + 1]));
                  }
                  if (hasTime) {
                    r[at.time()] = row.getLong(timePlace);
                  }
                  return r;
                });
    int[] effectLevels = new int[at.effects()];
    int[] clusterLevels = new int[at.clusters()];
    for (int i = 0; i < keys.size(); i++) {
      if (i < effectLevels.length) {
        effectLevels[i] = codes.get(i).size();
      } else if (i < effectLevels.length + clusterLevels.length) {
        clusterLevels[i - effectLevels.length] = codes.get(i).size();
      }
    }
    int units = hasUnit ? codes.get(codes.size() - 1).size() : 0;
    Design design =
        new Design(formula, at, terms, effectLevels, clusters, clusterLevels, units, dropped);
    return new Bound(design, new SparkRows(rows), List.of());
  }

  private static List<Object> key(Row row, int from, int to) {
    List<Object> key = new ArrayList<>();
    for (int i = from; i < to; i++) {
      key.add(row.get(i));
    }
    return key;
  }

  private static List<List<Object>> distinct(Dataset<Row> rows, List<String> columns) {
    Column[] selected = columns.stream().map(SparkBinding::quoted).toArray(Column[]::new);
    return rows.select(selected).distinct().collectAsList().stream()
        .map(row -> key(row, 0, columns.size()))
        .toList();
  }

  private void numberPeriods() {
    String column = roles.time().orElseThrow();
    List<Object> distinct = new ArrayList<>();
    distinct(data.filter(quoted(column).isNotNull()), List.of(column))
        .forEach(key -> distinct.add(key.get(0)));
    HashMap<Object, Long> numbers = new HashMap<>(Periods.number(column, distinct));
    UDF1<Object, Long> number = numbers::get;
    source = data.withColumn(PERIOD, udf(number, DataTypes.LongType).apply(quoted(column)));
    if (roles.formula().looksBack()) {
      List<Column> group = new ArrayList<>(List.of(col(PERIOD)));
      roles.unit().ifPresent(u -> group.add(quoted(u)));
      Dataset<Row> twice =
          source
              .filter(group.stream().map(Column::isNotNull).reduce(Column::and).orElseThrow())
              .groupBy(group.toArray(Column[]::new))
              .count()
              .filter("count > 1")
              .limit(1);
      if (!twice.isEmpty()) {
        throw new EconometricsException(
            roles
                    .unit()
                    .map(u -> "some " + u + " has more than one row in a period of " + column)
                    .orElse("some period of " + column + " has more than one row")
                + ", so a lag is not defined; in a panel set the unit column.");
      }
    }
  }

  private Column reasonForKey(Column before, String column) {
    Column c = quoted(column);
    DataType type = data.schema().apply(column).dataType();
    Column missing = c.isNull();
    if (type.equals(DataTypes.DoubleType) || type.equals(DataTypes.FloatType)) {
      missing = missing.or(c.isNaN());
    }
    return coalesce(before, when(missing, column + " missing"));
  }

  private Column reasonFor(Column before, Expression e, Column value) {
    Formula alone = new Formula("", e, true, List.of(), List.of());
    Set<String> names = alone.columns();
    Column reason = before;
    for (String name : names) {
      Column c = number(name);
      Column bad = value.isNull().or(value.isNaN());
      reason = coalesce(reason, when(bad.and(c.isNull().or(c.isNaN())), name + " missing"));
    }
    Column infinite =
        value.isNull().or(value.isNaN()).or(abs(value).equalTo(Double.POSITIVE_INFINITY));
    return coalesce(
        reason,
        when(
            infinite,
            e + (alone.looksBack() ? " has no earlier period" : " is not a finite number")));
  }

  private Column number(String name) {
    DataType type = data.schema().apply(name).dataType();
    if (!(type instanceof NumericType) && !type.equals(DataTypes.BooleanType)) {
      // The driver's sentence for the same mistake, with a value to show.
      List<Row> first = data.select(quoted(name)).filter(quoted(name).isNotNull()).takeAsList(1);
      Sample.of(first, List.of(name)).numbers(name);
    }
    return type.equals(DataTypes.BooleanType)
        ? quoted(name).cast("int").cast("double")
        : quoted(name).cast("double");
  }

  private Column value(Expression e) {
    if (e instanceof Expression.Column c) {
      return number(c.name());
    } else if (e instanceof Expression.Constant c) {
      return lit(c.value());
    } else if (e instanceof Expression.AsIs a) {
      return value(a.of());
    } else if (e instanceof Expression.Negative m) {
      return value(m.of()).multiply(-1.0);
    } else if (e instanceof Expression.Call c) {
      Column of = value(c.of());
      return switch (c.function()) {
        case "log" -> log(of);
        case "exp" -> exp(of);
        case "sqrt" -> sqrt(of);
        default -> abs(of);
      };
    } else if (e instanceof Expression.Arithmetic a) {
      Column l = value(a.left());
      Column r = value(a.right());
      return switch (a.operator()) {
        case '+' -> l.plus(r);
        case '-' -> l.minus(r);
        case '*' -> l.multiply(r);
        case '/' -> l.divide(when(r.notEqual(0), r));
        default -> pow(l, r);
      };
    } else if (e instanceof Expression.Lag l) {
      return earlier(value(l.of()), l.periods());
    } else if (e instanceof Expression.Difference d) {
      Column of = value(d.of());
      return of.minus(earlier(of, d.periods()));
    }
    throw new EconometricsException(e + " can only stand as a term of its own.");
  }

  /** By range and not by position, so that a gap gives null. */
  private Column earlier(Column value, int periods) {
    if (hasWindow(value)) {
      String name = "__lag" + source.columns().length;
      source = source.withColumn(name, value);
      return earlier(col(name), periods);
    }
    WindowSpec unit =
        roles.unit().isPresent()
            ? Window.partitionBy(quoted(roles.unit().get()))
            : Window.partitionBy(lit(0));
    return max(value).over(unit.orderBy(col(PERIOD)).rangeBetween(-periods, -periods));
  }

  private static boolean hasWindow(Column value) {
    return value.toString().contains("OVER");
  }

  private static Column quoted(String name) {
    return col("`" + name + "`");
  }
}
