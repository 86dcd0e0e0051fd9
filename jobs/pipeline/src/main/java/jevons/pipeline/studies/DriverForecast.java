package jevons.pipeline.studies;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import jevons.econometrics.penalized.CrossProducts;
import jevons.econometrics.penalized.ElasticNet;

/**
 * Elastic nets of a return on candidate drivers, each fitted on all days before a year and held
 * against the days of that year.
 *
 * <p>Penalty and mixing are those with the least squared errors when each later block of the past
 * is explained by a fit on the blocks before it ({@value #BLOCKS} blocks in order of time). A
 * driver is a candidate when it has a value on every day up to the year's end.
 */
final class DriverForecast {
  private static final double[] MIXINGS = {0.1, 0.5, 1};
  private static final int PENALTIES = 25;

  /** Smallest penalty as a share of the largest. */
  private static final double SMALLEST = 1e-3;

  private static final int BLOCKS = 5;

  private final List<LocalDate> days;
  private final double[] y;
  private final double[] market;
  private final Map<String, double[]> drivers;
  private final int fewestDays;

  /**
   * Rows in order of time.
   *
   * @param y what is explained
   * @param market the regressor of the CAPM that it is held against, of the same day
   * @param drivers by name; NaN is missing
   * @param fewestDays of the past, below which a year is not tried
   */
  DriverForecast(
      List<LocalDate> days,
      double[] y,
      double[] market,
      Map<String, double[]> drivers,
      int fewestDays) {
    this.days = days;
    this.y = y;
    this.market = market;
    this.drivers = drivers;
    this.fewestDays = fewestDays;
  }

  /**
   * A year that was not seen.
   *
   * @param from place of its first day, the number of days fitted on
   * @param to place after its last day
   * @param mean squared errors of the mean of the days fitted on, summed; the others alike
   */
  record Year(
      int year,
      int from,
      int to,
      List<String> candidates,
      ElasticNet.Solution solution,
      double mixing,
      double mean,
      double capm,
      double net) {
    Year {
      candidates = List.copyOf(candidates);
    }

    double r2AgainstMean() {
      return 1 - net / mean;
    }

    double r2AgainstCapm() {
      return 1 - net / capm;
    }

    double capmAgainstMean() {
      return 1 - capm / mean;
    }
  }

  /** The years that have enough days before them, ascending. */
  List<Year> years() {
    List<Year> years = new ArrayList<>();
    int from = 0;
    while (from < days.size()) {
      int year = days.get(from).getYear();
      int to = from;
      while (to < days.size() && days.get(to).getYear() == year) {
        to++;
      }
      if (from >= fewestDays) {
        years.add(year(year, from, to));
      }
      from = to;
    }
    return years;
  }

  private Year year(int year, int from, int to) {
    Map<String, double[]> candidates = new LinkedHashMap<>();
    drivers.forEach(
        (name, values) -> {
          if (IntStream.range(0, to).noneMatch(t -> Double.isNaN(values[t]))) {
            candidates.put(name, values);
          }
        });
    List<double[]> x = List.copyOf(candidates.values());
    Choice best = choose(x, from);
    ElasticNet.Solution solution =
        new ElasticNet()
            .setMixing(best.mixing())
            .fit(products(x, from), path(best))
            .get(best.place());
    double mean = Series.mean(Arrays.copyOf(y, from));
    double[] capm = line(from);
    double ofMean = 0;
    double ofCapm = 0;
    for (int t = from; t < to; t++) {
      ofMean += square(y[t] - mean);
      ofCapm += square(y[t] - capm[0] - capm[1] * market[t]);
    }
    return new Year(
        year,
        from,
        to,
        List.copyOf(candidates.keySet()),
        solution,
        best.mixing(),
        ofMean,
        ofCapm,
        squaredErrors(solution, x, from, to));
  }

  /**
   * A point of the grid.
   *
   * @param largest the largest penalty of its path, of all days before the year
   */
  private record Choice(double mixing, double largest, int place, double squaredErrors) {}

  private Choice choose(List<double[]> x, int from) {
    List<CrossProducts> blocks = new ArrayList<>();
    for (int block = 1; block <= BLOCKS; block++) {
      blocks.add(products(x, from * block / BLOCKS));
    }
    Choice best = null;
    for (double mixing : MIXINGS) {
      ElasticNet net = new ElasticNet().setMixing(mixing);
      double largest = net.largestPenalty(blocks.get(BLOCKS - 1));
      double[] path = path(new Choice(mixing, largest, PENALTIES - 1, 0));
      double[] errors = new double[path.length];
      for (int block = 1; block < BLOCKS; block++) {
        List<ElasticNet.Solution> solutions = net.fit(blocks.get(block - 1), path);
        for (int k = 0; k < path.length; k++) {
          errors[k] +=
              squaredErrors(
                  solutions.get(k), x, from * block / BLOCKS, from * (block + 1) / BLOCKS);
        }
      }
      for (int k = 0; k < path.length; k++) {
        // Of equals the stronger penalty, which comes first.
        if (best == null || errors[k] < best.squaredErrors()) {
          best = new Choice(mixing, largest, k, errors[k]);
        }
      }
    }
    return best;
  }

  private CrossProducts products(List<double[]> x, int to) {
    return CrossProducts.of(
        x.stream().map(column -> Arrays.copyOf(column, to)).toList(), Arrays.copyOf(y, to));
  }

  private double squaredErrors(ElasticNet.Solution solution, List<double[]> x, int from, int to) {
    double[] errors = Arrays.copyOfRange(y, from, to);
    for (int t = 0; t < errors.length; t++) {
      errors[t] -= solution.intercept();
    }
    for (int j = 0; j < x.size(); j++) {
      double coefficient = solution.coefficients().get(j);
      if (coefficient != 0) {
        double[] column = x.get(j);
        for (int t = from; t < to; t++) {
          errors[t - from] -= coefficient * column[t];
        }
      }
    }
    double sum = 0;
    for (double error : errors) {
      sum += error * error;
    }
    return sum;
  }

  /** From the largest down to the one chosen, evenly in logarithms. */
  private static double[] path(Choice choice) {
    return IntStream.rangeClosed(0, choice.place())
        .mapToDouble(k -> choice.largest() * Math.pow(SMALLEST, (double) k / (PENALTIES - 1)))
        .toArray();
  }

  /** Intercept and slope of y on the market, days before {@code to}. */
  private double[] line(int to) {
    double[] own = Arrays.copyOf(y, to);
    double[] other = Arrays.copyOf(market, to);
    double slope =
        Series.correlation(other, own)
            * Math.sqrt(Series.squaredDeviations(own) / Series.squaredDeviations(other));
    return new double[] {Series.mean(own) - slope * Series.mean(other), slope};
  }

  private static double square(double value) {
    return value * value;
  }
}
