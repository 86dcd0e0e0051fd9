package jevons.econometrics.diagnostics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import jevons.econometrics.EconometricsException;
import jevons.econometrics.Remark;
import org.hipparchus.special.Erf;

/** Whether units of a panel move together in a period. */
public final class CrossSection {
  private static final String TEST = "pesaran-cd";

  private CrossSection() {}

  /**
   * Pesaran's CD of a value per unit and period, such as the residuals of a fit:
   *
   * <pre>
   *   CD = sqrt(1 / P) sum_{i below j} sqrt(T_ij) r_ij
   * </pre>
   *
   * r_ij is the correlation over the T_ij periods that both units have, P the number of pairs with
   * two or more of them and with values that vary there. Standard normal without dependence,
   * two-sided. As {@code pcdtest} of plm; in a balanced panel P = N(N-1)/2 gives the statistic of
   * the paper.
   *
   * @param values one per row; NaN is missing
   * @param units unit of each row
   * @param periods period of each row
   * @throws EconometricsException when a unit has two rows in a period or no pair is left
   * @see <a href="https://doi.org/10.1007/s00181-020-01875-7">Pesaran (2021), Empirical Economics
   *     60, 13-50</a>
   */
  public static TestResult pesaran(double[] values, List<?> units, List<?> periods) {
    Map<Object, Map<Object, Double>> byUnit = new LinkedHashMap<>();
    int n = 0;
    for (int i = 0; i < values.length; i++) {
      Object unit = units.get(i);
      Object period = periods.get(i);
      if (unit == null || period == null || Double.isNaN(values[i])) {
        continue;
      }
      n++;
      if (byUnit.computeIfAbsent(unit, u -> new LinkedHashMap<>()).put(period, values[i]) != null) {
        throw new EconometricsException(
            "%s: unit %s has two rows in period %s; one is needed.".formatted(TEST, unit, period));
      }
    }
    List<Map<Object, Double>> series = new ArrayList<>(byUnit.values());
    double sum = 0;
    long pairs = 0;
    long left = 0;
    for (int i = 0; i < series.size(); i++) {
      for (int j = i + 1; j < series.size(); j++) {
        Common common = Common.of(series.get(i), series.get(j));
        if (Double.isFinite(common.correlation)) {
          sum += Math.sqrt(common.periods) * common.correlation;
          pairs++;
        } else {
          left++;
        }
      }
    }
    if (pairs == 0) {
      throw new EconometricsException(
          "%s: no two of %d units have two periods in common in which both vary."
              .formatted(TEST, series.size()));
    }
    List<Remark> remarks =
        left == 0
            ? List.of()
            : List.of(
                new Remark.Convention(
                    TEST,
                    "%d of %d pairs of units have fewer than two periods in common or do not vary there, and are left out"
                        .formatted(left, pairs + left)));
    double statistic = sum / Math.sqrt((double) pairs);
    return new TestResult(
        TEST,
        statistic,
        OptionalDouble.of(Erf.erfc(Math.abs(statistic) / Math.sqrt(2))),
        OptionalDouble.empty(),
        OptionalInt.empty(),
        n,
        Map.of(),
        remarks);
  }

  private record Common(int periods, double correlation) {
    static Common of(Map<Object, Double> a, Map<Object, Double> b) {
      List<double[]> both = new ArrayList<>();
      double meanA = 0;
      double meanB = 0;
      for (Map.Entry<Object, Double> e : a.entrySet()) {
        Double other = b.get(e.getKey());
        if (other != null) {
          both.add(new double[] {e.getValue(), other});
          meanA += e.getValue();
          meanB += other;
        }
      }
      int t = both.size();
      meanA /= t;
      meanB /= t;
      double ab = 0;
      double aa = 0;
      double bb = 0;
      for (double[] v : both) {
        ab += (v[0] - meanA) * (v[1] - meanB);
        aa += (v[0] - meanA) * (v[0] - meanA);
        bb += (v[1] - meanB) * (v[1] - meanB);
      }
      return new Common(t, t < 2 ? Double.NaN : ab / Math.sqrt(aa * bb));
    }
  }
}
