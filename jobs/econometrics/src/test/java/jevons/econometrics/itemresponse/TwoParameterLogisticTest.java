package jevons.econometrics.itemresponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Random;
import jevons.econometrics.EconometricsException;
import jevons.econometrics.Reference;
import org.hipparchus.stat.correlation.PearsonsCorrelation;
import org.junit.jupiter.api.Test;

/** Data, script and versions: reference/two_parameter. */
class TwoParameterLogisticTest {
  private static final List<Map<String, String>> CELLS = Reference.rows("two_parameter/data.csv");

  private static TwoParameterLogistic fit() {
    return TwoParameterLogistic.fit(ints("person"), ints("item"), doubles("y"));
  }

  private static int[] ints(String column) {
    return CELLS.stream().mapToInt(r -> Integer.parseInt(r.get(column))).toArray();
  }

  private static double[] doubles(String column) {
    return CELLS.stream().mapToDouble(r -> Double.parseDouble(r.get(column))).toArray();
  }

  @Test
  void agreesWithScipysLeastSquaresOnThePenalisedResiduals() {
    TwoParameterLogistic fit = fit();
    for (Map<String, String> row : Reference.rows("two_parameter/expected.csv")) {
      int number = Integer.parseInt(row.get("number"));
      double found =
          switch (row.get("what")) {
            case "capability" -> fit.capability(number);
            case "difficulty" -> fit.difficulty(number);
            case "log_slope" -> Math.log(fit.slopeOf(number));
            case "sigma" -> fit.sigma();
            default -> fit.objective();
          };
      assertThat(found)
          .as(row.get("what") + " " + number)
          .isCloseTo(Double.parseDouble(row.get("value")), within(1e-9));
      if (row.get("what").equals("capability")) {
        assertThat(fit.standardErrors()[number])
            .isCloseTo(Double.parseDouble(row.get("standard_error")), within(1e-7));
      }
    }
  }

  @Test
  void endsWhereTheObjectiveIsFlat() {
    assertThat(fit().largestGradient()).isLessThan(1e-9);
  }

  @Test
  void anOtherOrderOfTheCellsGivesTheSameCapabilities() {
    int n = CELLS.size();
    int[] person = ints("person");
    int[] item = ints("item");
    double[] y = doubles("y");
    int[] personBack = new int[n];
    int[] itemBack = new int[n];
    double[] yBack = new double[n];
    for (int c = 0; c < n; c++) {
      personBack[c] = person[n - 1 - c];
      itemBack[c] = item[n - 1 - c];
      yBack[c] = y[n - 1 - c];
    }
    TwoParameterLogistic back = TwoParameterLogistic.fit(personBack, itemBack, yBack);
    TwoParameterLogistic fit = fit();
    for (int i = 0; i < fit.persons(); i++) {
      assertThat(back.capability(i)).isCloseTo(fit.capability(i), within(1e-9));
    }
  }

  /** Why Rasch is not the one used: those who meet hard, sharp items are understated by it. */
  @Test
  void ranksPersonsBetterThanRaschWhereSlopesDiffer() {
    Random random = new Random(7);
    int persons = 150;
    int items = 30;
    double[] truth = random.doubles(persons, -2, 2).toArray();
    int cells = persons * 8;
    int[] person = new int[cells];
    int[] item = new int[cells];
    double[] y = new double[cells];
    for (int c = 0; c < cells; c++) {
      person[c] = c / 8;
      // The able meet the hard items.
      int centre = (int) ((truth[person[c]] + 2) / 4 * (items - 12));
      item[c] = centre + (c % 8) + random.nextInt(5);
      double slope = 0.4 + 2.6 * item[c] / items;
      y[c] = slope * (truth[person[c]] - (item[c] / (double) items * 4 - 2));
      y[c] += 0.2 * random.nextGaussian();
    }
    double rasch = correlation(truth, Rasch.fit(person, item, y).capabilities());
    double sharp = correlation(truth, TwoParameterLogistic.fit(person, item, y).capabilities());
    assertThat(sharp).isGreaterThan(0.99).isGreaterThan(rasch + 0.005);
  }

  private static double correlation(double[] a, double[] b) {
    return new PearsonsCorrelation().correlation(a, b);
  }

  @Test
  void fewerCellsThanParametersAreRefusedWithTheirNumbers() {
    int[] person = {0, 0, 1, 1, 2, 2};
    int[] item = {0, 1, 0, 1, 0, 1};
    double[] y = {1, 2, 3, 4, 5, 7};
    assertThatThrownBy(() -> TwoParameterLogistic.fit(person, item, y))
        .isInstanceOf(EconometricsException.class)
        .hasMessage("2PL: 6 cells for 7 parameters; more are needed.");
  }
}
