package jevons.pipeline.tables.silver;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import java.util.stream.Stream;
import jevons.pipeline.tables.EmbeddedFirms;
import jevons.pipeline.tables.Firms;
import jevons.pipeline.tables.bronze.CompanyFact;
import jevons.pipeline.tables.bronze.FilingTableFact;
import jevons.pipeline.testing.Given;
import jevons.pipeline.testing.RealData;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Silver cut at a day has the rows that silver made of the filings of that day has. */
class KnownByTest {
  private static final String LAST_DAY = "2026-09-11";
  private static final long SEED = 1865;

  static Stream<LocalDate> days() {
    Random random = new Random(SEED);
    LocalDate first = LocalDate.of(2014, 1, 1);
    Stream<LocalDate> seeded =
        random
            .ints(3, 0, (int) first.until(LocalDate.of(2026, 7, 1), ChronoUnit.DAYS))
            .mapToObj(first::plusDays);
    // The days before Alphabet's and Nvidia's late figures and around Meta's restatement.
    return Stream.concat(
        seeded, Stream.of("2016-02-11", "2021-01-31", "2025-01-29").map(LocalDate::parse));
  }

  @ParameterizedTest
  @MethodSource("days")
  void quarterlyFundamentalRestsOnNothingFiledLater(LocalDate day) {
    Dataset<Row> all =
        EmbeddedFirms.asOf(LAST_DAY)
            .read(QuarterlyFundamental.class)
            .where(col("known_on").leq(lit(day.toString()).cast("date")));
    assertThat(Given.rows(all)).isEqualTo(Given.rows(builtOn(day)));
    assertThat(all.count()).isPositive();
  }

  private static Dataset<Row> builtOn(LocalDate day) {
    RealData data = EmbeddedFirms.asOf(LAST_DAY);
    Dataset<Row> filed = data.read(CompanyFact.class).where(col("filed").leq(day.toString()));
    Dataset<Row> table = data.read(FilingTableFact.class);
    Dataset<Row> facts =
        new FilingFact()
            .query(
                Given.nothing()
                    .and(new CompanyFact(), filed)
                    .and(new FilingTableFact(), table)
                    .with(Firms.KEY, EmbeddedFirms.firms()))
            .where(col("known_on").leq(lit(day.toString()).cast("date")));
    return new QuarterlyFundamental()
        .query(Given.nothing().asOf(LAST_DAY).and(new FilingFact(), facts));
  }
}
