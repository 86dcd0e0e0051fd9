package jevons.pipeline.studies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlaceboTest {
  private static final int QUARTERS = 14;
  private static final CosineSlope SLOPE = new CosineSlope(IntStream.range(0, QUARTERS).toArray());

  @Test
  void circularShiftsCannotBeSignificantWithFewQuarters() {
    double[] x = walk(new Random(1));
    double[] y = noisy(x, 1e-6, new Random(2));
    Placebo placebo = Placebo.circularShifts(SLOPE, x, y);
    assertThat(placebo.pValue()).isEqualTo(1.0 / QUARTERS);
  }

  @Test
  void aRegressorThatCausesAllOfItBeatsRandomWalks() {
    double[] x = walk(new Random(1));
    double[] y = noisy(x, 1e-3, new Random(2));
    assertThat(Placebo.randomWalks(SLOPE, x, y, 999, 5).pValue()).isLessThan(0.02);
  }

  /** Two independent trending walks: Student's p is small far too often, the placebo p is not. */
  @Test
  void independentWalksAreFoundSignificantAsOftenAsTheLevelSays() {
    Random random = new Random(11);
    int rejections = 0;
    int draws = 400;
    for (int i = 0; i < draws; i++) {
      double[] x = walk(random);
      double[] y = walk(random);
      if (Placebo.randomWalks(SLOPE, x, y, 199, i).pValue() < 0.1) {
        rejections++;
      }
    }
    // Three standard errors of a share of 400 around 0.1, and drift and step are estimated.
    assertThat((double) rejections / draws).isCloseTo(0.1, within(0.06));
  }

  @Test
  void theSeedDecidesTheDraws() {
    double[] x = walk(new Random(1));
    double[] y = walk(new Random(2));
    assertThat(Placebo.randomWalks(SLOPE, x, y, 99, 5))
        .isEqualTo(Placebo.randomWalks(SLOPE, x, y, 99, 5));
  }

  private static double[] walk(Random random) {
    double[] walk = new double[QUARTERS];
    for (int t = 1; t < QUARTERS; t++) {
      walk[t] = walk[t - 1] + 0.3 + random.nextGaussian();
    }
    return walk;
  }

  private static double[] noisy(double[] x, double noise, Random random) {
    double[] y = new double[x.length];
    for (int t = 0; t < x.length; t++) {
      y[t] = x[t] + noise * random.nextGaussian();
    }
    return y;
  }
}
