package jevons.econometrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RatioTest {

  @Test
  void fiellerEndsAreNotRejectedAtExactlyTheLevel() {
    Ratio r = new Ratio(0.8, 1.5, 0.04, 0.01, 0.09, 30);
    Ratio.Ends ends = r.fieller(0.95);
    double t = 2.042272456; // R: qt(0.975, 30)
    for (double end : new double[] {ends.low().getAsDouble(), ends.high().getAsDouble()}) {
      double z = (0.8 - end * 1.5) / Math.sqrt(0.04 - 2 * end * 0.01 + end * end * 0.09);
      assertThat(Math.abs(z)).isCloseTo(t, within(1e-8));
    }
    assertThat(ends.low().getAsDouble()).isLessThan(r.estimate());
    assertThat(ends.high().getAsDouble()).isGreaterThan(r.estimate());
  }

  @Test
  void denominatorThatMayBeZeroGivesNoEnds() {
    Ratio r = new Ratio(0.8, 0.5, 0.04, 0.01, 0.09, 30);
    assertThat(r.fieller(0.95).isBounded()).isFalse();
    assertThat(r.fieller(0.95).powerOfTen().low()).isEmpty();
    assertThat(r.delta(0.95).isBounded()).isTrue();
  }

  @Test
  void powerOfTenIsTakenOfBothEnds() {
    Ratio r = new Ratio(0.5, 1, 0.001, 0, 0.001, 100);
    assertThat(r.powerOfTen()).isCloseTo(Math.sqrt(10), within(1e-12));
    assertThat(r.delta(0.95).powerOfTen().high().getAsDouble())
        .isCloseTo(Math.pow(10, r.delta(0.95).high().getAsDouble()), within(1e-12));
  }

  @Test
  void deltaErrorIsThatOfTheNonlinearFunction() {
    // d(g/b) = (1/b, -g/b^2)
    Ratio r = new Ratio(0.8, 1.5, 0.04, 0.01, 0.09, 30);
    double a = 1 / 1.5;
    double b = -0.8 / 2.25;
    assertThat(r.standardError())
        .isCloseTo(Math.sqrt(a * a * 0.04 + 2 * a * b * 0.01 + b * b * 0.09), within(1e-14));
  }
}
