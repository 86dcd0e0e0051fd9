package jevons.econometrics.timeseries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import jevons.econometrics.EconometricsException;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class TrendForecastTest {
  private static final Offset<Double> ROUNDING = within(1e-12);

  /**
   * By hand: mean t 1.5, mean y 2.5, sum (t - 1.5)^2 = 5, slope 0.8, residuals 0.2 -0.6 0.6 -0.2,
   * s^2 = 0.8/2; two quarters on 5.3 with variance 0.4 (1 + 1/4 + 3.5^2/5). t_0.975,2 = 4.302653.
   */
  @Test
  void fourValuesByHand() {
    TrendForecast trend =
        TrendForecast.fit(new double[] {0, 1, 2, 3}, new double[] {1.5, 1.5, 3.5, 3.5});
    assertThat(trend.slope()).isCloseTo(0.8, ROUNDING);
    assertThat(trend.sigma()).isCloseTo(Math.sqrt(0.4), ROUNDING);
    TrendForecast.Point point = trend.at(5, 0.95);
    double error = Math.sqrt(0.4 * (1 + 0.25 + 3.5 * 3.5 / 5));
    assertThat(point.forecast()).isCloseTo(5.3, ROUNDING);
    assertThat(point.standardError()).isCloseTo(error, ROUNDING);
    assertThat(point.high()).isCloseTo(5.3 + 4.302652729911275 * error, within(1e-9));
    assertThat(point.low() + point.high()).isCloseTo(2 * 5.3, within(1e-9));
  }

  @Test
  void valueAtAnEndOfTheIntervalHasThePOfItsLevel() {
    TrendForecast trend =
        TrendForecast.fit(new double[] {0, 1, 2, 3, 5}, new double[] {1, 4, 2, 7, 6});
    assertThat(trend.pValue(9, trend.at(9, 0.95).low())).isCloseTo(0.05, within(1e-9));
    assertThat(trend.pValue(9, trend.at(9, 0.95).forecast())).isCloseTo(1, within(1e-9));
  }

  @Test
  void movingTimeMovesNothing() {
    double[] values = {2, 3, 5, 4, 6};
    TrendForecast one = TrendForecast.fit(new double[] {0, 1, 2, 3, 4}, values);
    TrendForecast later = TrendForecast.fit(new double[] {8, 9, 10, 11, 12}, values);
    assertThat(later.at(15, 0.9).low()).isCloseTo(one.at(7, 0.9).low(), within(1e-10));
  }

  /**
   * Of 2,000 drawn series with a true trend the next value but two lies within 95 % of the time.
   */
  @Test
  void predictionIntervalCoversAsOftenAsItSays() {
    Random random = new Random(1865);
    double[] times = {0, 1, 2, 3, 4, 5, 6, 7};
    int covered = 0;
    for (int draw = 0; draw < 2000; draw++) {
      double[] values = new double[8];
      for (int t = 0; t < 8; t++) {
        values[t] = 3 + 0.1 * t + 0.07 * random.nextGaussian();
      }
      double next = 3 + 0.1 * 10 + 0.07 * random.nextGaussian();
      TrendForecast.Point point = TrendForecast.fit(times, values).at(10, 0.95);
      covered += point.low() <= next && next <= point.high() ? 1 : 0;
    }
    assertThat(covered / 2000.0).isBetween(0.935, 0.965);
  }

  @Test
  void saysWhatIsMissing() {
    assertThatThrownBy(() -> TrendForecast.fit(new double[3], new double[3]))
        .isInstanceOf(EconometricsException.class)
        .hasMessage("trend: 3 values; 4 or more are needed.");
    assertThatThrownBy(() -> TrendForecast.fit(new double[4], new double[4]))
        .hasMessage("trend: all values are of one time.");
  }
}
