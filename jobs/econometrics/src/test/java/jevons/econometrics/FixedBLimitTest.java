package jevons.econometrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import jevons.econometrics.internal.FixedBLimit;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.junit.jupiter.api.Test;

/** The fixed-b limit of t. Script and versions: reference/fixedb. */
class FixedBLimitTest {

  @Test
  void agreesWithImhofOnTheKernelMatrix() {
    Reference.rows("fixedb/expected.csv")
        .forEach(
            e -> {
              double b = Double.parseDouble(e.get("b"));
              double p = new FixedBLimit(b).twoSided(Double.parseDouble(e.get("c")));
              assertThat(p)
                  .as(e.toString())
                  .isCloseTo(Double.parseDouble(e.get("p")), within(2e-5));
            });
  }

  /** The cubic that Kiefer and Vogelsang fitted to their simulated values, table 1. */
  @Test
  void criticalValuesAreThoseOfKieferAndVogelsang() {
    for (int i = 1; i <= 10; i++) {
      double b = i / 10.0;
      FixedBLimit limit = new FixedBLimit(b);
      double five = 1.9600 + b * (2.9694 + b * (0.4160 - b * 0.5324));
      double ten = 1.6449 + b * (2.1859 + b * (0.3142 - b * 0.3427));
      assertThat(limit.criticalValue(0.05)).as("b " + b).isCloseTo(five, within(0.06));
      assertThat(limit.criticalValue(0.10)).as("b " + b).isCloseTo(ten, within(0.06));
    }
  }

  /** Kiefer, Vogelsang and Bunzel (2000), table II over the square root of 2: 6.747 at 5 %. */
  @Test
  void wholeBandwidthHasTheValueOfKieferVogelsangAndBunzel() {
    assertThat(new FixedBLimit(1).criticalValue(0.05))
        .isCloseTo(6.747 / Math.sqrt(2), within(0.03));
  }

  @Test
  void smallShareIsNormalAndLargerSharesAreWider() {
    double before = new NormalDistribution().inverseCumulativeProbability(0.975);
    assertThat(new FixedBLimit(1e-3).criticalValue(0.05)).isCloseTo(before, within(5e-3));
    for (double b : new double[] {0.001, 0.05, 0.2, 0.6, 1}) {
      double c = new FixedBLimit(b).criticalValue(0.05);
      assertThat(c).isGreaterThan(before);
      before = c;
    }
  }

  @Test
  void intervalHoldsTheValuesWithoutRejection() {
    FixedBLimit limit = new FixedBLimit(0.3);
    Coefficient c = new Coefficient("x", 2, 0.7, 10, limit);
    assertThat(c.pValue(c.interval(0.9).low())).isCloseTo(0.1, within(1e-8));
    assertThat(c.pValue(c.interval(0.9).high())).isCloseTo(0.1, within(1e-8));
    assertThat(c.pValue(2)).isCloseTo(1, within(1e-12));
  }
}
