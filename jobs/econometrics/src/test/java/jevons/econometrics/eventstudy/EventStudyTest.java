package jevons.econometrics.eventstudy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jevons.econometrics.EconometricsException;
import jevons.econometrics.Reference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Twelve simulated firms against numpy's least squares and the papers' formulas: clustered and
 * staggered dates, every model, every rule for missing returns. reference/eventstudy.
 */
class EventStudyTest {
  private static final List<Map<String, String>> DATA = Reference.rows("eventstudy/data.csv");
  private static final List<Map<String, String>> EVENTS = Reference.rows("eventstudy/events.csv");
  private static final Returns RETURNS = returns();
  private static final Window ESTIMATION = new Window(-130, -11);
  private static final List<Window> WINDOWS =
      List.of(new Window(0, 0), new Window(-1, 1), new Window(0, 10));

  @Test
  void abnormalReturnsAgreeWithNumpy() {
    for (Map<String, String> e : Reference.rows("eventstudy/firms.csv")) {
      FirmResult firm =
          run(e).firms().stream()
              .filter(f -> f.event().firm().equals(e.get("firm")))
              .findFirst()
              .orElseThrow();
      Cumulative found = firm.find(window(e)).orElseThrow();
      close(firm.sigma(), e, "sigma");
      close(found.car(), e, "car");
      close(found.standardized(), e, "scar");
      close(found.buyAndHold(), e, "bhar");
    }
  }

  @Test
  void testsAgreeWithTheFormulasInNumpy() {
    int compared = 0;
    for (Map<String, String> e : Reference.rows("eventstudy/tests.csv")) {
      if (e.get("test").equals("hall_divisor_n")) {
        continue;
      }
      EventStudyResult result = run(e);
      EventTest found =
          result.tests(window(e)).stream()
              .filter(t -> t.name().toString().equals(e.get("test")))
              .findFirst()
              .orElseThrow();
      close(found.statistic(), e, "statistic");
      close(found.pValue(), e, "p_value");
      assertThat(found.n()).as(e.toString()).isEqualTo(Integer.parseInt(e.get("n")));
      assertThat(found.df().isPresent()).isEqualTo(!e.get("df").isEmpty());
      found.df().ifPresent(df -> assertThat(df).isEqualTo(Double.parseDouble(e.get("df"))));
      close(EventTests.averageCorrelation(result.firms(), window(e)), e, "correlation");
      compared++;
    }
    assertThat(compared).isEqualTo(22 * 3 * EventTestName.values().length);
  }

  /** Hall's own divisor N, which ours is not, from the same moments. */
  @Test
  void hallsConventionFollowsFromOurs() {
    Map<String, String> e =
        Reference.rows("eventstudy/tests.csv").stream()
            .filter(r -> r.get("test").equals("hall_divisor_n"))
            .findFirst()
            .orElseThrow();
    Window window = window(e);
    double[] cars =
        run(e).firms().stream()
            .flatMap(f -> f.find(window).stream())
            .mapToDouble(Cumulative::car)
            .toArray();
    double n = cars.length;
    double shrink = Math.sqrt((n - 1) / n);
    double s = Moments.mean(cars) / (Moments.deviation(cars) * shrink);
    double g = Moments.skewness(cars) / Math.pow(shrink, 3);
    double hall = Math.sqrt(n) * (s + g * s * s / 3 + g * g * Math.pow(s, 3) / 27 + g / (6 * n));
    close(hall, e, "statistic");
  }

  @Test
  void firmsWithMissingReturnsAreLeftOutByName() {
    EventStudyResult result = study("market", "leave-out").run(RETURNS, events("clustered"));
    assertThat(result.firms()).hasSize(11);
    assertThat(result.leftOut())
        .extracting(LeftOut::toString)
        .containsExactly(
            "F03 (2024-07-15): 1 of the 120 estimation days have no return, the first 2024-04-08");
  }

  @Test
  void tradeToTradeLeavesOutAReturnThatBeganBeforeTheWindow() {
    Returns returns = gap(RETURNS, "F01", 398);
    EventStudyResult result =
        new EventStudy()
            .setEstimation(ESTIMATION)
            .setWindows(List.of(new Window(-1, 1), new Window(0, 0)))
            .setMissing(MissingReturns.TRADE_TO_TRADE)
            .run(returns, List.of(new FirmEvent("F01", RETURNS.days().get(400))));
    assertThat(result.firms().get(0).cumulative()).hasSize(1);
    assertThat(result.leftOut().get(0).reason())
        .isEqualTo(
            "the return of %s began before the window, on %s"
                .formatted(RETURNS.days().get(399), RETURNS.days().get(398)));
  }

  @Test
  void dayZeroIsTheFirstTradingDayOnOrAfterTheDate() {
    LocalDate saturday = LocalDate.of(2024, 7, 13);
    FirmResult firm =
        study("market", "leave-out")
            .run(RETURNS, List.of(new FirmEvent("F01", saturday)))
            .firms()
            .get(0);
    assertThat(firm.dayZero()).isEqualTo(LocalDate.of(2024, 7, 15));
    assertThat(firm.days()).extracting(AbnormalReturn::relativeDay).startsWith(-1, 0, 1);
  }

  @Test
  void aWindowThatIsNotOverYetIsLeftOutAlone() {
    LocalDate late = RETURNS.days().get(415);
    EventStudyResult result =
        study("market", "leave-out").run(RETURNS, List.of(new FirmEvent("F01", late)));
    assertThat(result.firms().get(0).cumulative())
        .extracting(Cumulative::window)
        .containsExactly(new Window(0, 0), new Window(-1, 1));
    assertThat(result.leftOut().get(0).toString())
        .contains("window [0,+10]: the window ends 6 trading days after the last day of the data");
  }

  @Test
  void aSingleFirmHasNoTests() {
    EventStudyResult result =
        study("market", "leave-out")
            .run(RETURNS, List.of(new FirmEvent("F01", RETURNS.days().get(400))));
    assertThat(result.tests(new Window(0, 0))).isEmpty();
  }

  /** A fit that moves with the days gives what a fit of each day's own gives. */
  @ParameterizedTest
  @CsvSource({
    "mean_adjusted, leave-out, F02", "market, leave-out, F02", "three, leave-out, F02",
    "market_adjusted, leave-out, F02", "three, trade-to-trade, F03", "three, lumped, F03"
  })
  void everyDaysFigureIsThatOfAnEventOnIt(String model, String missing, String firm) {
    EventStudy study = study(model, missing);
    double[][] every = study.standardizedEveryDay(RETURNS, firm);
    int compared = 0;
    for (int day = 0; day < RETURNS.days().size(); day++) {
      List<FirmResult> alone =
          study.run(RETURNS, List.of(new FirmEvent(firm, RETURNS.days().get(day)))).firms();
      for (int w = 0; w < WINDOWS.size(); w++) {
        Optional<Cumulative> own = Optional.empty();
        if (!alone.isEmpty()) {
          own = alone.get(0).find(WINDOWS.get(w));
        }
        if (own.isEmpty()) {
          assertThat(every[w][day]).isNaN();
        } else {
          double figure = own.get().standardized();
          assertThat(every[w][day]).isCloseTo(figure, within(1e-10 * (1 + Math.abs(figure))));
          compared++;
        }
      }
    }
    assertThat(compared).isGreaterThan(200);
  }

  /** Sums alone would leave noise of factors that explain every return. */
  @Test
  void whatFactorsExplainWhollyHasNoFigureOnAnyDay() {
    Returns explained = RETURNS.withFirm("twice", times(2, RETURNS.series("market")));
    for (double[] window : study("market", "leave-out").standardizedEveryDay(explained, "twice")) {
      assertThat(Arrays.stream(window).filter(Double::isFinite)).isEmpty();
    }
  }

  @Test
  void placeboCountsTheEventItself() {
    Placebo placebo = Placebo.of(-2, new double[] {1, -2, 3, Double.NaN, 0.5});
    assertThat(placebo.n()).isEqualTo(4);
    assertThat(placebo.pValue()).isEqualTo(3.0 / 5);
    assertThat(placebo.smallestPValue()).isEqualTo(0.2);
  }

  /** Shares instead of per cent: a test does not depend on the unit. */
  @Test
  void scalingReturnsScalesCarsAndNoStatistic() {
    Returns percent = Returns.on(RETURNS.days());
    for (String firm : RETURNS.firms()) {
      percent = percent.withFirm(firm, times(100, RETURNS.firm(firm)));
    }
    percent = percent.withSeries("market", times(100, RETURNS.series("market")));
    Window window = new Window(-1, 1);
    List<FirmEvent> events = events("staggered");
    EventStudyResult shares = study("market", "leave-out").run(RETURNS, events);
    EventStudyResult scaled = study("market", "leave-out").run(percent, events);
    for (int i = 0; i < shares.firms().size(); i++) {
      assertThat(scaled.firms().get(i).find(window).orElseThrow().car())
          .isCloseTo(100 * shares.firms().get(i).find(window).orElseThrow().car(), within(1e-9));
    }
    for (int i = 0; i < shares.tests(window).size(); i++) {
      EventTest test = shares.tests(window).get(i);
      // Compounding is not linear in the unit.
      if (test.name() != EventTestName.BUY_AND_HOLD) {
        assertThat(scaled.tests(window).get(i).statistic())
            .as(test.name().toString())
            .isCloseTo(test.statistic(), within(1e-8));
      }
    }
  }

  @Test
  void intervalHoldsZeroJustWhenTheTestDoesNotRefuse() {
    for (EventTest test :
        study("market", "leave-out").run(RETURNS, events("staggered")).tests(new Window(-1, 1))) {
      test.interval(0.95)
          .ifPresent(
              i ->
                  assertThat(i.low() <= 0 && i.high() >= 0)
                      .as(test.name().toString())
                      .isEqualTo(test.pValue() >= 0.05));
    }
  }

  @Test
  void mistakesAreExplained() {
    FirmEvent event = new FirmEvent("F01", RETURNS.days().get(400));
    assertThatThrownBy(
            () ->
                new EventStudy().setModel(ReturnModel.market("markt")).run(RETURNS, List.of(event)))
        .isInstanceOf(EconometricsException.class)
        .hasMessage("the returns have no market or factor series markt. Closest: market.");
    assertThatThrownBy(
            () ->
                study("market", "leave-out")
                    .run(RETURNS, List.of(new FirmEvent("F1", event.date()))))
        .hasMessageStartingWith("the returns have no firm F1. Closest: F");
    assertThatThrownBy(
            () ->
                new EventStudy()
                    .setWindows(List.of(new Window(-20, 0)))
                    .run(RETURNS, List.of(event)))
        .hasMessageContaining("window [-20,0] shares days with the estimation window [-260,-11]");
    assertThatThrownBy(
            () -> new EventStudy().setEstimation(new Window(-14, -11)).run(RETURNS, List.of(event)))
        .hasMessage("estimation window [-14,-11] has 4 days; the model market needs at least 5.");
    assertThatThrownBy(() -> Window.parse("1")).hasMessageContaining("\"1\" is not a window");
    assertThatThrownBy(() -> Window.parse("1,-1")).hasMessageContaining("ends before it starts");
    assertThatThrownBy(() -> MissingReturns.parse("drop"))
        .hasMessageContaining("they are leave-out, lumped, trade-to-trade");
    assertThatThrownBy(() -> Returns.on(List.of(event.date(), event.date())))
        .hasMessageContaining("must ascend");
  }

  @Test
  void collinearFactorsLeaveTheFirmOut() {
    Returns returns = RETURNS.withSeries("twice", times(2, RETURNS.series("market")));
    EventStudyResult result =
        new EventStudy()
            .setModel(ReturnModel.factors("two", List.of("market", "twice"), Optional.empty()))
            .setEstimation(ESTIMATION)
            .run(returns, List.of(new FirmEvent("F01", RETURNS.days().get(400))));
    assertThat(result.leftOut().get(0).reason()).contains("collinear");
  }

  private static EventStudyResult run(Map<String, String> e) {
    return CACHE.computeIfAbsent(
        e.get("dates") + e.get("model") + e.get("missing"),
        key -> study(e.get("model"), e.get("missing")).run(RETURNS, events(e.get("dates"))));
  }

  private static final Map<String, EventStudyResult> CACHE = new java.util.HashMap<>();

  private static EventStudy study(String model, String missing) {
    return new EventStudy()
        .setModel(model(model))
        .setEstimation(ESTIMATION)
        .setWindows(WINDOWS)
        .setMissing(MissingReturns.parse(missing));
  }

  private static ReturnModel model(String name) {
    return switch (name) {
      case "market" -> ReturnModel.market("market");
      case "capm" -> ReturnModel.capm("market", "rf");
      case "three" ->
          ReturnModel.factors("three", List.of("market", "smb", "hml"), Optional.of("rf"));
      case "mean_adjusted" -> ReturnModel.meanAdjusted();
      case "market_adjusted" -> ReturnModel.marketAdjusted("market");
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Window window(Map<String, String> e) {
    return new Window(Integer.parseInt(e.get("start")), Integer.parseInt(e.get("end")));
  }

  private static void close(double found, Map<String, String> e, String column) {
    double expected = Double.parseDouble(e.get(column));
    assertThat(found)
        .as("%s of %s", column, e)
        .isCloseTo(expected, within(1e-9 * Math.max(1e-2, Math.abs(expected))));
  }

  private static List<FirmEvent> events(String dates) {
    return EVENTS.stream()
        .map(e -> new FirmEvent(e.get("firm"), LocalDate.parse(e.get(dates))))
        .toList();
  }

  private static Returns returns() {
    List<String> columns = new ArrayList<>(DATA.get(0).keySet());
    Returns returns =
        Returns.on(DATA.stream().map(row -> LocalDate.parse(row.get("date"))).toList());
    for (String name : columns.subList(1, columns.size())) {
      double[] values =
          DATA.stream()
              .map(row -> row.get(name))
              .mapToDouble(v -> v.isEmpty() ? Double.NaN : Double.parseDouble(v))
              .toArray();
      returns =
          name.startsWith("F") ? returns.withFirm(name, values) : returns.withSeries(name, values);
    }
    return returns;
  }

  private static Returns gap(Returns returns, String firm, int place) {
    double[] values = returns.firm(firm);
    values[place] = Double.NaN;
    return returns.withFirm(firm, values);
  }

  private static double[] times(double factor, double[] values) {
    return Arrays.stream(values).map(v -> factor * v).toArray();
  }
}
