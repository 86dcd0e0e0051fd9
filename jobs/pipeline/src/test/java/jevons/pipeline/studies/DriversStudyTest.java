package jevons.pipeline.studies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Grade;
import jevons.pipeline.tables.EmbeddedFirms;
import jevons.pipeline.tables.Firms;
import jevons.pipeline.tables.gold.CapexNews;
import jevons.pipeline.tables.gold.DailyReturn;
import jevons.pipeline.tables.gold.ModelEfficiency;
import jevons.pipeline.tables.gold.ReturnDriver;
import jevons.pipeline.tables.gold.ReturnForecast;
import jevons.pipeline.tables.silver.Factor;
import jevons.pipeline.tables.silver.Rate;
import jevons.pipeline.testing.Given;
import jevons.pipeline.testing.RealData;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Reference figures, script and versions: reference/drivers. */
class DriversStudyTest {
  private static final Map<String, Double> EXPECTED = Reference.figures("drivers/expected.csv");
  private static final LocalDate FIRST = LocalDate.of(2016, 1, 1);

  private static List<StudyRow> embedded;

  @BeforeAll
  static void fitTheEmbeddedYears() {
    RealData data = EmbeddedFirms.asOf("2026-08-21");
    StringBuilder news =
        new StringBuilder("ticker | filer | quarter | day_zero | surprise | grade\n");
    for (String[] line : Reference.lines("capex_news/news.csv")) {
      if (line[2].equals("NVDA") && !line[6].equals("nan")) {
        news.append(
            "NVDA | %s | %s | %s | %s | estimated%n".formatted(line[0], line[1], line[3], line[6]));
      }
    }
    StringBuilder releases =
        new StringBuilder("model | method | published_on | surprise_log10_flop | grade\n");
    int model = 0;
    for (String[] line : Reference.lines("responses/surprises.csv")) {
      releases.append("%d | 2pl | %s | %s | estimated%n".formatted(model++, line[0], line[1]));
    }
    embedded =
        new DriversStudy()
            .rows(
                Given.given(new CapexNews(), news.toString())
                    .and(new ModelEfficiency(), releases.toString())
                    .and(new DailyReturn(), data.read(DailyReturn.class))
                    .and(new Factor(), data.read(Factor.class))
                    .and(new Rate(), data.read(Rate.class))
                    .with(Firms.KEY, EmbeddedFirms.firms()));
  }

  @Test
  void forecastsAgreeWithTheReference() {
    int compared = 0;
    for (Map<Field, Object> cells : of(embedded, ReturnForecast.class)) {
      String key =
          cells.get(ReturnForecast.SPECIFICATION) + " " + cells.get(ReturnForecast.PERIOD) + " ";
      compared += assertAgrees(cells, ReturnForecast.R2_AGAINST_MEAN, key, 1e-7);
      compared += assertAgrees(cells, ReturnForecast.R2_AGAINST_CAPM, key, 1e-7);
      compared += assertAgrees(cells, ReturnForecast.CAPM_R2_AGAINST_MEAN, key, 1e-9);
      if (!cells.get(ReturnForecast.PERIOD).equals("all")) {
        compared += assertAgrees(cells, ReturnForecast.PENALTY, key, 1e-9);
        assertThat(cells.get(ReturnForecast.MIXING)).isEqualTo(EXPECTED.get(key + "mixing"));
        for (Field count :
            List.of(ReturnForecast.CHOSEN, ReturnForecast.CANDIDATES, ReturnForecast.N)) {
          assertThat(cells.get(count))
              .as(key + count.name())
              .isEqualTo(EXPECTED.get(key + count.name()).longValue());
        }
      }
    }
    // Ten years and all of them together; day_before has no r2 against the CAPM.
    assertThat(compared).isEqualTo(2 * (11 * 2 + 10) + 11);
  }

  @Test
  void coefficientsAgreeWithTheReference() {
    List<Map<Field, Object>> drivers = of(embedded, ReturnDriver.class);
    assertThat(drivers).hasSize(2 * 10 * 21);
    for (Map<Field, Object> cells : drivers) {
      String key =
          cells.get(ReturnDriver.SPECIFICATION)
              + " "
              + cells.get(ReturnDriver.PERIOD)
              + " coefficient "
              + cells.get(ReturnDriver.DRIVER);
      assertThat((Double) cells.get(ReturnDriver.COEFFICIENT))
          .as(key)
          .isCloseTo(EXPECTED.get(key), within(1e-7));
    }
  }

  @Test
  void noDayIsFittedOnThatIsTested() {
    for (Map<Field, Object> cells : of(embedded, ReturnForecast.class)) {
      if (!cells.get(ReturnForecast.PERIOD).equals("all")) {
        assertThat((Date) cells.get(ReturnForecast.TRAIN_END))
            .isBefore((Date) cells.get(ReturnForecast.TEST_START));
      }
    }
  }

  /** Of twenty candidates two matter; one of them a day later. */
  @Test
  void drawnDriversAreFoundAndNoiseExplainsNothing() {
    List<StudyRow> rows = drawn(1, 0.5, 0.3);
    Map<Field, Object> all = all(rows, "same_day");
    // Variances 0.25 and 0.09 of the signal, 1 of the noise.
    assertThat((Double) all.get(ReturnForecast.R2_AGAINST_MEAN)).isBetween(0.18, 0.32);
    assertThat((Double) all.get(ReturnForecast.R2_AGAINST_CAPM)).isPositive();
    for (Map<Field, Object> driver : of(rows, ReturnDriver.class)) {
      String name = (String) driver.get(ReturnDriver.DRIVER);
      if (driver.get(ReturnDriver.SPECIFICATION).equals("same_day")
          && List.of("mkt_rf", "lag_peer").contains(name)) {
        assertThat(driver.get(ReturnDriver.IS_CHOSEN)).isEqualTo(true);
      }
    }
    Map<Field, Object> noise = all(drawn(2, 0, 0), "same_day");
    assertThat((Double) noise.get(ReturnForecast.R2_AGAINST_MEAN)).isBetween(-0.03, 0.01);
  }

  /** What a year holds must not change the fit before it. */
  @Test
  void aYearsOwnDaysDoNotMoveItsCoefficients() {
    List<Map<Field, Object>> plain = of(drawn(3, 0.5, 0.3, 1), ReturnDriver.class);
    List<Map<Field, Object>> changed = of(drawn(3, 0.5, 0.3, 5), ReturnDriver.class);
    String last =
        plain.stream().map(c -> (String) c.get(ReturnDriver.PERIOD)).max(String::compareTo).get();
    assertThat(changed.stream().filter(c -> c.get(ReturnDriver.PERIOD).equals(last)).toList())
        .isEqualTo(plain.stream().filter(c -> c.get(ReturnDriver.PERIOD).equals(last)).toList());
  }

  @Test
  void twoYearsAreNeededBeforeTheFirstOneTried() {
    assertThat(of(embedded, ReturnForecast.class))
        .extracting(c -> c.get(ReturnForecast.PERIOD))
        .contains("2017")
        .doesNotContain("2015", "2016");
  }

  private static List<StudyRow> drawn(long seed, double ofMarket, double ofPeer) {
    return drawn(seed, ofMarket, ofPeer, 1);
  }

  /**
   * Four years of days.
   *
   * @param lastYear what the last year's returns are multiplied with
   */
  private static List<StudyRow> drawn(long seed, double ofMarket, double ofPeer, double lastYear) {
    Random random = new Random(seed);
    int n = 4 * 365;
    List<LocalDate> days = new ArrayList<>();
    Map<String, double[]> drivers = new LinkedHashMap<>();
    for (int j = 0; j < 20; j++) {
      String name = j == 0 ? "mkt_rf" : j == 1 ? "lag_peer" : "noise" + j;
      drivers.put(name, random.doubles(n).map(u -> (u - 0.5) * Math.sqrt(12)).toArray());
    }
    double[] y = new double[n];
    for (int t = 0; t < n; t++) {
      days.add(FIRST.plusDays(t));
      y[t] =
          ofMarket * drivers.get("mkt_rf")[t]
              + ofPeer * drivers.get("lag_peer")[t]
              + random.nextGaussian();
      if (days.get(t).getYear() == 2019) {
        y[t] *= lastYear;
      }
    }
    return DriversStudy.rows(days, y, drivers.get("mkt_rf"), drivers, Grade.ESTIMATED);
  }

  private static Map<Field, Object> all(List<StudyRow> rows, String specification) {
    return of(rows, ReturnForecast.class).stream()
        .filter(c -> c.get(ReturnForecast.PERIOD).equals("all"))
        .filter(c -> c.get(ReturnForecast.SPECIFICATION).equals(specification))
        .findFirst()
        .orElseThrow();
  }

  private static List<Map<Field, Object>> of(List<StudyRow> rows, Class<?> table) {
    return rows.stream().filter(r -> r.table().equals(table)).map(StudyRow::cells).toList();
  }

  private static int assertAgrees(
      Map<Field, Object> cells, Field field, String key, double tolerance) {
    if (cells.get(field) == null) {
      return 0;
    }
    assertThat((Double) cells.get(field))
        .as(key + field.name())
        .isCloseTo(EXPECTED.get(key + field.name()), within(tolerance));
    return 1;
  }
}
