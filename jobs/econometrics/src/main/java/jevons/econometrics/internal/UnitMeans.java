package jevons.econometrics.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import jevons.econometrics.EconometricsException;

/** The rows of a between regression: for each unit the mean of its rows. */
final class UnitMeans {
  private UnitMeans() {}

  /**
   * @param unit column of the unit, among the cluster columns
   * @param weighted whether a unit counts by the sum of its weights, else as one
   */
  static Bound of(Bound bound, String unit, boolean weighted) {
    Design design = bound.design();
    Layout at = design.layout();
    int place = at.cluster(design.clusters().indexOf(unit));
    int columns = at.columns();
    int clusters = at.clusters();
    // Weighted sums of the columns, the weight, the count; of each cluster code its sum and square.
    int size = columns + 2 + 2 * clusters;
    Rows.KeyedSums sums =
        bound
            .rows()
            .fold(
                Rows.KeyedSums::new,
                (s, row) -> {
                  double[] sum = s.at((long) row[place], size);
                  for (int c = 0; c < columns; c++) {
                    sum[c] += row[at.weight()] * row[c];
                  }
                  sum[columns] += row[at.weight()];
                  sum[columns + 1]++;
                  for (int g = 0; g < clusters; g++) {
                    double code = row[at.cluster(g)];
                    sum[columns + 2 + 2 * g] += code;
                    sum[columns + 3 + 2 * g] += code * code;
                  }
                },
                Rows.KeyedSums::merge);
    Layout to = new Layout(at.k(), at.instruments(), 0, clusters, false, false);
    List<double[]> rows = new ArrayList<>();
    for (double[] sum : new TreeMap<>(sums.byKey).values()) {
      double[] row = new double[to.size()];
      double weight = sum[columns];
      double count = sum[columns + 1];
      for (int c = 0; c < columns; c++) {
        row[c] = sum[c] / weight;
      }
      row[to.weight()] = weighted ? weight : 1;
      for (int g = 0; g < clusters; g++) {
        double code = sum[columns + 2 + 2 * g] / count;
        if (code * code * count != sum[columns + 3 + 2 * g]) {
          throw new EconometricsException(
              "model between: "
                  + design.clusters().get(g)
                  + " changes within a "
                  + unit
                  + ", so the means cannot be clustered by it.");
        }
        row[to.cluster(g)] = code;
      }
      rows.add(row);
    }
    bound.rows().close();
    List<Integer> origin = IntStream.range(0, rows.size()).boxed().toList();
    return new Bound(design.ofUnits(to), new LocalRows(rows), origin);
  }
}
