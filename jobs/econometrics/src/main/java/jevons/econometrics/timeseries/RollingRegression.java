package jevons.econometrics.timeseries;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import jevons.econometrics.Coefficient;
import jevons.econometrics.Covariance;
import jevons.econometrics.EconometricsException;
import jevons.econometrics.Fit;
import jevons.econometrics.Formula;
import jevons.econometrics.PanelOls;
import jevons.econometrics.Sample;
import jevons.econometrics.SmallSample;
import jevons.econometrics.internal.Names;
import jevons.econometrics.internal.Periods;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The same regression over and over on windows of time, for each unit alone.
 *
 * <pre>
 *   b_t by least squares on the rows of the periods t - w + 1 .. t (rolling), or of all periods to t (recursive)
 * </pre>
 *
 * The window is in periods of the calendar, so a gap makes it thinner and never longer. The terms
 * of the formula are made once from all rows of the unit: a lag at the start of a window looks
 * before it. A window with fewer rows than set, or whose terms are collinear there, is among the
 * {@link Result#skipped} with the reason.
 */
public final class RollingRegression {
  // Names that no term of a formula can have.
  private static final String RESPONSE = "left-hand side";
  private static final String PERIOD = "period of the window";

  private Formula formula;
  private int window;
  private boolean recursive;
  private int step = 1;
  private int minimum;
  private Optional<String> unit = Optional.empty();
  private Optional<String> time = Optional.empty();
  private Covariance covariance = Covariance.iid();
  private SmallSample smallSample = SmallSample.FIXEST;

  /** {@code "y ~ x"}, without effects. */
  public RollingRegression setFormula(String formula) {
    this.formula = Formula.parse(formula);
    return this;
  }

  /** w, periods of a window. */
  public RollingRegression setWindow(int periods) {
    this.window = periods;
    this.recursive = false;
    return this;
  }

  /** From the first period on, in place of a window. */
  public RollingRegression setRecursive() {
    this.recursive = true;
    return this;
  }

  /** Periods from one end to the next. Default: 1. */
  public RollingRegression setStep(int periods) {
    this.step = periods;
    return this;
  }

  /**
   * Least rows. Default: the periods of the window, or twice the coefficients and one when
   * recursive.
   */
  public RollingRegression setMinimumRows(int rows) {
    this.minimum = rows;
    return this;
  }

  /** Column of the unit. */
  public RollingRegression setUnit(String column) {
    this.unit = Optional.of(column);
    return this;
  }

  /** Column of the period; see {@link PanelOls#setTime}. Without it rows are in order of time. */
  public RollingRegression setTime(String column) {
    this.time = Optional.of(column);
    return this;
  }

  /** Errors. Default: {@link Covariance#iid()}. */
  public RollingRegression setCovariance(Covariance covariance) {
    this.covariance = covariance;
    return this;
  }

  /** Convention of the small-sample factors. Default: {@link SmallSample#FIXEST}. */
  public RollingRegression setSmallSample(SmallSample smallSample) {
    this.smallSample = smallSample;
    return this;
  }

  /**
   * One window.
   *
   * @param unit as text; empty without a unit
   * @param end last period with a row in it, as in the data
   * @param row place of that row among those handed in
   */
  public record Window(
      String unit, String end, int row, long n, double r2, List<Coefficient> coefficients) {
    public Window {
      coefficients = List.copyOf(coefficients);
    }

    /** The coefficient of a term. */
    public Coefficient coefficient(String term) {
      return coefficients.stream()
          .filter(c -> c.term().equals(term))
          .findFirst()
          .orElseThrow(() -> new EconometricsException("no term \"" + term + "\" in the window."));
    }
  }

  /**
   * A window without a regression.
   *
   * @param row place of its last row among those handed in
   */
  public record Skipped(String unit, String end, int row, String reason) {}

  /** Windows by unit and end. */
  public record Result(List<Window> windows, List<Skipped> skipped) {
    public Result {
      windows = List.copyOf(windows);
      skipped = List.copyOf(skipped);
    }

    /** The windows of one unit. */
    public List<Window> of(String unit) {
      return windows.stream().filter(w -> w.unit().equals(unit)).toList();
    }
  }

  /**
   * Runs all windows.
   *
   * @throws EconometricsException when no window has the rows
   */
  public Result fit(Sample sample) {
    check();
    PanelOls ols = new PanelOls().setFormula(formula);
    unit.ifPresent(ols::setUnit);
    time.ifPresent(ols::setTime);
    Fit all = ols.fit(sample, Covariance.iid());
    List<String> terms = all.coefficients().stream().map(Coefficient::term).toList();
    Map<String, List<Fit.RowFigure>> byUnit = new LinkedHashMap<>();
    for (Fit.RowFigure f : all.figures().list()) {
      String key = unit.map(u -> String.valueOf(sample.values(u).get(f.row()))).orElse("");
      byUnit.computeIfAbsent(key, x -> new ArrayList<>()).add(f);
    }
    Map<Object, Long> numbers = time.map(t -> numbers(sample, t)).orElse(Map.of());
    List<Window> windows = new ArrayList<>();
    List<Skipped> skipped = new ArrayList<>();
    byUnit.forEach(
        (key, figures) -> {
          TreeMap<Long, Fit.RowFigure> rows = new TreeMap<>();
          for (Fit.RowFigure f : figures) {
            long period =
                time.map(t -> numbers.get(sample.values(t).get(f.row()))).orElse((long) f.row());
            if (rows.put(period, f) != null) {
              throw new EconometricsException(
                  "rolling regression: "
                      + (key.isEmpty() ? "the series" : key)
                      + " has two rows for "
                      + name(sample, f)
                      + "; set the unit.");
            }
          }
          roll(key, rows, terms, sample, windows, skipped);
        });
    if (windows.isEmpty()) {
      throw new EconometricsException(
          "rolling regression: none of "
              + skipped.size()
              + " windows could be fitted; the first: "
              + skipped.get(0).reason());
    }
    return new Result(windows, skipped);
  }

  /**
   * Runs all windows of a Dataset, each unit where its rows are; nothing but the distinct periods
   * comes to the driver.
   *
   * @return one row a window and term: unit, end, n, r2, term, estimate, standard_error, df; for a
   *     window or unit without a regression the term is null and {@code reason} says why
   * @throws EconometricsException when no unit or time column was set
   */
  public Dataset<Row> fit(Dataset<Row> rows) {
    check();
    if (unit.isEmpty() || time.isEmpty()) {
      throw new EconometricsException(
          "windows of a Dataset need the columns of unit and period (setUnit, setTime).");
    }
    Set<String> needed = new LinkedHashSet<>(formula.columns());
    needed.add(unit.get());
    needed.add(time.get());
    for (String column : needed) {
      if (!Arrays.asList(rows.columns()).contains(column)) {
        throw new EconometricsException(
            "the data do not have the column "
                + column
                + "."
                + Names.hint(column, Set.of(rows.columns())));
      }
    }
    return new RollingWindows(
            formula.text(),
            recursive ? 0 : window,
            step,
            minimum,
            covariance,
            smallSample,
            unit.get(),
            time.get(),
            List.copyOf(needed))
        .run(rows);
  }

  private void check() {
    if (formula == null || (!recursive && window < 1) || step < 1) {
      throw new EconometricsException(
          "rolling regression: formula "
              + formula
              + ", window "
              + window
              + ", step "
              + step
              + "; a formula, a window of 1 period or more (or setRecursive) and a step are needed.");
    }
    if (!formula.effects().isEmpty()) {
      throw new EconometricsException(
          "rolling regression: \"" + formula + "\" absorbs effects; set the unit in their place.");
    }
  }

  private void roll(
      String key,
      NavigableMap<Long, Fit.RowFigure> rows,
      List<String> terms,
      Sample sample,
      List<Window> windows,
      List<Skipped> skipped) {
    long first = rows.firstKey();
    int least = minimum > 0 ? minimum : recursive ? 2 * terms.size() + 1 : window;
    long start = recursive ? first + least - 1 : first + window - 1;
    for (long end = Math.min(start, rows.lastKey()); end <= rows.lastKey(); end += step) {
      Map<Long, Fit.RowFigure> within =
          rows.subMap(recursive ? first : end - window + 1, true, end, true);
      Map.Entry<Long, Fit.RowFigure> last = rows.floorEntry(end);
      String name = name(sample, last.getValue());
      if (within.size() < Math.max(least, terms.size() + 1)) {
        skipped.add(
            new Skipped(
                key,
                name,
                last.getValue().row(),
                within.size() + " rows; " + Math.max(least, terms.size() + 1) + " are needed."));
        continue;
      }
      try {
        Fit fit = regress(within, terms);
        List<Coefficient> coefficients = new ArrayList<>();
        for (int j = 0; j < terms.size(); j++) {
          Coefficient c = fit.coefficients().get(j);
          coefficients.add(
              new Coefficient(terms.get(j), c.estimate(), c.standardError(), c.degreesOfFreedom()));
        }
        windows.add(new Window(key, name, last.getValue().row(), fit.n(), fit.r2(), coefficients));
      } catch (EconometricsException e) {
        skipped.add(new Skipped(key, name, last.getValue().row(), e.getMessage()));
      }
    }
  }

  private Fit regress(Map<Long, Fit.RowFigure> within, List<String> terms) {
    List<Fit.RowFigure> rows = List.copyOf(within.values());
    Map<String, double[]> columns = new LinkedHashMap<>();
    double[] y = new double[rows.size()];
    double[] period = new double[rows.size()];
    int i = 0;
    for (Map.Entry<Long, Fit.RowFigure> e : within.entrySet()) {
      y[i] = e.getValue().fitted() + e.getValue().residual();
      period[i++] = e.getKey();
    }
    columns.put(RESPONSE, y);
    columns.put(PERIOD, period);
    List<String> names = new ArrayList<>();
    boolean intercept = formula.intercept();
    for (int j = intercept ? 1 : 0; j < terms.size(); j++) {
      double[] x = new double[rows.size()];
      for (int r = 0; r < x.length; r++) {
        x[r] = rows.get(r).regressors().get(j);
      }
      // The canonical text of a term, so that a message names it as the caller wrote it.
      String name = terms.get(j).replace('`', '\'');
      columns.put(name, x);
      names.add("`" + name + "`");
    }
    String right = names.isEmpty() ? "1" : String.join(" + ", names) + (intercept ? "" : " - 1");
    return new PanelOls()
        .setFormula("`" + RESPONSE + "` ~ " + right)
        .setTime(PERIOD)
        .setSmallSample(smallSample)
        .fitValues(columns, List.of(covariance));
  }

  private String name(Sample sample, Fit.RowFigure f) {
    return time.map(t -> String.valueOf(sample.values(t).get(f.row())))
        .orElse(Integer.toString(f.row() + 1));
  }

  private static Map<Object, Long> numbers(Sample sample, String time) {
    Set<Object> distinct = new HashSet<>(sample.values(time));
    distinct.removeAll(Collections.singleton(null));
    return Periods.number(time, distinct);
  }
}
