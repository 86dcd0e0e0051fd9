package jevons.econometrics.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import jevons.econometrics.EconometricsException;
import jevons.econometrics.Expression;
import jevons.econometrics.Formula;
import jevons.econometrics.Sample;

/** Makes the rows of a regression from columns on the driver. */
final class LocalBinding {
  /** Why a lag, lead or difference is missing. */
  static final String NO_PERIOD = " has no such period";

  private final Roles roles;
  private final Sample sample;
  private final int n;
  private long[] period;
  private boolean[] hasPeriod;
  private Map<List<Object>, Integer> rowOf;

  private LocalBinding(Roles roles, Sample sample) {
    this.roles = roles;
    this.sample = sample;
    this.n = sample.rows();
  }

  static Bound bind(Roles roles, Sample sample) {
    roles.check(sample.names());
    return new LocalBinding(roles, sample).bind();
  }

  private Bound bind() {
    if (roles.needsTime()) {
      numberPeriods();
    }
    Formula formula = roles.formula();
    String[] reason = new String[n];
    double[] y = evaluate(formula.response());
    drop(reason, formula.response(), y);
    List<Roles.Part> parts = roles.parts();
    List<double[]> products = new ArrayList<>();
    for (Roles.Part part : parts) {
      double[] product = new double[n];
      java.util.Arrays.fill(product, 1);
      for (Expression f : part.numeric()) {
        double[] values = evaluate(f);
        drop(reason, f, values);
        for (int i = 0; i < n; i++) {
          product[i] *= values[i];
        }
      }
      products.add(product);
      part.levels().ifPresent(l -> dropMissing(reason, l.column()));
    }
    double[] w = weights(reason);
    for (Formula.Effect e : formula.effects()) {
      e.columns().forEach(c -> dropMissing(reason, c));
    }
    List<String> clusters = roles.clusterColumns();
    clusters.forEach(c -> dropMissing(reason, c));
    if (roles.needsTime()) {
      roles.unit().ifPresent(c -> dropMissing(reason, c));
      roles.time().ifPresent(c -> dropMissing(reason, c));
    }
    List<Integer> kept = new ArrayList<>();
    Map<String, Long> dropped = new LinkedHashMap<>();
    for (int i = 0; i < n; i++) {
      if (reason[i] == null) {
        kept.add(i);
      } else {
        dropped.merge(reason[i], 1L, Long::sum);
      }
    }
    List<String> terms = new ArrayList<>();
    List<double[]> columns = new ArrayList<>();
    if (formula.intercept()) {
      double[] ones = new double[n];
      java.util.Arrays.fill(ones, 1);
      terms.add(Formula.INTERCEPT);
      columns.add(ones);
    }
    int endogenous = 0;
    List<String> instruments = new ArrayList<>();
    for (int p = 0; p < parts.size(); p++) {
      Roles.Part part = parts.get(p);
      List<String> names = part.kind() == Roles.Kind.INSTRUMENT ? instruments : terms;
      int before = names.size();
      if (part.levels().isEmpty()) {
        names.add(part.name());
        columns.add(products.get(p));
        endogenous += part.kind() == Roles.Kind.ENDOGENOUS ? 1 : 0;
        continue;
      }
      List<Object> values = sample.values(part.levels().get().column());
      Set<Object> distinct = new LinkedHashSet<>();
      kept.forEach(i -> distinct.add(values.get(i)));
      for (Object level : roles.levelsKept(part, distinct)) {
        double[] column = new double[n];
        for (int i : kept) {
          column[i] = values.get(i).equals(level) ? products.get(p)[i] : 0;
        }
        names.add(Roles.levelName(part, level));
        columns.add(column);
      }
      endogenous += part.kind() == Roles.Kind.ENDOGENOUS ? names.size() - before : 0;
    }
    boolean hasUnit = roles.unit().isPresent() && roles.needsTime();
    boolean hasTime = roles.needsTime();
    Layout at =
        new Layout(
            terms.size(),
            instruments.size(),
            formula.effects().size(),
            clusters.size(),
            hasUnit,
            hasTime);
    List<double[]> rows = new ArrayList<>(kept.size());
    for (int i : kept) {
      double[] row = new double[at.size()];
      row[Layout.Y] = y[i];
      for (int j = 0; j < columns.size(); j++) {
        row[Layout.X + j] = columns.get(j)[i];
      }
      row[at.weight()] = w[i];
      if (hasTime) {
        row[at.time()] = period[i];
      }
      rows.add(row);
    }
    int[] effectLevels = new int[at.effects()];
    for (int q = 0; q < effectLevels.length; q++) {
      effectLevels[q] = code(formula.effects().get(q).columns(), kept, rows, at.effect(q));
    }
    int[] clusterLevels = new int[at.clusters()];
    for (int c = 0; c < clusterLevels.length; c++) {
      clusterLevels[c] = codeInOrder(clusters.get(c), kept, rows, at.cluster(c));
    }
    int units = hasUnit ? code(List.of(roles.unit().get()), kept, rows, at.unit()) : 0;
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
            dropped,
            series());
    return new Bound(design, new LocalRows(rows), kept);
  }

  private int code(List<String> names, List<Integer> kept, List<double[]> rows, int place) {
    Map<List<Object>, Integer> codes = new HashMap<>();
    List<List<Object>> values = names.stream().map(sample::values).toList();
    for (int r = 0; r < kept.size(); r++) {
      List<Object> key = new ArrayList<>();
      for (List<Object> column : values) {
        key.add(column.get(kept.get(r)));
      }
      rows.get(r)[place] = codes.computeIfAbsent(key, x -> codes.size());
    }
    return codes.size();
  }

  private Map<String, SortedMap<Long, Double>> series() {
    Map<String, SortedMap<Long, Double>> series = new LinkedHashMap<>();
    for (String name : roles.seriesColumns()) {
      double[] values = sample.numbers(name);
      SortedMap<Long, Double> byPeriod = new TreeMap<>();
      for (int i = 0; i < n; i++) {
        if (hasPeriod[i] && Double.isFinite(values[i])) {
          byPeriod.put(period[i], values[i]);
        }
      }
      series.put(name, byPeriod);
    }
    return series;
  }

  private int codeInOrder(String name, List<Integer> kept, List<double[]> rows, int place) {
    List<Object> values = sample.values(name);
    Set<List<Object>> distinct = new LinkedHashSet<>();
    kept.forEach(i -> distinct.add(List.of(values.get(i))));
    Map<List<Object>, Integer> codes = Roles.inOrder(distinct);
    for (int r = 0; r < kept.size(); r++) {
      rows.get(r)[place] = codes.get(List.of(values.get(kept.get(r))));
    }
    return codes.size();
  }

  private double[] weights(String[] reason) {
    double[] w = new double[n];
    java.util.Arrays.fill(w, 1);
    if (roles.weights().isEmpty()) {
      return w;
    }
    String name = roles.weights().get();
    double[] given = sample.numbers(name);
    for (int i = 0; i < n; i++) {
      w[i] = given[i];
      if (given[i] < 0 || Double.isInfinite(given[i])) {
        throw new EconometricsException(
            "weights " + name + ", row " + (i + 1) + ": " + given[i] + " is not a weight.");
      }
      if (reason[i] == null && !(given[i] > 0)) {
        reason[i] = Double.isNaN(given[i]) ? name + " missing" : name + " is 0";
      }
    }
    return w;
  }

  private void dropMissing(String[] reason, String column) {
    List<Object> values = sample.values(column);
    for (int i = 0; i < n; i++) {
      if (reason[i] == null && Roles.isMissing(values.get(i))) {
        reason[i] = column + " missing";
      }
    }
  }

  private void drop(String[] reason, Expression e, double[] values) {
    Set<String> names = new Formula("", e, true, List.of(), List.of()).columns();
    List<double[]> base = names.stream().map(sample::numbers).toList();
    for (int i = 0; i < n; i++) {
      if (reason[i] != null || Double.isFinite(values[i])) {
        continue;
      }
      String missing = null;
      int c = 0;
      for (String name : names) {
        if (missing == null && Double.isNaN(base.get(c)[i])) {
          missing = name + " missing";
        }
        c++;
      }
      boolean looksBack = new Formula("", e, true, List.of(), List.of()).looksBack();
      reason[i] =
          missing != null ? missing : looksBack ? e + NO_PERIOD : e + " is not a finite number";
    }
  }

  private void numberPeriods() {
    period = new long[n];
    hasPeriod = new boolean[n];
    if (roles.time().isEmpty()) {
      if (roles.unit().isPresent()) {
        throw new EconometricsException(
            "a unit is set but no time: lags and errors over time need the column of the period.");
      }
      for (int i = 0; i < n; i++) {
        period[i] = i;
        hasPeriod[i] = true;
      }
      return;
    }
    String column = roles.time().get();
    List<Object> values = sample.values(column);
    Set<Object> distinct = new LinkedHashSet<>();
    values.stream().filter(v -> !Roles.isMissing(v)).forEach(distinct::add);
    Map<Object, Long> numbers = Periods.number(column, distinct);
    for (int i = 0; i < n; i++) {
      if (!Roles.isMissing(values.get(i))) {
        period[i] = numbers.get(values.get(i));
        hasPeriod[i] = true;
      }
    }
  }

  private void indexRows() {
    if (rowOf != null) {
      return;
    }
    rowOf = new HashMap<>();
    for (int i = 0; i < n; i++) {
      if (!hasPeriod[i]) {
        continue;
      }
      Object unit = roles.unit().isPresent() ? sample.values(roles.unit().get()).get(i) : "";
      if (unit == null) {
        continue;
      }
      Integer before = rowOf.put(List.of(unit, period[i]), i);
      if (before != null) {
        throw new EconometricsException(twice(i));
      }
    }
  }

  private String twice(int row) {
    String when =
        roles.time().isPresent() ? String.valueOf(sample.values(roles.time().get()).get(row)) : "";
    return roles
        .unit()
        .map(
            u ->
                u
                    + " "
                    + sample.values(u).get(row)
                    + " has more than one row for "
                    + when
                    + ", so a lag is not defined.")
        .orElse(
            when
                + " has more than one row, so a lag is not defined; in a panel set the unit"
                + " column.");
  }

  private double[] evaluate(Expression e) {
    double[] out = new double[n];
    if (e instanceof Expression.Column c) {
      return sample.numbers(c.name());
    } else if (e instanceof Expression.Constant c) {
      java.util.Arrays.fill(out, c.value());
    } else if (e instanceof Expression.AsIs a) {
      return evaluate(a.of());
    } else if (e instanceof Expression.Negative m) {
      double[] of = evaluate(m.of());
      for (int i = 0; i < n; i++) {
        out[i] = -of[i];
      }
    } else if (e instanceof Expression.Call c) {
      double[] of = evaluate(c.of());
      for (int i = 0; i < n; i++) {
        out[i] =
            switch (c.function()) {
              case "log" -> StrictMath.log(of[i]);
              case "exp" -> StrictMath.exp(of[i]);
              case "sqrt" -> Math.sqrt(of[i]);
              default -> Math.abs(of[i]);
            };
      }
    } else if (e instanceof Expression.Arithmetic a) {
      double[] l = evaluate(a.left());
      double[] r = evaluate(a.right());
      for (int i = 0; i < n; i++) {
        out[i] =
            switch (a.operator()) {
              case '+' -> l[i] + r[i];
              case '-' -> l[i] - r[i];
              case '*' -> l[i] * r[i];
              case '/' -> l[i] / r[i];
              default -> StrictMath.pow(l[i], r[i]);
            };
      }
    } else if (e instanceof Expression.Lag l) {
      return earlier(evaluate(l.of()), l.periods());
    } else if (e instanceof Expression.Difference d) {
      double[] of = evaluate(d.of());
      double[] before = earlier(of, d.periods());
      for (int i = 0; i < n; i++) {
        out[i] = of[i] - before[i];
      }
    } else {
      throw new EconometricsException(e + " can only stand as a term of its own.");
    }
    return out;
  }

  private double[] earlier(double[] values, int periods) {
    indexRows();
    double[] out = new double[n];
    for (int i = 0; i < n; i++) {
      Object unit = roles.unit().isPresent() ? sample.values(roles.unit().get()).get(i) : "";
      Integer row =
          unit == null || !hasPeriod[i] ? null : rowOf.get(List.of(unit, period[i] - periods));
      out[i] = row == null ? Double.NaN : values[row];
    }
    return out;
  }
}
