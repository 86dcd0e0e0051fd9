package jevons.pipeline.studies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import jevons.econometrics.Coefficient;
import jevons.pipeline.studies.CapexNewsStudy.News;
import jevons.pipeline.table.Grade;
import jevons.pipeline.tables.EmbeddedFirms;
import jevons.pipeline.tables.gold.CapexNews;
import jevons.pipeline.tables.gold.EventSettings;
import jevons.pipeline.testing.RealData;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Reference figures, script and versions: reference/capex_news. */
class CapexNewsStudyTest {
  private static final Map<String, Double> EXPECTED = Reference.figures("capex_news/expected.csv");
  private static final int DRAWS = 200;

  private static List<Row> table;
  private static List<Estimate> embedded;

  @BeforeAll
  static void takeTheEmbeddedFilings() {
    RealData in = EmbeddedFirms.asOf("2026-08-21").with(EventSettings.ESTIMATION, "-260,-11");
    table = in.read(CapexNews.class).collectAsList();
    embedded = new CapexNewsStudy().estimate(in);
  }

  @Test
  void everyFilingOfTheReferenceIsThereWithItsNewsAndReturn() {
    Map<List<String>, Row> byKey = new HashMap<>();
    for (Row row : table) {
      byKey.put(
          List.of(
              row.<String>getAs("filer"),
              row.getAs("quarter").toString(),
              row.<String>getAs("ticker")),
          row);
    }
    List<String[]> lines = Reference.lines("capex_news/news.csv");
    assertThat(lines).hasSizeGreaterThan(250);
    for (String[] line : lines) {
      Row row = byKey.get(List.of(line[0], line[1], line[2]));
      assertThat(row).as(String.join(" ", line)).isNotNull();
      assertThat(row.getAs("filed_on").toString()).isEqualTo(line[3]);
      assertThat(row.getAs("week").toString()).isEqualTo(line[4]);
      assertThat(row.<Double>getAs("capex_growth_year"))
          .isCloseTo(Double.parseDouble(line[5]), within(1e-12));
      assertSurprise(row.getAs("surprise"), line[6]);
      assertSurprise(row.getAs("surprise_long"), line[7]);
      assertThat(row.<Double>getAs("car_share"))
          .isCloseTo(Double.parseDouble(line[8]), within(1e-10));
    }
    assertThat(byKey.values().stream().filter(r -> r.getAs("ticker").equals("NVDA")))
        .hasSize(Math.toIntExact(lines.stream().filter(l -> l[2].equals("NVDA")).count()));
  }

  @Test
  void regressionsAgreeWithTheReference() {
    assertThat(embedded)
        .extracting(Estimate::specification)
        .containsExactly("nvidia", "suppliers", "nvidia_long", "suppliers_long");
    for (Estimate estimate : embedded) {
      String name = estimate.specification() + " ";
      assertThat(estimate.n()).isEqualTo(EXPECTED.get(name + "n").longValue());
      assertThat(estimate.independentUnits()).isEqualTo(EXPECTED.get(name + "weeks").longValue());
      for (Estimate.Errors errors : estimate.errors()) {
        Coefficient slope =
            errors.coefficients().stream()
                .filter(c -> c.term().equals(estimate.headlineTerm()))
                .findFirst()
                .orElseThrow();
        assertThat(slope.estimate()).isCloseTo(EXPECTED.get(name + "estimate"), within(1e-9));
        assertThat(slope.standardError())
            .as(name + errors.vcov())
            .isCloseTo(EXPECTED.get(name + "se_" + errors.vcov()), within(1e-9));
      }
      assertThat(estimate.headline().pValue())
          .isCloseTo(EXPECTED.get(name + "p_cluster(week)"), within(1e-9));
      assertThat(estimate.headline().minimumDetectableEffect())
          .isCloseTo(EXPECTED.get(name + "mde"), within(1e-9));
    }
  }

  @Test
  void theNewsIsDerivedAndWhatItWasWorthEstimated() {
    assertThat(embedded.get(0).grade()).isEqualTo(Grade.ESTIMATED);
    assertThat(table).extracting(row -> row.<String>getAs("surprise_grade")).contains("derived");
  }

  /** Up to four filings a week share a shock; the abnormal return drawn is 0.05 x surprise. */
  @Test
  void intervalByWeeksCoversTheDrawnReactionAndTheOneByRowsDoesNot() {
    Random random = new Random(21);
    int byWeek = 0;
    int byRow = 0;
    for (int draw = 0; draw < DRAWS; draw++) {
      List<News> news = new ArrayList<>();
      LocalDate monday = LocalDate.of(2016, 1, 4);
      for (int week = 0; week < 60; week++) {
        double shock = 0.03 * random.nextGaussian();
        double common = random.nextGaussian();
        for (int filing = 0; filing < 4; filing++) {
          double surprise = 0.2 * (common + random.nextGaussian());
          double car = 0.05 * surprise + shock + 0.02 * random.nextGaussian();
          LocalDate day = monday.plusWeeks(week);
          news.add(
              new News(
                  "NVDA", day.plusDays(filing), day, surprise, Double.NaN, car, Grade.ESTIMATED));
        }
      }
      Estimate estimate = new CapexNewsStudy().estimates(news).get(0);
      byWeek += covers(estimate, "cluster(week)") ? 1 : 0;
      byRow += covers(estimate, "iid") ? 1 : 0;
    }
    assertThat(byWeek).isBetween(90 * DRAWS / 100, 99 * DRAWS / 100);
    assertThat(byRow).isLessThan(90 * DRAWS / 100);
  }

  @Test
  void fewerThanTwelveWeeksGiveNoEstimate() {
    List<News> news = new ArrayList<>();
    for (int week = 0; week < 11; week++) {
      LocalDate day = LocalDate.of(2016, 1, 4).plusWeeks(week);
      news.add(new News("NVDA", day, day, week, Double.NaN, week % 3, Grade.ESTIMATED));
    }
    assertThat(new CapexNewsStudy().estimates(news)).isEmpty();
  }

  private static boolean covers(Estimate estimate, String vcov) {
    return estimate.errors().stream()
        .filter(e -> e.vcov().equals(vcov))
        .flatMap(e -> e.coefficients().stream())
        .filter(c -> c.term().equals("surprise"))
        .allMatch(c -> c.interval(0.95).contains(0.05));
  }

  private static void assertSurprise(Double actual, String expected) {
    if (expected.equals("nan")) {
      assertThat(actual).isNull();
    } else {
      assertThat(actual).isCloseTo(Double.parseDouble(expected), within(1e-12));
    }
  }
}
