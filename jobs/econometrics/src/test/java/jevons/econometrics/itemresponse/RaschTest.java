package jevons.econometrics.itemresponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import jevons.econometrics.Coefficient;
import jevons.econometrics.Covariance;
import jevons.econometrics.Fit;
import jevons.econometrics.PanelOls;
import jevons.econometrics.Sample;
import org.junit.jupiter.api.Test;

class RaschTest {

  private record Cells(List<Integer> person, List<Integer> item, List<Double> y) {
    Rasch fit() {
      return Rasch.fit(ints(person), ints(item), y.stream().mapToDouble(d -> d).toArray());
    }

    private static int[] ints(List<Integer> list) {
      return list.stream().mapToInt(i -> i).toArray();
    }
  }

  private static Cells draw(int persons, int items, double share, double noise, long seed) {
    Random random = new Random(seed);
    double[] easiness = random.doubles(items, -2, 2).toArray();
    Cells cells = new Cells(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (int i = 0; i < persons; i++) {
      double capability = random.nextGaussian();
      for (int j = 0; j < items; j++) {
        if (random.nextDouble() < share || j == i % items || j == (i + 1) % items) {
          cells.person().add(i);
          cells.item().add(j);
          cells.y().add(capability + easiness[j] + noise * random.nextGaussian());
        }
      }
    }
    return cells;
  }

  /** The same model by least squares with a column for each person and item. */
  @Test
  void agreesWithTwoWayLeastSquares() {
    Cells cells = draw(14, 6, 0.5, 0.3, 1);
    Rasch rasch = cells.fit();
    Sample sample =
        Sample.empty()
            .withValues("person", cells.person())
            .withValues("item", cells.item())
            .withValues("y", cells.y());
    Fit fit = new PanelOls().setFormula("y ~ i(person) + i(item)").fit(sample, Covariance.iid());
    Coefficient contrast = fit.coefficient("person::9");
    assertThat(rasch.capability(9) - rasch.capability(0))
        .isCloseTo(contrast.estimate(), within(1e-11));
    assertThat(rasch.sigma()).isCloseTo(fit.sigma(), within(1e-12));
    assertThat(rasch.degreesOfFreedom()).isEqualTo((int) fit.dfResidual());
    // capability 9 = constant + person 9 + mean of the items' coefficients, the first being 0
    double[][] v = fit.inferences().get(0).vcov().toArray();
    List<String> terms = fit.inferences().get(0).vcov().terms();
    double[] weight = new double[terms.size()];
    for (int t = 0; t < weight.length; t++) {
      String term = terms.get(t);
      weight[t] =
          term.equals("(Intercept)") || term.equals("person::9")
              ? 1
              : term.startsWith("item") ? 1 / 6.0 : 0;
    }
    double estimate = 0;
    double variance = 0;
    for (int a = 0; a < weight.length; a++) {
      estimate += weight[a] * fit.coefficients().get(a).estimate();
      for (int b = 0; b < weight.length; b++) {
        variance += weight[a] * weight[b] * v[a][b];
      }
    }
    assertThat(rasch.capability(9)).isCloseTo(estimate, within(1e-11));
    assertThat(rasch.standardError(9)).isCloseTo(Math.sqrt(variance), within(1e-11));
  }

  @Test
  void easinessesSumToZeroAndExactScoresAreFound() {
    Rasch rasch = draw(20, 8, 0.4, 0, 2).fit();
    assertThat(java.util.Arrays.stream(rasch.easinesses()).sum()).isCloseTo(0, within(1e-12));
    assertThat(rasch.sigma()).isLessThan(1e-12);
  }

  @Test
  void groupsThatShareNoCellAreRefusedAndFound() {
    int[] person = {0, 0, 1, 1, 2, 2, 3, 3, 4, 4};
    int[] item = {0, 1, 0, 1, 0, 1, 2, 3, 2, 3};
    double[] y = {1, 2, 3, 4, 5, 6, 7, 8, 9, 9};
    assertThatThrownBy(() -> Rasch.fit(person, item, y)).hasMessageContaining("2 groups");
    assertThat(Rasch.components(person, item)).containsExactly(0, 0, 0, 1, 1);
  }

  @Test
  void fourHundredModelsOnFiftyBenchmarksTakeMilliseconds() {
    // Not the clock's time: other test classes run beside this one.
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    Cells cells = draw(400, 50, 0.2, 0.5, 3);
    long best =
        IntStream.range(0, 5)
            .mapToLong(
                i -> {
                  long start = threads.getCurrentThreadCpuTime();
                  assertThat(cells.fit().persons()).isEqualTo(400);
                  return threads.getCurrentThreadCpuTime() - start;
                })
            .min()
            .orElseThrow();
    assertThat(best / 1e6).isLessThan(200);
  }
}
