package jevons.econometrics.timeseries;

import java.util.List;
import jevons.econometrics.EconometricsException;

/** What every model of several series asks of them first. */
final class Levels {
  private Levels() {}

  /** Refuses no series, different lengths, missing values and series that do not vary. */
  static void check(String test, double[] y, List<String> names, List<double[]> x) {
    if (x.isEmpty() || x.size() != names.size()) {
      throw new EconometricsException(
          test
              + ": "
              + x.size()
              + " series besides the first and the names "
              + names
              + "; one or more are needed, each with a name.");
    }
    Series.check(test, "the first series", y, 2 * x.size() + 8);
    for (int j = 0; j < x.size(); j++) {
      if (x.get(j).length != y.length) {
        throw new EconometricsException(
            test
                + ": "
                + names.get(j)
                + " has "
                + x.get(j).length
                + " values, the first series "
                + y.length
                + ".");
      }
      Series.check(test, names.get(j), x.get(j), 2);
    }
  }
}
