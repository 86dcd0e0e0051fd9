package jevons.pipeline.tables.gold;

import static jevons.pipeline.testing.Given.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jevons.pipeline.table.Check;
import jevons.pipeline.testing.RealData;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Capability, efficiency and its rate on the embedded data. The figures of reference/efficiency are
 * computed from the same files by other means.
 */
class EmbeddedEfficiencyTest {
  private static final String AS_OF = "2026-08-21";

  /** Export day of the Epoch Capabilities Index and of the second vintage of compute. */
  private static final String INDEX_DAY = "2026-08-22";

  private static final double DIGITS = 1e-8;

  private static final RealData THEN = RealData.asOf(AS_OF);
  private static final RealData LATER = RealData.asOf(INDEX_DAY);

  @Test
  void capabilitiesAgreeWithTheReference() {
    Map<String, NamedCsvRecord> expected = byModelAndMethod(reference("capability.csv"));
    List<Row> found = THEN.read(ModelCapability.class).collectAsList();

    assertThat(found).hasSize(2 * 256).hasSize(expected.size());
    for (Row row : found) {
      NamedCsvRecord of = expected.get(modelAndMethod(row));
      assertNear(row, "capability", of, "capability");
      assertNear(row, "standard_error", of, "standard_error");
    }
  }

  @Test
  void surprisesAgreeWithTheReference() {
    Map<String, NamedCsvRecord> expected = byModelAndMethod(reference("efficiency.csv"));
    List<Row> found = THEN.read(ModelEfficiency.class).collectAsList();

    assertThat(found).hasSize(2 * 117).hasSize(expected.size());
    for (Row row : found) {
      NamedCsvRecord of = expected.get(modelAndMethod(row));
      assertNear(row, "training_compute_flop", of, "compute");
      assertNear(row, "residual", of, "residual");
      assertNear(row, "surprise_log10_flop", of, "surprise_log10_flop");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rasch", "2pl"})
  void fourteenRatesFrom2023OnAgreeWithTheReference(String method) {
    Map<LocalDate, NamedCsvRecord> expected =
        reference("rates.csv").stream()
            .filter(r -> r.getField("method").equals(method))
            .collect(Collectors.toMap(r -> LocalDate.parse(r.getField("known_by")), r -> r));
    List<Row> fieller = index(THEN, method, "fieller");
    List<Row> delta = index(THEN, method, "delta");

    assertThat(fieller).hasSize(14);
    assertThat(fieller.get(0).<Date>getAs("quarter")).isEqualTo(Date.valueOf("2023-01-01"));
    for (int q = 0; q < 14; q++) {
      LocalDate quarter = fieller.get(q).<Date>getAs("quarter").toLocalDate();
      assertThat(quarter).isEqualTo(LocalDate.of(2023, 1, 1).plusMonths(3L * q));
      NamedCsvRecord of = expected.get(quarter.plusMonths(3).minusDays(1));
      assertThat(fieller.get(q).<Long>getAs("n")).isEqualTo(Long.parseLong(of.getField("n")));
      assertNear(fieller.get(q), "rate_factor_per_year", of, "rate_factor_per_year");
      assertNear(fieller.get(q), "compute_elasticity", of, "compute_elasticity");
      assertNear(fieller.get(q), "log10_rate_standard_error", of, "log10_rate_standard_error");
      assertNear(fieller.get(q), "ci_low", of, "fieller_low");
      assertNear(fieller.get(q), "ci_high", of, "fieller_high");
      assertNear(delta.get(q), "ci_low", of, "delta_low");
      assertNear(delta.get(q), "ci_high", of, "delta_high");
    }
  }

  @Test
  void theNewestRateIsFiveAYearWithAWideInterval() {
    Row newest = index(THEN, "rasch", "fieller").get(13);

    assertThat(newest.<Double>getAs("rate_factor_per_year")).isCloseTo(5.155, within(0.001));
    assertThat(newest.<Double>getAs("ci_low")).isCloseTo(2.771, within(0.001));
    assertThat(newest.<Double>getAs("ci_high")).isCloseTo(12.456, within(0.001));
    assertThat(newest.<Double>getAs("compute_elasticity")).isCloseTo(0.936, within(0.001));
    assertThat(newest.<String>getAs("grade")).isEqualTo("assumed");
  }

  @Test
  void noRateRestsOnFewerThanTwentyModels() {
    // 17 models at the end of 2022, by the reference
    assertThat(THEN.read(EfficiencyIndex.class).where("quarter < '2023-01-01'").count()).isZero();
  }

  @Test
  void aNightInThePastGivesTheRatesOfItsQuarters() {
    assertThat(rows(recursive(RealData.asOf("2024-06-30"))))
        .isEqualTo(rows(recursive(THEN).where("quarter < '2024-07-01'")));
    assertThat(recursive(RealData.asOf("2024-06-29")).count())
        .as("two intervals by two methods of five quarters: the sixth is not over")
        .isEqualTo(20);
  }

  @Test
  void revisedComputeMovesNoEarlierRate() {
    assertThat(rows(recursive(LATER))).isEqualTo(rows(recursive(THEN)));
  }

  private static Dataset<Row> recursive(RealData in) {
    return in.read(EfficiencyIndex.class)
        .where("direction = 'production' and sample = 'all' and vcov = 'hc3' and method <> 'eci'")
        .drop("as_of");
  }

  @Test
  void squaredInfluencesOfTheModelsAddUpToTheVarianceOfTheRate() {
    Map<Date, Double> variance =
        THEN
            .read(EfficiencyInfluence.class)
            .where("method = '2pl'")
            .groupBy("quarter")
            .agg(functions.expr("sum(log10_rate_influence * log10_rate_influence)").as("variance"))
            .collectAsList()
            .stream()
            .collect(Collectors.toMap(r -> r.getAs("quarter"), r -> r.getAs("variance")));

    assertThat(variance).hasSize(14);
    for (Row rate : index(THEN, "2pl", "fieller")) {
      assertThat(Math.sqrt(variance.get(rate.<Date>getAs("quarter"))))
          .isCloseTo(rate.<Double>getAs("log10_rate_standard_error"), within(1e-10));
    }
  }

  @Test
  void revisedComputeMovesTodaysSurprises() {
    assertThat(LATER.read(ModelEfficiency.class).where("method = '2pl'").count()).isEqualTo(114);
    assertThat(surprise(LATER, "DeepSeek-R1")).isGreaterThan(surprise(THEN, "DeepSeek-R1"));
  }

  @ParameterizedTest
  @CsvSource({"rasch, 0.97, 0.88", "2pl, 0.99, 0.97"})
  void capabilityAgreesWithTheCapabilitiesIndexFromItsExportOn(
      String method, double least, double leastBeyondTrend) {
    NamedCsvRecord expected =
        reference("agreement.csv").stream()
            .filter(r -> r.getField("method").equals(method))
            .findFirst()
            .orElseThrow();
    Row any =
        LATER.read(ModelCapability.class).where(functions.col("method").equalTo(method)).head();

    assertNear(any, "index_correlation", expected, "pearson");
    assertNear(any, "index_partial_correlation", expected, "partial");
    assertThat(any.<Double>getAs("index_correlation")).isGreaterThan(least);
    assertThat(any.<Double>getAs("index_partial_correlation")).isGreaterThan(leastBeyondTrend);
    assertThat(
            THEN.read(ModelCapability.class)
                .where("index_correlation is not null or capabilities_index is not null")
                .count())
        .isZero();
  }

  @Test
  void allWaysToEstimateTheNewestRateAgreeWithTheReference() {
    Map<String, Row> found =
        LATER.read(EfficiencyIndex.class).where("interval = 'delta'").collectAsList().stream()
            .filter(r -> r.<Date>getAs("quarter").equals(Date.valueOf("2026-04-01")))
            .collect(Collectors.toMap(EmbeddedEfficiencyTest::specification, r -> r));
    List<NamedCsvRecord> expected = reference("variants.csv");

    assertThat(found).hasSize(expected.size());
    for (NamedCsvRecord of : expected) {
      Row row =
          found.get(
              String.join(
                  "|",
                  of.getField("method"),
                  of.getField("direction"),
                  of.getField("sample"),
                  of.getField("vcov")));
      assertThat(row).as("%s", of).isNotNull();
      assertThat(row.<Long>getAs("n")).isEqualTo(Long.parseLong(of.getField("n")));
      assertNear(row, "rate_factor_per_year", of, "rate_factor_per_year");
      assertNear(row, "log10_rate_standard_error", of, "log10_rate_standard_error");
    }
  }

  private static String specification(Row row) {
    return String.join(
        "|",
        row.<String>getAs("method"),
        row.<String>getAs("direction"),
        row.<String>getAs("sample"),
        row.<String>getAs("vcov"));
  }

  @Test
  void aRateWhoseEndsDifferByAFactorOf30IsMarked() {
    List<Row> wide =
        LATER
            .read(EfficiencyIndex.class)
            .where("ci_high > 30 * ci_low or ci_low is null")
            .collectAsList();

    assertThat(wide).isNotEmpty().allMatch(r -> r.getAs("remark") != null);
    assertThat(
            LATER
                .read(EfficiencyIndex.class)
                .where("ci_high <= 30 * ci_low and remark is not null")
                .count())
        .isZero();
  }

  @Test
  void theFrontierIsReachedByNobodyWithLessComputeBefore() {
    Dataset<Row> models = LATER.read(ModelEfficiency.class).where("method = '2pl'");
    Dataset<Row> cheaperBefore =
        models
            .as("a")
            .join(
                models.as("b"),
                functions.expr(
                    "b.published_on <= a.published_on and b.capability >= a.capability"
                        + " and b.training_compute_flop < a.training_compute_flop"),
                "left_semi");

    assertThat(models.where("is_on_frontier").count()).isGreaterThan(10);
    assertThat(cheaperBefore.where("is_on_frontier").count()).isZero();
    assertThat(cheaperBefore.count() + models.where("is_on_frontier").count())
        .isEqualTo(models.count());
  }

  @Test
  void disagreementWithTheIndexIsAWarning() {
    assertThat(new ModelCapability().checks())
        .filteredOn(c -> c.name().contains("Epoch Capabilities Index"))
        .extracting(Check::stops)
        .hasSize(4)
        .containsOnly(false);
  }

  @Test
  void clippedScoresAndModelsLeftOutAreCounted() {
    Dataset<Row> capability = THEN.read(ModelCapability.class).where("method = 'rasch'");

    assertThat(capability.agg(functions.sum("clipped_cells")).head().getLong(0)).isEqualTo(65);
    assertThat(capability.agg(functions.sum("benchmarks")).head().getLong(0)).isEqualTo(1952);
    assertThat(capability.head().<Long>getAs("models_too_few")).isEqualTo(285);
    assertThat(capability.head().<Long>getAs("models_unconnected")).isZero();
  }

  private static List<Row> index(RealData in, String method, String interval) {
    return recursive(in)
        .where(
            functions
                .col("interval")
                .equalTo(interval)
                .and(functions.col("method").equalTo(method)))
        .orderBy("quarter")
        .collectAsList();
  }

  private static double surprise(RealData in, String model) {
    return in.read(ModelEfficiency.class)
        .where(functions.col("model").equalTo(model).and(functions.expr("method = '2pl'")))
        .head()
        .getAs("surprise_log10_flop");
  }

  private static void assertNear(
      Row row, String column, NamedCsvRecord expected, String expectedColumn) {
    double value = number(expected, expectedColumn);
    assertThat(row.<Double>getAs(column))
        .as("%s of %s", column, expected)
        .isCloseTo(value, within(DIGITS * Math.max(1, Math.abs(value))));
  }

  private static double number(NamedCsvRecord record, String column) {
    return Double.parseDouble(record.getField(column));
  }

  private static Map<String, NamedCsvRecord> byModelAndMethod(List<NamedCsvRecord> records) {
    return records.stream()
        .collect(Collectors.toMap(r -> r.getField("model") + "|" + r.getField("method"), r -> r));
  }

  private static String modelAndMethod(Row row) {
    return row.<String>getAs("model") + "|" + row.<String>getAs("method");
  }

  private static List<NamedCsvRecord> reference(String file) {
    try (Reader text =
            new InputStreamReader(
                EmbeddedEfficiencyTest.class.getResourceAsStream("/reference/efficiency/" + file),
                StandardCharsets.UTF_8);
        CsvReader<NamedCsvRecord> lines = CsvReader.builder().ofNamedCsvRecord(text)) {
      return lines.stream().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
