package jevons.pipeline.studies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import jevons.econometrics.Covariance;
import jevons.econometrics.Fit;
import jevons.econometrics.PanelOls;
import jevons.econometrics.Sample;
import org.junit.jupiter.api.Test;

class CosineSlopeTest {
  private static final Random RANDOM = new Random(4);

  @Test
  void isTheEstimatorsT() {
    assertAgrees(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
  }

  @Test
  void countsTheQuartersOfAGap() {
    assertAgrees(3, 4, 5, 9, 10, 11, 12, 13, 20);
  }

  @Test
  void isNotANumberWhenTheRegressorDoesNotVary() {
    CosineSlope slope = new CosineSlope(new int[] {0, 1, 2, 3});
    assertThat(slope.t(new double[] {2, 2, 2, 2}, new double[] {1, 5, 2, 3})).isNaN();
  }

  private static void assertAgrees(int... places) {
    double[] x = draws(places.length);
    double[] y = draws(places.length);
    Sample sample =
        Sample.empty()
            .with("y", y)
            .with("x", x)
            .with("quarter", Arrays.stream(places).asDoubleStream().toArray());
    Fit fit = new PanelOls().setFormula("y ~ x").setTime("quarter").fit(sample, Covariance.ewc());
    CosineSlope slope = new CosineSlope(places);
    assertThat(slope.t(x, y)).isCloseTo(fit.coefficient("x").t(), within(1e-10));
    assertThat((double) slope.degreesOfFreedom())
        .isEqualTo(fit.coefficient("x").degreesOfFreedom());
  }

  private static double[] draws(int count) {
    return RANDOM.doubles(count).toArray();
  }
}
