package jevons.econometrics.internal.moments;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import jevons.econometrics.Expression;
import jevons.econometrics.Formula;
import org.apache.spark.sql.types.StructType;

/**
 * Makes the rows of a regression from blocks: which rows are left out and why, the regressors and y
 * less a shift near their means, each row times the root of its weight.
 *
 * <pre>
 *   z_i = sqrt(w_i) (1, x_i1 - s_1, ..., x_ik - s_k, y_i - s_y)   [k + 2]
 * </pre>
 *
 * The shift takes away what all rows have in common, so that sums of products keep their digits.
 */
public final class DesignRows implements Serializable {

  /**
   * A value that must be finite, and the columns it is made from, whose absence explains why not.
   */
  private record Check(Values value, String text, List<Integer> from, List<String> missing)
      implements Serializable {}

  private final Columns columns = new Columns();
  private final List<Check> checks = new ArrayList<>();
  private final List<Values> regressors = new ArrayList<>();
  private final List<Integer> keys = new ArrayList<>();
  private final List<String> keyTexts = new ArrayList<>();
  private Values response;
  private int weight = -1;
  private String weightName = "";
  private double[] shift;
  private boolean isComplete;

  private DesignRows() {}

  /**
   * Prepares y and the regressors without the intercept.
   *
   * @param terms factors of each regressor
   * @return empty where a column has no number or the formula needs what blocks do not give
   */
  public static Optional<DesignRows> of(
      StructType schema, Expression response, List<List<Expression>> terms) {
    DesignRows rows = new DesignRows();
    Optional<Values> y = rows.check(schema, response);
    if (y.isEmpty()) {
      return Optional.empty();
    }
    rows.response = y.get();
    for (List<Expression> factors : terms) {
      Values product = null;
      for (Expression factor : factors) {
        Optional<Values> value = rows.check(schema, factor);
        if (value.isEmpty()) {
          return Optional.empty();
        }
        product = product == null ? value.get() : Values.product(product, value.get());
      }
      rows.regressors.add(product);
    }
    rows.shift = new double[terms.size() + 1];
    return Optional.of(rows);
  }

  private Optional<Values> check(StructType schema, Expression e) {
    List<String> names = List.copyOf(new Formula("", e, true, List.of(), List.of()).columns());
    for (String name : names) {
      if (!Columns.isNumber(schema, name)) {
        return Optional.empty();
      }
    }
    Optional<Values> value = Values.of(e, columns);
    List<Integer> from = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (String name : names) {
      from.add(columns.number(name));
      missing.add(name + " missing");
    }
    value.ifPresent(v -> checks.add(new Check(v, e + " is not a finite number", from, missing)));
    return value;
  }

  /** Sets the column of the weights; says whether it has numbers. */
  public boolean weigh(StructType schema, String name) {
    weight = columns.number(name);
    weightName = name;
    return Columns.isNumber(schema, name);
  }

  /** A column whose values become codes and must not be missing; empty for a type without codes. */
  public OptionalInt key(StructType schema, String name) {
    Optional<Columns.Kind> kind = Columns.kindOf(schema, name);
    if (kind.isEmpty()) {
      return OptionalInt.empty();
    }
    int place = columns.key(name, kind.get());
    keys.add(place);
    keyTexts.add(name + " missing");
    return OptionalInt.of(place);
  }

  /** The same rows, of which a read has shown that none is to be left out. */
  DesignRows complete() {
    DesignRows other = shifted(shift);
    other.isComplete = true;
    return other;
  }

  /** The same rows with another shift. */
  DesignRows shifted(double[] by) {
    DesignRows other = new DesignRows();
    other.columns.numbers().addAll(columns.numbers());
    for (int q = 0; q < columns.keys().size(); q++) {
      other.columns.key(columns.keys().get(q), columns.kind(q));
    }
    other.checks.addAll(checks);
    other.regressors.addAll(regressors);
    other.keys.addAll(keys);
    other.keyTexts.addAll(keyTexts);
    other.response = response;
    other.weight = weight;
    other.weightName = weightName;
    other.shift = by.clone();
    other.isComplete = isComplete;
    return other;
  }

  /** The columns to be read. */
  public Columns columns() {
    return columns;
  }

  /** Shift of the regressors and of y [k + 1]. */
  double[] shift() {
    return shift;
  }

  /** Columns of a row: 1, the regressors, y. */
  int width() {
    return regressors.size() + 2;
  }

  boolean weighted() {
    return weight >= 0;
  }

  Loader loader() {
    return new Loader();
  }

  /** The rows of one block after another. */
  final class Loader {
    private static final int CHUNK = 128;

    /** Rows kept, {@link CrossProducts#stride} places each. */
    final double[] z = new double[Block.ROWS * CrossProducts.stride(width())];

    /** Codes of the rows kept, by key. */
    final int[][] codes = new int[columns.keys().size()][];

    final TreeMap<String, Long> reasons = new TreeMap<>();
    boolean badWeight;
    private final int[] kept = new int[Block.ROWS];
    private final int[][] compact = new int[columns.keys().size()][];

    Loader() {
      for (int r = 0; r < kept.length; r++) {
        kept[r] = r;
      }
    }

    /** Loads a block; gives the rows kept. */
    int load(Block block) {
      int rows = isComplete ? block.rows : keep(block);
      boolean all = rows == block.rows;
      for (int q = 0; q < codes.length; q++) {
        codes[q] = all ? block.codes[q] : compacted(block, q, rows);
      }
      List<double[]> x = new ArrayList<>();
      for (Values regressor : regressors) {
        x.add(regressor.of(block));
      }
      x.add(response.of(block));
      int stride = CrossProducts.stride(width());
      double[] w = weight < 0 ? null : block.numbers[weight];
      double[] root = new double[CHUNK];
      java.util.Arrays.fill(root, 1);
      // In chunks that stay in the fastest cache while the columns go into them one by one.
      for (int from = 0; from < rows; from += CHUNK) {
        int count = Math.min(CHUNK, rows - from);
        for (int r = 0; r < count; r++) {
          if (w != null) {
            root[r] = Math.sqrt(w[kept[from + r]]);
          }
          z[(from + r) * stride] = root[r];
        }
        for (int c = 0; c < x.size(); c++) {
          put(x.get(c), all && w == null, from, count, shift[c], root, from * stride + c + 1);
        }
      }
      return rows;
    }

    private void put(
        double[] x, boolean plain, int from, int count, double less, double[] root, int start) {
      int stride = CrossProducts.stride(width());
      int at = start;
      if (plain) {
        for (int r = from; r < from + count; r++) {
          z[at] = x[r] - less;
          at += stride;
        }
        return;
      }
      for (int r = 0; r < count; r++) {
        z[at] = (x[kept[from + r]] - less) * root[r];
        at += stride;
      }
    }

    private int keep(Block block) {
      List<double[]> values = new ArrayList<>();
      for (Check check : checks) {
        values.add(check.value().of(block));
      }
      boolean clean = true;
      for (double[] v : values) {
        clean &= finite(v, block.rows);
      }
      if (weight >= 0) {
        double[] w = block.numbers[weight];
        for (int r = 0; r < block.rows; r++) {
          clean &= w[r] > 0;
          badWeight |= w[r] < 0 || w[r] == Double.POSITIVE_INFINITY;
        }
      }
      for (int q : keys) {
        int any = 0;
        for (int r = 0; r < block.rows; r++) {
          any |= block.codes[q][r];
        }
        clean &= any >= 0;
      }
      int rows = 0;
      for (int r = 0; r < block.rows; r++) {
        String reason = clean ? null : reason(block, r, values);
        if (reason == null) {
          kept[rows++] = r;
        } else {
          reasons.merge(reason, 1L, Long::sum);
        }
      }
      return rows;
    }

    private String reason(Block block, int row, List<double[]> values) {
      for (int c = 0; c < checks.size(); c++) {
        if (Double.isFinite(values.get(c)[row])) {
          continue;
        }
        Check check = checks.get(c);
        for (int i = 0; i < check.from().size(); i++) {
          if (Double.isNaN(block.numbers[check.from().get(i)][row])) {
            return check.missing().get(i);
          }
        }
        return check.text();
      }
      if (weight >= 0 && !(block.numbers[weight][row] > 0)) {
        boolean missing = Double.isNaN(block.numbers[weight][row]);
        return weightName + (missing ? " missing" : " is 0");
      }
      for (int i = 0; i < keys.size(); i++) {
        if (block.codes[keys.get(i)][row] < 0) {
          return keyTexts.get(i);
        }
      }
      return null;
    }

    private int[] compacted(Block block, int q, int rows) {
      if (compact[q] == null) {
        compact[q] = new int[Block.ROWS];
      }
      for (int r = 0; r < rows; r++) {
        compact[q][r] = block.codes[q][kept[r]];
      }
      return compact[q];
    }

    /** A number times 0 is 0 unless it is infinite or none. */
    private static boolean finite(double[] v, int rows) {
      double a = 0;
      double b = 0;
      double c = 0;
      double d = 0;
      int r = 0;
      for (; r + 3 < rows; r += 4) {
        a += v[r] * 0;
        b += v[r + 1] * 0;
        c += v[r + 2] * 0;
        d += v[r + 3] * 0;
      }
      for (; r < rows; r++) {
        a += v[r] * 0;
      }
      return a + b + c + d == 0;
    }
  }
}
