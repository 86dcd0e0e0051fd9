package jevons.pipeline.studies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import jevons.econometrics.eventstudy.Returns;
import jevons.econometrics.eventstudy.Window;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Grade;
import jevons.pipeline.tables.EmbeddedFirms;
import jevons.pipeline.tables.gold.EventReturns;
import jevons.pipeline.tables.gold.ImpulseResponse;
import org.junit.jupiter.api.Test;

/** Reference figures, script and versions: reference/responses. */
class ResponseStudyTest {
  private static final Map<String, Double> EXPECTED = Reference.figures("responses/expected.csv");
  private static final Window ESTIMATION = new Window(-260, -11);
  private static final int DRAWS = 200;

  @Test
  void responseToReleasesAgreesWithTheReferenceAtEveryHorizon() {
    NavigableMap<LocalDate, Double> surprises = new TreeMap<>();
    for (String[] line : Reference.lines("responses/surprises.csv")) {
      surprises.merge(LocalDate.parse(line[0]), Double.valueOf(line[1]), Double::sum);
    }
    Returns returns =
        EventReturns.read(EmbeddedFirms.asOf("2026-08-21"), List.of("NVDA"), LocalDate.EPOCH)
            .returns();
    List<StudyRow> rows = ResponseStudy.ofPrices(returns, surprises, ESTIMATION, Grade.ESTIMATED);
    assertThat(rows).hasSize(2 * (ResponseStudy.DAYS + 1));
    for (StudyRow row : rows) {
      Map<Field, Object> cells = row.cells();
      String at = cells.get(ImpulseResponse.HORIZON) + " ";
      assertThat(cells.get(ImpulseResponse.N)).isEqualTo(EXPECTED.get(at + "n").longValue());
      assertThat((Double) cells.get(ImpulseResponse.ESTIMATE))
          .as(at)
          .isCloseTo(EXPECTED.get(at + "estimate"), within(1e-10));
      assertThat((Double) cells.get(ImpulseResponse.STANDARD_ERROR))
          .as(at)
          .isCloseTo(EXPECTED.get(at + "se_" + cells.get(ImpulseResponse.VCOV)), within(1e-10));
      if (cells.get(ImpulseResponse.VCOV).equals("dk")) {
        assertThat((Double) cells.get(ImpulseResponse.P_VALUE))
            .isCloseTo(EXPECTED.get(at + "p_dk"), within(1e-9));
      }
    }
  }

  /** A surprise of 1 lifts the price by 3 % at once, for good. */
  @Test
  void aDrawnResponseLiesInNinetyToNinetyNinePerCentOfTheIntervals() {
    int[] covered = new int[2];
    int[] horizons = {0, 5};
    for (int draw = 0; draw < DRAWS; draw++) {
      List<StudyRow> rows = drawn(draw, 0.03);
      for (int k = 0; k < horizons.length; k++) {
        long horizon = horizons[k];
        Map<Field, Object> cells =
            rows.stream()
                .map(StudyRow::cells)
                .filter(c -> c.get(ImpulseResponse.HORIZON).equals(horizon))
                .filter(c -> c.get(ImpulseResponse.IS_HEADLINE).equals(true))
                .findFirst()
                .orElseThrow();
        double low = (Double) cells.get(ImpulseResponse.CI_LOW);
        double high = (Double) cells.get(ImpulseResponse.CI_HIGH);
        covered[k] += low <= 0.03 && 0.03 <= high ? 1 : 0;
      }
    }
    for (int count : covered) {
      assertThat(count).isBetween(90 * DRAWS / 100, 99 * DRAWS / 100);
    }
  }

  @Test
  void releasesOnDaysWithoutTradingCountForTheNextDay() {
    TreeMap<LocalDate, Double> split = new TreeMap<>();
    TreeMap<LocalDate, Double> whole = new TreeMap<>();
    List<LocalDate> days = weekdays(600);
    for (int i = 0; i < 25; i++) {
      LocalDate monday = days.get(300 + 10 * i);
      while (monday.getDayOfWeek() != DayOfWeek.MONDAY) {
        monday = monday.plusDays(1);
      }
      split.put(monday.minusDays(1), 0.25 * i);
      split.put(monday, 0.5);
      whole.put(monday, 0.25 * i + 0.5);
    }
    Returns returns = returns(days, new Random(1), new TreeMap<>(), 0);
    assertThat(ResponseStudy.ofPrices(returns, split, ESTIMATION, Grade.ESTIMATED))
        .isEqualTo(ResponseStudy.ofPrices(returns, whole, ESTIMATION, Grade.ESTIMATED));
  }

  @Test
  void fewReleasesGiveNoEstimate() {
    TreeMap<LocalDate, Double> few = new TreeMap<>();
    List<LocalDate> days = weekdays(600);
    for (int i = 0; i < 19; i++) {
      few.put(days.get(300 + 10 * i), (double) i);
    }
    Returns returns = returns(days, new Random(1), few, 0);
    assertThat(ResponseStudy.ofPrices(returns, few, ESTIMATION, Grade.ESTIMATED)).isEmpty();
  }

  /** 80 days with releases, some of whose windows overlap. */
  private static List<StudyRow> drawn(long seed, double response) {
    Random random = new Random(1000 + seed);
    List<LocalDate> days = weekdays(900);
    TreeMap<LocalDate, Double> surprises = new TreeMap<>();
    while (surprises.size() < 80) {
      surprises.put(days.get(270 + random.nextInt(600)), 0.7 * random.nextGaussian());
    }
    return ResponseStudy.ofPrices(
        returns(days, random, surprises, response), surprises, ESTIMATION, Grade.ESTIMATED);
  }

  private static Returns returns(
      List<LocalDate> days, Random random, Map<LocalDate, Double> surprises, double response) {
    double[] market = new double[days.size()];
    double[] own = new double[days.size()];
    for (int t = 0; t < own.length; t++) {
      market[t] = 0.01 * random.nextGaussian();
      own[t] =
          1.7 * market[t]
              + 0.02 * random.nextGaussian()
              + response * surprises.getOrDefault(days.get(t), 0.0);
    }
    return Returns.on(days).withSeries("market", market).withFirm("NVDA", own);
  }

  private static List<LocalDate> weekdays(int count) {
    List<LocalDate> days = new ArrayList<>();
    for (LocalDate day = LocalDate.of(2020, 1, 6); days.size() < count; day = day.plusDays(1)) {
      if (day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0) {
        days.add(day);
      }
    }
    return days;
  }
}
