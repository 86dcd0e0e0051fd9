package jevons.econometrics.bootstrap;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import jevons.econometrics.EconometricsException;
import jevons.econometrics.Sample;
import jevons.econometrics.internal.Periods;
import jevons.econometrics.internal.Roles;

/** How a new sample is drawn from the rows at hand: what is drawn together stays together. */
public sealed interface Resampling {

  /** Draws of one sample. */
  interface Draws {
    /** The next sample, as many clusters or periods as the first one. */
    Sample next(SplittableRandom random);
  }

  Draws of(Sample rows);

  /**
   * Whole clusters, with replacement. A cluster that is drawn twice becomes two clusters.
   *
   * @param column of the clusters; in a draw their number from 0
   */
  record Clusters(String column) implements Resampling {
    @Override
    public Draws of(Sample rows) {
      Map<Object, List<Integer>> groups = new LinkedHashMap<>();
      List<Object> values = rows.values(column);
      for (int i = 0; i < values.size(); i++) {
        if (!Roles.isMissing(values.get(i))) {
          groups.computeIfAbsent(values.get(i), g -> new ArrayList<>()).add(i);
        }
      }
      return draws(rows, column, List.copyOf(groups.values()), 1);
    }
  }

  /**
   * Blocks of periods, with replacement, all units of a period together; the last period is
   * followed by the first (the circle of Politis and Romano 1992). The time column of a draw counts
   * its periods from 0, so that errors over time see the blocks in a row. Lags and differences must
   * be columns of their own.
   *
   * @param time column of the period
   * @param length periods in a block, 1 or more; about T^(1/3), or the horizon of overlapping data
   * @see <a href="https://doi.org/10.1214/aos/1176347265">Kunsch (1989), Annals of Statistics
   *     17(3), 1217-1241</a>
   */
  record Blocks(String time, int length) implements Resampling {
    public Blocks {
      if (length < 1) {
        throw new EconometricsException(
            "blocks of " + length + " periods of " + time + ": 1 or more are needed.");
      }
    }

    @Override
    public Draws of(Sample rows) {
      List<Object> values = rows.values(time);
      List<Object> present = values.stream().filter(v -> !Roles.isMissing(v)).distinct().toList();
      Map<Object, Long> numbers = Periods.number(time, present);
      TreeMap<Long, List<Integer>> periods = new TreeMap<>();
      for (int i = 0; i < values.size(); i++) {
        if (!Roles.isMissing(values.get(i))) {
          periods.computeIfAbsent(numbers.get(values.get(i)), p -> new ArrayList<>()).add(i);
        }
      }
      if (length > periods.size()) {
        throw new EconometricsException(
            "blocks of "
                + length
                + " periods do not fit into the "
                + periods.size()
                + " periods of "
                + time
                + ".");
      }
      return draws(rows, time, List.copyOf(periods.values()), length);
    }
  }

  private static Draws draws(Sample rows, String column, List<List<Integer>> groups, int length) {
    if (groups.size() < 2) {
      throw new EconometricsException(
          column + " has " + groups.size() + " values; 2 or more are needed to resample by it.");
    }
    return random -> {
      List<Integer> drawn = new ArrayList<>();
      List<Object> number = new ArrayList<>();
      int start = 0;
      for (int g = 0; g < groups.size(); g++) {
        if (g % length == 0) {
          start = random.nextInt(groups.size());
        }
        for (int row : groups.get((start + g % length) % groups.size())) {
          drawn.add(row);
          number.add((double) g);
        }
      }
      Sample sample = Sample.empty();
      for (String name : rows.names()) {
        List<Object> values = rows.values(name);
        sample =
            sample.withValues(
                name, name.equals(column) ? number : drawn.stream().map(values::get).toList());
      }
      return sample;
    };
  }
}
