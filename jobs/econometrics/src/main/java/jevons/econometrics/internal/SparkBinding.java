package jevons.econometrics.internal;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.exp;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.pow;
import static org.apache.spark.sql.functions.sqrt;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
import org.apache.spark.storage.StorageLevel;

/** Makes the rows of a regression from a Dataset, where they are. */
public final class SparkBinding {
  private static final String PERIOD = "__period";
  private static final String NEGATIVE = "negative weight";
  private static final StorageLevel KEPT = StorageLevel.MEMORY_AND_DISK();

  private final Roles roles;
  private final Dataset<Row> data;
  private final List<Column> selected = new ArrayList<>();
  private final List<Check> checks = new ArrayList<>();
  private final List<int[]> keys = new ArrayList<>();
  private Dataset<Row> source;

  private SparkBinding(Roles roles, Dataset<Row> data) {
    this.roles = roles;
    this.data = data;
  }

  /**
   * Fits distributed rows; the same figures as on the driver.
   *
   * @param first some of the rows
   */
  public static Fit fit(Roles roles, Dataset<Row> data, List<Row> first, SmallSample ssc) {
    return MomentsFit.fit(roles, data, first, ssc).orElseGet(() -> fit(roles, data, ssc));
  }

  /** Fits by factoring the rows, which are kept where they are and read several times. */
  static Fit fit(Roles roles, Dataset<Row> data, SmallSample ssc) {
    Bound bound = new SparkBinding(roles, data).bind();
    try {
      return Estimation.fit(roles.modelled(bound), roles.covariances(), ssc);
    } finally {
      bound.rows().close();
    }
  }

  private Bound bind() {
    source = data;
    Formula formula = roles.formula();
    boolean hasTime = roles.needsTime();
    boolean hasUnit = hasTime && roles.unit().isPresent();
    if (hasTime) {
      numberPeriods();
    }
    List<Roles.Part> parts = roles.parts();
    List<String> clusters = roles.clusterColumns();
    int y = checked(formula.response());
    int[][] factors = new int[parts.size()][];
    int[] levelPlace = new int[parts.size()];
    for (int p = 0; p < factors.length; p++) {
      factors[p] = parts.get(p).numeric().stream().mapToInt(this::checked).toArray();
      levelPlace[p] = parts.get(p).levels().map(l -> key(List.of(l.column()))).orElse(-1);
    }
    int w = roles.weights().map(this::weight).orElse(-1);
    int[] effects = formula.effects().stream().mapToInt(e -> key(e.columns())).toArray();
    int[] groups = clusters.stream().mapToInt(c -> key(List.of(c))).toArray();
    int unit = hasUnit ? key(List.of(roles.unit().orElseThrow())) : -1;
    int time = hasTime ? add(col(PERIOD)) : -1;
    if (hasTime) {
      checks.add(new Check(time, roles.time().orElseThrow() + " missing", Kind.KEY, new int[0]));
    }
    List<Check> all = List.copyOf(checks);
    List<int[]> places = List.copyOf(keys);
    JavaRDD<Row> raw = source.select(selected.toArray(Column[]::new)).toJavaRDD().persist(KEPT);
    try {
      Census census =
          raw.treeAggregate(
              new Census(places.size()), (c, row) -> c.add(row, all, places), Census::merge);
      if (census.reasons.containsKey(NEGATIVE)) {
        throw new EconometricsException(
            "weights " + roles.weights().orElseThrow() + ": some are negative.");
      }
      Map<String, Long> dropped = new LinkedHashMap<>(census.reasons);
      List<String> terms = new ArrayList<>();
      // A column is the product of the factors of a part, where a level is given for its rows only.
      List<Integer> partOf = new ArrayList<>();
      List<Object> levelOf = new ArrayList<>();
      if (formula.intercept()) {
        terms.add(Formula.INTERCEPT);
        partOf.add(-1);
        levelOf.add(null);
      }
      int endogenous = 0;
      List<String> instruments = new ArrayList<>();
      for (int p = 0; p < factors.length; p++) {
        Roles.Part part = parts.get(p);
        List<String> names = part.kind() == Roles.Kind.INSTRUMENT ? instruments : terms;
        List<Object> levels = new ArrayList<>();
        if (part.levels().isPresent()) {
          Set<Object> distinct = new HashSet<>();
          census.codes.get(levelPlace[p]).keySet().forEach(k -> distinct.add(k.get(0)));
          levels.addAll(roles.levelsKept(part, distinct));
        } else {
          levels.add(null);
        }
        for (Object level : levels) {
          names.add(level == null ? part.name() : Roles.levelName(part, level));
          endogenous += part.kind() == Roles.Kind.ENDOGENOUS ? 1 : 0;
          partOf.add(p);
          levelOf.add(level);
        }
      }
      Layout at =
          new Layout(
              terms.size(), instruments.size(), effects.length, groups.length, hasUnit, hasTime);
      int[] codePlaces = new int[effects.length + groups.length + (hasUnit ? 1 : 0)];
      System.arraycopy(effects, 0, codePlaces, 0, effects.length);
      System.arraycopy(groups, 0, codePlaces, effects.length, groups.length);
      if (hasUnit) {
        codePlaces[codePlaces.length - 1] = unit;
      }
      List<HashMap<List<Object>, Integer>> codes = census.codes;
      for (int group : groups) {
        codes.set(group, Roles.inOrder(codes.get(group).keySet()));
      }
      JavaRDD<double[]> rows =
          raw.filter(row -> reason(row, all) == null)
              .map(
                  row -> {
                    double[] r = new double[at.size()];
                    r[Layout.Y] = row.getDouble(y);
                    for (int j = 0; j < at.columns() - 1; j++) {
                      int p = partOf.get(j);
                      double product = 1;
                      for (int f = 0; p >= 0 && f < factors[p].length; f++) {
                        product *= row.getDouble(factors[p][f]);
                      }
                      Object level = levelOf.get(j);
                      boolean other =
                          level != null && !level.equals(row.get(places.get(levelPlace[p])[0]));
                      r[Layout.X + j] = other ? 0 : product;
                    }
                    r[at.weight()] = w < 0 ? 1 : row.getDouble(w);
                    for (int c = 0; c < codePlaces.length; c++) {
                      r[at.weight() + 1 + c] =
                          codes.get(codePlaces[c]).get(keyOf(row, places.get(codePlaces[c])));
                    }
                    if (hasTime) {
                      r[at.time()] = row.getLong(time);
                    }
                    return r;
                  });
      int[] effectLevels = levels(census, effects);
      int[] clusterLevels = levels(census, groups);
      int units = hasUnit ? census.codes.get(unit).size() : 0;
      Design design =
          new Design(
              formula,
              at,
              terms,
              endogenous,
              instruments,
              effectLevels,
              clusters,
              clusterLevels,
              units,
              dropped);
      return new Bound(design, new SparkRows(rows, raw), List.of());
    } catch (RuntimeException e) {
      raw.unpersist();
      throw e;
    }
  }

  private static int[] levels(Census census, int[] places) {
    return Arrays.stream(places).map(p -> census.codes.get(p).size()).toArray();
  }

  private enum Kind {
    NUMBER,
    WEIGHT,
    KEY
  }

  /**
   * A reason to leave a row out: the value at {@code place} is missing, or a number that is not
   * finite although none of the columns it is made from is missing.
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Check(int place, String text, Kind kind, int[] from, String... missing)
      implements Serializable {

    String reason(Row row) {
      if (kind == Kind.KEY) {
        return row.isNullAt(place) || Roles.isMissing(row.get(place)) ? text : null;
      }
      double value = row.isNullAt(place) ? Double.NaN : row.getDouble(place);
      if (kind == Kind.WEIGHT && !Double.isNaN(value)) {
        return value < 0 ? NEGATIVE : value == 0 ? text.replace("missing", "is 0") : null;
      }
      if (Double.isFinite(value)) {
        return null;
      }
      for (int i = 0; i < from.length; i++) {
        if (row.isNullAt(from[i]) || Double.isNaN(row.getDouble(from[i]))) {
          return missing[i];
        }
      }
      return text;
    }
  }

  /** Reasons of the rows left out, and a code for each key of the rows kept. */
  private static final class Census implements Serializable {
    final TreeMap<String, Long> reasons = new TreeMap<>();
    final List<HashMap<List<Object>, Integer>> codes = new ArrayList<>();

    Census(int keys) {
      for (int i = 0; i < keys; i++) {
        codes.add(new HashMap<>());
      }
    }

    Census add(Row row, List<Check> checks, List<int[]> places) {
      String reason = SparkBinding.reason(row, checks);
      if (reason != null) {
        reasons.merge(reason, 1L, Long::sum);
        return this;
      }
      for (int i = 0; i < places.size(); i++) {
        HashMap<List<Object>, Integer> code = codes.get(i);
        code.computeIfAbsent(keyOf(row, places.get(i)), k -> code.size());
      }
      return this;
    }

    Census merge(Census other) {
      other.reasons.forEach((reason, n) -> reasons.merge(reason, n, Long::sum));
      for (int i = 0; i < codes.size(); i++) {
        HashMap<List<Object>, Integer> code = codes.get(i);
        other.codes.get(i).keySet().forEach(k -> code.computeIfAbsent(k, x -> code.size()));
      }
      return this;
    }
  }

  private static String reason(Row row, List<Check> checks) {
    for (Check check : checks) {
      String reason = check.reason(row);
      if (reason != null) {
        return reason;
      }
    }
    return null;
  }

  private static List<Object> keyOf(Row row, int[] places) {
    List<Object> key = new ArrayList<>(places.length);
    for (int place : places) {
      key.add(row.get(place));
    }
    return key;
  }

  private int add(Column column) {
    selected.add(column.as("__" + selected.size()));
    return selected.size() - 1;
  }

  /** Selects the value of an expression, to be finite; gives its place. */
  private int checked(Expression e) {
    Formula alone = new Formula("", e, true, List.of(), List.of());
    int place = add(value(e));
    List<String> names = List.copyOf(alone.columns());
    int[] from = names.stream().mapToInt(name -> add(number(name))).toArray();
    String text = e + (alone.looksBack() ? LocalBinding.NO_PERIOD : " is not a finite number");
    String[] missing = names.stream().map(name -> name + " missing").toArray(String[]::new);
    checks.add(new Check(place, text, Kind.NUMBER, from, missing));
    return place;
  }

  private int weight(String name) {
    int place = add(number(name));
    checks.add(new Check(place, name + " missing", Kind.WEIGHT, new int[0]));
    return place;
  }

  /** Selects the columns of a key; gives its number among the keys. */
  private int key(List<String> columns) {
    int[] places = new int[columns.size()];
    for (int i = 0; i < places.length; i++) {
      places[i] = add(quoted(columns.get(i)));
      checks.add(new Check(places[i], columns.get(i) + " missing", Kind.KEY, new int[0]));
    }
    keys.add(places);
    return keys.size() - 1;
  }

  private void numberPeriods() {
    String column = roles.time().orElseThrow();
    List<Object> distinct = new ArrayList<>();
    data.select(quoted(column))
        .filter(quoted(column).isNotNull())
        .distinct()
        .collectAsList()
        .forEach(row -> distinct.add(row.get(0)));
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
      return earlier(l.of(), l.periods());
    } else if (e instanceof Expression.Difference d) {
      return value(d.of()).minus(earlier(d.of(), d.periods()));
    }
    throw new EconometricsException(e + " can only stand as a term of its own.");
  }

  /** By range and not by position, so that a gap gives null. */
  private Column earlier(Expression of, int periods) {
    Column value = value(of);
    if (new Formula("", of, true, List.of(), List.of()).looksBack()) {
      // Spark takes no window inside a window: the inner one becomes a column first.
      String name = "__lag" + source.columns().length;
      source = source.withColumn(name, value);
      value = col(name);
    }
    WindowSpec unit =
        roles.unit().isPresent()
            ? Window.partitionBy(quoted(roles.unit().get()))
            : Window.partitionBy(lit(0));
    return max(value).over(unit.orderBy(col(PERIOD)).rangeBetween(-periods, -periods));
  }

  private static Column quoted(String name) {
    return col("`" + name + "`");
  }
}
