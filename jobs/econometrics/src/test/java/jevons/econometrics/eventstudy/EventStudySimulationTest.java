package jevons.econometrics.eventstudy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * How often tests at 5 % refuse, in draws of 20 firms, 120 estimation days and a window of three
 * days. With 400 draws a true 5 % lies between 2.9 and 7.1 % in 95 of 100 runs; seeds are fixed.
 */
class EventStudySimulationTest {
  private static final int DRAWS = 400;
  private static final int FIRMS = 20;
  private static final int DAYS = 135;
  private static final int DAY_ZERO = 131;
  private static final Window WINDOW = new Window(-1, 1);

  /** Tests that take firms to be independent, or let one event day stand for all. */
  private static final Set<EventTestName> NEED_INDEPENDENCE =
      Set.of(
          EventTestName.PATELL,
          EventTestName.BMP,
          EventTestName.BMP_NORMAL,
          EventTestName.CROSS_SECTIONAL,
          EventTestName.SKEWNESS_ADJUSTED,
          EventTestName.BUY_AND_HOLD,
          EventTestName.GRANK_Z,
          EventTestName.CUMULATIVE_RANK_Z,
          EventTestName.GENERALIZED_SIGN);

  @Test
  void everyTestHasItsSizeWhenFirmsAreIndependent() {
    refusals(0, 0, 1, 11)
        .forEach(
            (name, share) -> assertThat(share).as(name.toString()).isCloseTo(0.05, within(0.035)));
  }

  @Test
  void everyTestFindsAnAbnormalReturnOfOneAndAHalfStandardDeviations() {
    refusals(0, 0.03, 1, 12)
        .forEach((name, share) -> assertThat(share).as(name.toString()).isGreaterThan(0.8));
  }

  @Test
  void onlyTestsThatAllowForItKeepTheirSizeUnderCrossCorrelation() {
    Map<EventTestName, Double> shares = refusals(0.3, 0, 1, 13);
    shares.forEach(
        (name, share) -> {
          if (NEED_INDEPENDENCE.contains(name)) {
            assertThat(share).as(name.toString()).isGreaterThan(0.25);
          } else {
            assertThat(share).as(name.toString()).isBetween(0.02, 0.1);
          }
        });
  }

  @Test
  void bmpAndGrankKeepTheirSizeWhenTheEventRaisesTheVariance() {
    Map<EventTestName, Double> shares = refusals(0, 0, 2, 14);
    assertThat(shares.get(EventTestName.PATELL)).isGreaterThan(0.2);
    assertThat(shares.get(EventTestName.TIME_SERIES)).isGreaterThan(0.2);
    assertThat(shares.get(EventTestName.BMP)).isCloseTo(0.05, within(0.035));
    assertThat(shares.get(EventTestName.KOLARI_PYNNONEN)).isCloseTo(0.05, within(0.035));
    assertThat(shares.get(EventTestName.GRANK_T)).isCloseTo(0.05, within(0.035));
  }

  /** Intervals of the mean abnormal return hold the true one in 95 of 100 draws. */
  @Test
  void intervalsCoverTheTrueAbnormalReturn() {
    Random random = new Random(15);
    int covered = 0;
    for (int draw = 0; draw < DRAWS; draw++) {
      EventTest test =
          draw(random, 0, 0.01, 1).stream()
              .filter(t -> t.name() == EventTestName.CROSS_SECTIONAL)
              .findFirst()
              .orElseThrow();
      EventTest.Interval interval = test.interval(0.95).orElseThrow();
      covered += interval.low() <= 0.01 && interval.high() >= 0.01 ? 1 : 0;
    }
    assertThat((double) covered / DRAWS).isBetween(0.92, 0.98);
  }

  private static Map<EventTestName, Double> refusals(
      double correlation, double effect, double eventDeviation, long seed) {
    Random random = new Random(seed);
    Map<EventTestName, Double> shares = new EnumMap<>(EventTestName.class);
    for (int draw = 0; draw < DRAWS; draw++) {
      for (EventTest test : draw(random, correlation, effect, eventDeviation)) {
        shares.merge(test.name(), test.pValue() < 0.05 ? 1.0 / DRAWS : 0, Double::sum);
      }
    }
    assertThat(shares).hasSize(EventTestName.values().length);
    return shares;
  }

  /**
   * @param correlation of two firms' abnormal returns on one day
   * @param effect added to each firm's return on day 0, a share; a day's standard deviation is 0.02
   * @param eventDeviation factor on the standard deviation in the window
   */
  private static List<EventTest> draw(
      Random random, double correlation, double effect, double eventDeviation) {
    double[] market = new double[DAYS];
    double[] common = new double[DAYS];
    for (int t = 0; t < DAYS; t++) {
      market[t] = 0.01 * random.nextGaussian();
      common[t] = random.nextGaussian();
    }
    LocalDate first = LocalDate.of(2000, 1, 1);
    List<LocalDate> days = new ArrayList<>();
    for (int t = 0; t < DAYS; t++) {
      days.add(first.plusDays(t));
    }
    Returns returns = Returns.on(days).withSeries("market", market);
    List<FirmEvent> events = new ArrayList<>();
    for (int i = 0; i < FIRMS; i++) {
      double[] r = new double[DAYS];
      for (int t = 0; t < DAYS; t++) {
        double abnormal =
            0.02
                * (Math.sqrt(correlation) * common[t]
                    + Math.sqrt(1 - correlation) * random.nextGaussian());
        r[t] = 1.2 * market[t] + abnormal * (t < DAY_ZERO - 10 ? 1 : eventDeviation);
      }
      r[DAY_ZERO] += effect;
      returns = returns.withFirm("F" + i, r);
      events.add(new FirmEvent("F" + i, days.get(DAY_ZERO)));
    }
    return new EventStudy()
        .setEstimation(new Window(-130, -11))
        .setWindows(List.of(WINDOW))
        .run(returns, events)
        .tests(WINDOW);
  }
}
