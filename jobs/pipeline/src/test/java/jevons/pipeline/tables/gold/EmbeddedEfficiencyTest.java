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
import jevons.pipeline.tables.silver.Model;
import jevons.pipeline.testing.RealData;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.hipparchus.stat.correlation.PearsonsCorrelation;
import org.junit.jupiter.api.Test;

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
    Map<String, NamedCsvRecord> expected = byModel(reference("capability.csv"));
    List<Row> found = THEN.read(ModelCapability.class).collectAsList();

    assertThat(found).hasSize(256).hasSize(expected.size());
    for (Row row : found) {
      NamedCsvRecord of = expected.get(row.<String>getAs("model"));
      assertNear(row, "capability", of, "capability");
      assertNear(row, "standard_error", of, "standard_error");
    }
  }

  @Test
  void surprisesAgreeWithTheReference() {
    Map<String, NamedCsvRecord> expected = byModel(reference("efficiency.csv"));
    List<Row> found = THEN.read(ModelEfficiency.class).collectAsList();

    assertThat(found).hasSize(117).hasSize(expected.size());
    for (Row row : found) {
      NamedCsvRecord of = expected.get(row.<String>getAs("model"));
      assertNear(row, "training_compute_flop", of, "compute");
      assertNear(row, "residual", of, "residual");
      assertNear(row, "surprise_log10_flop", of, "surprise_log10_flop");
    }
  }

  @Test
  void fourteenRatesFrom2023OnAgreeWithTheReference() {
    Map<LocalDate, NamedCsvRecord> expected =
        reference("rates.csv").stream()
            .collect(Collectors.toMap(r -> LocalDate.parse(r.getField("known_by")), r -> r));
    List<Row> fieller = index(THEN, "fieller");
    List<Row> delta = index(THEN, "delta");

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
    Row newest = index(THEN, "fieller").get(13);

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
    assertThat(rows(RealData.asOf("2024-06-30").read(EfficiencyIndex.class).drop("as_of")))
        .isEqualTo(
            rows(THEN.read(EfficiencyIndex.class).where("quarter < '2024-07-01'").drop("as_of")));
    assertThat(RealData.asOf("2024-06-29").read(EfficiencyIndex.class).count())
        .as("the quarter is not over")
        .isEqualTo(10);
  }

  @Test
  void revisedComputeMovesNoEarlierRate() {
    assertThat(rows(LATER.read(EfficiencyIndex.class).drop("as_of")))
        .isEqualTo(rows(THEN.read(EfficiencyIndex.class).drop("as_of")));
  }

  @Test
  void squaredInfluencesOfTheModelsAddUpToTheVarianceOfTheRate() {
    Map<Date, Double> variance =
        THEN
            .read(EfficiencyInfluence.class)
            .groupBy("quarter")
            .agg(functions.expr("sum(log10_rate_influence * log10_rate_influence)").as("variance"))
            .collectAsList()
            .stream()
            .collect(Collectors.toMap(r -> r.getAs("quarter"), r -> r.getAs("variance")));

    assertThat(variance).hasSize(14);
    for (Row rate : index(THEN, "fieller")) {
      assertThat(Math.sqrt(variance.get(rate.<Date>getAs("quarter"))))
          .isCloseTo(rate.<Double>getAs("log10_rate_standard_error"), within(1e-10));
    }
  }

  @Test
  void revisedComputeMovesTodaysSurprises() {
    assertThat(LATER.read(ModelEfficiency.class).count()).isEqualTo(114);
    assertThat(surprise(LATER, "DeepSeek-R1")).isGreaterThan(surprise(THEN, "DeepSeek-R1"));
  }

  @Test
  void capabilityAgreesWithTheCapabilitiesIndexFromItsExportOn() {
    NamedCsvRecord expected = reference("agreement.csv").get(0);
    Row any = LATER.read(ModelCapability.class).head();

    assertNear(any, "index_correlation", expected, "pearson");
    assertThat(any.<Double>getAs("index_correlation")).isGreaterThan(0.97);
    assertThat(
            THEN.read(ModelCapability.class)
                .where("index_correlation is not null or capabilities_index is not null")
                .count())
        .isZero();
  }

  @Test
  void disagreementWithTheIndexIsAWarning() {
    assertThat(new ModelCapability().checks())
        .filteredOn(c -> c.name().contains("Epoch Capabilities Index"))
        .extracting(Check::stops)
        .containsExactly(false);
  }

  @Test
  void capabilityAgreesWithTheIndexBeyondTheCommonTrend() {
    List<Row> both =
        LATER
            .read(ModelCapability.class)
            .where("capabilities_index is not null")
            .join(Model.inForce(LATER.read(Model.class)).select("model", "published_on"), "model")
            .withColumn("day", functions.unix_date(functions.col("published_on")).cast("double"))
            .collectAsList();
    double index = correlation(both, "capability", "capabilities_index");
    double trend = correlation(both, "capability", "day");
    double indexTrend = correlation(both, "capabilities_index", "day");
    double partial =
        (index - trend * indexTrend)
            / Math.sqrt((1 - trend * trend) * (1 - indexTrend * indexTrend));

    assertThat(partial).isGreaterThan(0.88);
    assertThat(partial)
        .isCloseTo(number(reference("agreement.csv").get(0), "partial"), within(DIGITS));
  }

  @Test
  void clippedScoresAndModelsLeftOutAreCounted() {
    Dataset<Row> capability = THEN.read(ModelCapability.class);

    assertThat(capability.agg(functions.sum("clipped_cells")).head().getLong(0)).isEqualTo(65);
    assertThat(capability.agg(functions.sum("benchmarks")).head().getLong(0)).isEqualTo(1952);
    assertThat(capability.head().<Long>getAs("models_too_few")).isEqualTo(285);
    assertThat(capability.head().<Long>getAs("models_unconnected")).isZero();
  }

  private static List<Row> index(RealData in, String interval) {
    return in.read(EfficiencyIndex.class)
        .where(functions.col("interval").equalTo(interval))
        .orderBy("quarter")
        .collectAsList();
  }

  private static double surprise(RealData in, String model) {
    return in.read(ModelEfficiency.class)
        .where(functions.col("model").equalTo(model))
        .head()
        .getAs("surprise_log10_flop");
  }

  private static double correlation(List<Row> rows, String x, String y) {
    return new PearsonsCorrelation()
        .correlation(
            rows.stream().mapToDouble(r -> r.getAs(x)).toArray(),
            rows.stream().mapToDouble(r -> r.getAs(y)).toArray());
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

  private static Map<String, NamedCsvRecord> byModel(List<NamedCsvRecord> records) {
    return records.stream().collect(Collectors.toMap(r -> r.getField("model"), r -> r));
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
