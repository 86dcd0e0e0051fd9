package jevons.pipeline.studies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import jevons.pipeline.config.ConfigSource;
import jevons.pipeline.config.JevonsConfig;
import jevons.pipeline.table.Check;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Settings;
import jevons.pipeline.table.Table;
import jevons.pipeline.tables.EmbeddedFirms;
import jevons.pipeline.tables.gold.DailyReturn;
import jevons.pipeline.tables.gold.Event;
import jevons.pipeline.tables.gold.EventAbnormalReturn;
import jevons.pipeline.tables.gold.EventTest;
import jevons.pipeline.testing.RealData;
import jevons.pipeline.testing.TestSpark;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;

/** The events on the embedded data. Reference figures, script and versions: reference/events. */
class EventsStudyTest {
  private static final Map<String, Double> EXPECTED = Reference.figures("events/expected.csv");
  private static final RealData NOW = embedded("2026-08-21");
  private static final List<StudyRow> FOUND = new EventsStudy().rows(NOW);

  /** By event, group, model, window and test. */
  private static final Map<List<Object>, StudyRow> BY_KEY =
      FOUND.stream().collect(Collectors.toMap(EventsStudyTest::key, row -> row));

  @Test
  void nvidiaLostSeventeenPerCentOnTheDayOfTheSellOff() {
    double change =
        NOW.read(DailyReturn.class)
            .where("ticker = 'NVDA' AND trade_date = '2025-01-27'")
            .select("total_return_share")
            .first()
            .getDouble(0);
    assertThat(change).isCloseTo(-0.1697, within(5e-5));
    assertThat(change).isCloseTo(EXPECTED.get("sell-off NVDA raw 0..0 return"), within(1e-12));
  }

  @Test
  void testsOfGroupsAgreeWithTheReference() {
    int compared = 0;
    for (Map.Entry<String, Double> e : EXPECTED.entrySet()) {
      String[] key = e.getKey().split(" ", -1);
      if (Set.of("raw").contains(key[2])
          || key[1].equals(key[1].toUpperCase(java.util.Locale.ROOT))) {
        continue;
      }
      StudyRow row = find(key[0], key[1], key[2], key[3], test(key[4]));
      assertThat(cell(row, key[4])).as(e.getKey()).isCloseTo(e.getValue(), digits(e.getValue()));
      compared++;
    }
    assertThat(compared).isEqualTo(4 * 4 * 4 * 4 * 10);
  }

  @Test
  void abnormalReturnsOfFirmsAgreeWithTheReference() {
    int compared = 0;
    for (Map.Entry<String, Double> e : EXPECTED.entrySet()) {
      String[] key = e.getKey().split(" ", -1);
      if (key[4].equals("car") || key[4].equals("standardized")) {
        StudyRow row = find(key[0], key[1], key[2], key[3], "standardized");
        double found =
            (Double)
                row.cells().get(key[4].equals("car") ? EventTest.ESTIMATE : EventTest.STATISTIC);
        assertThat(found).as(e.getKey()).isCloseTo(e.getValue(), digits(e.getValue()));
        compared++;
      }
    }
    assertThat(compared).isEqualTo(4 * 4 * 4 * 4 * 2);
  }

  @Test
  void placeboLooksAtAllPastDaysButTheNamedOnes() {
    for (String window : List.of("0..0", "-1..1")) {
      String key = "sell-off NVDA market " + window;
      StudyRow placebo = find("sell-off", "NVDA", "market", window, "placebo");
      // Releases with a large surprise are named events too; the script knows four.
      long releases =
          NOW.read(Event.class)
              .where(
                  "kind = 'release' AND event_date < '2025-01-27' AND event NOT LIKE 'deepseek-%'")
              .count();
      int length = window.equals("0..0") ? 1 : 3;
      assertThat((Long) placebo.cells().get(EventTest.N))
          .isBetween(
              EXPECTED.get(key + " placebo_days").longValue() - releases * length,
              EXPECTED.get(key + " placebo_days").longValue());
      if (releases == 0) {
        assertThat((Double) placebo.cells().get(EventTest.P_VALUE))
            .isCloseTo(EXPECTED.get(key + " placebo_p"), within(1e-12));
      }
    }
  }

  @Test
  void aFirmWithoutAllEstimationDaysIsLeftOutByName() {
    StudyRow row = find("deepseek-v3", "power", "market", "0..0", "bmp");
    assertThat((String) row.cells().get(EventTest.LEFT_OUT))
        .startsWith("GEV (2024-12-26): ")
        .contains("of the 250 estimation days have no return, the first");
    assertThat(find("sell-off", "all", "market", "0..0", "bmp").cells().get(EventTest.LEFT_OUT))
        .isNull();
  }

  @Test
  void rowsPassTheTablesOwnChecks() {
    assertThat(broken(new Event(), NOW.read(Event.class))).isEmpty();
    assertThat(broken(new EventAbnormalReturn(), NOW.read(EventAbnormalReturn.class))).isEmpty();
    Dataset<Row> tests =
        TestSpark.session()
            .createDataFrame(
                new EstimateRows(LocalDate.of(2026, 8, 21), "x", List.of(), FOUND)
                    .of(new EventTest()),
                new EventTest().schema());
    assertThat(broken(new EventTest(), tests)).isEmpty();
    assertThat(
            tests
                .select(
                    new EventTest()
                        .key().stream().map(f -> functions.col(f.name())).toArray(Column[]::new))
                .distinct()
                .count())
        .isEqualTo(tests.count());
  }

  @Test
  void abnormalReturnsSumToTheTestedOnes() {
    double sum =
        NOW.read(EventAbnormalReturn.class)
            .where(
                "event = 'sell-off' AND ticker = 'NVDA' AND return_model = 'ff3'"
                    + " AND relative_day BETWEEN -1 AND 1")
            .agg(functions.sum("abnormal_return_share"))
            .first()
            .getDouble(0);
    assertThat(sum).isCloseTo(EXPECTED.get("sell-off NVDA ff3 -1..1 car"), within(1e-12));
  }

  @Test
  void theHolidayEventHasDayZeroOnTheNextTradingDay() {
    Row r1 =
        NOW.read(Event.class)
            .where("event = 'deepseek-r1'")
            .select("event_date", "day_zero")
            .first();
    assertThat(r1.getDate(0)).isEqualTo(Date.valueOf("2025-01-20"));
    assertThat(r1.getDate(1)).isEqualTo(Date.valueOf("2025-01-21"));
  }

  /** As of four days after the sell-off: no window to day 10 yet, and no factors of that month. */
  @Test
  void asOfThatWeekOnlyWhatWasKnownIsThere() {
    // Without the releases and filings of two years, which the test does not look at.
    RealData then = embedded("2025-01-31").with("studies.events.since", "2025-01-01");
    List<StudyRow> rows = new EventsStudy().rows(then);
    assertThat(then.read(Event.class).where("event_date > '2025-01-31'").count()).isZero();
    assertThat(
            rows.stream()
                .filter(r -> r.cells().get(EventTest.EVENT).equals("sell-off"))
                .map(r -> r.cells().get(EventTest.RETURN_MODEL) + " " + window(r))
                .collect(Collectors.toSet()))
        .containsExactlyInAnyOrder("market 0..0", "market 0..1", "market -1..1");
    double found =
        (Double)
            rows.stream()
                .filter(r -> r.cells().get(EventTest.EVENT).equals("sell-off"))
                .filter(r -> r.cells().get(EventTest.FIRM_GROUP).equals("all"))
                .filter(r -> r.cells().get(EventTest.TEST).equals("kolari_pynnonen"))
                .filter(r -> window(r).equals("0..0"))
                .findFirst()
                .orElseThrow()
                .cells()
                .get(EventTest.STATISTIC);
    assertThat(found)
        .isCloseTo(EXPECTED.get("sell-off all market 0..0 kolari_pynnonen"), within(1e-8));
  }

  @Test
  void anEventBeforeTheFirstPriceIsNotThere() {
    RealData old =
        embedded("2025-01-31")
            .with(
                "jevons.events",
                List.of(Map.of("event", "crash", "date", "1987-10-19", "words", "Black Monday")));
    assertThat(old.read(Event.class).where("event = 'crash'").count()).isZero();
  }

  @Test
  void beforeAnyEventThereIsNothing() {
    RealData then = embedded("2015-06-30");
    assertThat(then.read(Event.class).count()).isZero();
    assertThat(then.read(EventAbnormalReturn.class).count()).isZero();
    assertThat(new EventsStudy().rows(then)).isEmpty();
  }

  private static List<String> broken(Table table, Dataset<Row> rows) {
    return table.checks().stream()
        .filter(Check.EveryRow.class::isInstance)
        .map(Check.EveryRow.class::cast)
        .filter(check -> rows.where(functions.not(check.holds())).count() > 0)
        .map(Check::name)
        .toList();
  }

  private static String test(String figure) {
    return switch (figure) {
      case "n", "correlation", "mean_car" -> "cross_sectional";
      default -> figure.replaceAll("_p$", "");
    };
  }

  private static double cell(StudyRow row, String figure) {
    Object value =
        switch (figure) {
          case "n" -> row.cells().get(EventTest.N);
          case "correlation" -> row.cells().get(EventTest.AVERAGE_CORRELATION);
          case "mean_car" -> row.cells().get(EventTest.ESTIMATE);
          default ->
              row.cells().get(figure.endsWith("_p") ? EventTest.P_VALUE : EventTest.STATISTIC);
        };
    return ((Number) value).doubleValue();
  }

  private static org.assertj.core.data.Offset<Double> digits(double value) {
    return within(1e-8 * Math.max(1e-2, Math.abs(value)));
  }

  private static StudyRow find(
      String event, String group, String model, String window, String test) {
    StudyRow row = BY_KEY.get(List.<Object>of(event, group, model, window, test));
    assertThat(row).as(String.join(" ", event, group, model, window, test)).isNotNull();
    return row;
  }

  private static List<Object> key(StudyRow row) {
    Map<Field, Object> cells = row.cells();
    return List.of(
        cells.get(EventTest.EVENT),
        cells.get(EventTest.FIRM_GROUP),
        cells.get(EventTest.RETURN_MODEL),
        window(row),
        cells.get(EventTest.TEST));
  }

  private static String window(StudyRow row) {
    return row.cells().get(EventTest.WINDOW_START) + ".." + row.cells().get(EventTest.WINDOW_END);
  }

  private static RealData embedded(String day) {
    Settings settings =
        JevonsConfig.load(ConfigSource.defaults(RealData.landing("").getParent()))
            .restrictedTo(
                Set.of(
                    "jevons.events",
                    "studies.events.groups",
                    "studies.events.estimation",
                    "studies.events.windows",
                    "studies.events.since",
                    "studies.events.surprise-at-least"));
    return EmbeddedFirms.asOf(day)
        .with("jevons.events", settings.records("jevons.events"))
        .with("studies.events.groups", settings.texts("studies.events.groups"))
        .with("studies.events.estimation", settings.text("studies.events.estimation"))
        .with("studies.events.windows", settings.texts("studies.events.windows"))
        .with("studies.events.since", settings.text("studies.events.since"))
        .with(
            "studies.events.surprise-at-least",
            settings.number("studies.events.surprise-at-least"));
  }
}
