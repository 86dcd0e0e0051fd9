package jevons.pipeline.run;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import jevons.pipeline.config.ConfigSource;
import jevons.pipeline.config.JevonsConfig;
import jevons.pipeline.table.Derived;
import jevons.pipeline.table.ExitCode;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.Landed;
import jevons.pipeline.table.Portions;
import jevons.pipeline.table.Settings;
import jevons.pipeline.table.SettingsSource;
import jevons.pipeline.table.Table;
import jevons.pipeline.tables.Tables;
import jevons.pipeline.tables.bronze.CompanyFact;
import jevons.pipeline.tables.bronze.FilingTableFact;
import jevons.pipeline.tables.gold.DailyReturn;
import jevons.pipeline.tables.gold.ValuationDay;
import jevons.pipeline.tables.gold.ValuationQuarter;
import jevons.pipeline.tables.gold.claims.Claim;
import jevons.pipeline.tables.silver.DailyPrice;
import jevons.pipeline.tables.silver.FilingFact;
import jevons.pipeline.tables.silver.QuarterlyFundamental;
import jevons.pipeline.tables.silver.Rate;
import jevons.pipeline.tables.silver.SharesOutstanding;
import jevons.pipeline.tables.silver.Split;
import jevons.pipeline.tables.silver.TradingDay;
import jevons.pipeline.testing.TestSpark;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that news concern, made anew alone, are those that making all rows anew would give. */
class IncrementsTest {
  private static final List<Derived> TABLES =
      List.of(new DailyPrice(), new Rate(), new TradingDay(), new DailyReturn());
  private static final List<Derived> VALUATION =
      List.of(new ValuationDay(), new ValuationQuarter());
  private static final List<Table> WITH_FILINGS =
      Stream.concat(
              SmallLanding.TABLES.stream(),
              Stream.of(
                  new CompanyFact(),
                  new FilingTableFact(),
                  new jevons.pipeline.tables.bronze.Split(),
                  new FilingFact(),
                  new Split(),
                  new SharesOutstanding(),
                  new QuarterlyFundamental(),
                  new ValuationDay(),
                  new ValuationQuarter()))
          .toList();
  private static final String PART = "what that concerns was made anew";
  private static final String SAME = "its rows are the same";
  private static final String UNCHANGED = "nothing that became known since 2025-01-29 concerns it";
  private static final String AMD =
      """
      date,open,high,low,close,adj_close,volume
      2025-01-24,123.00,124.00,122.00,122.84,122.84,30000000
      2025-01-27,118.00,119.00,114.00,115.01,115.01,50000000
      """;

  @TempDir Path folder;

  @Test
  void aNightOfNewsLeavesWhatARebuildWould() {
    SmallLanding landing = SmallLanding.in(folder.resolve("landing"));
    // What is known of the rate keeps the as-of day in its place.
    landing.put("fred/DFF.csv", SmallLanding.DFF + "2025-01-30,4.33\n");
    TestRun night = landing.on(folder.resolve("lake"));
    night.run();
    requireAsRebuilt(night, "first night");

    // A day on which the market's ticker did not trade gives no return.
    String nvda = SmallLanding.NVDA + "2025-01-29,126.50,126.89,120.05,123.70,123.65,467120600\n";
    landing.put("prices/NVDA.csv", nvda);
    Map<String, String> reasons = reasons(night.run());
    assertThat(reasons.get("silver.daily_price")).contains(PART);
    assertThat(reasons.get("gold.daily_return")).contains(SAME);
    requireAsRebuilt(night, "a day of one ticker");

    landing.put("prices/AMD.csv", AMD);
    reasons = reasons(night.run());
    assertThat(reasons.get("silver.daily_price")).contains(PART);
    assertThat(reasons.get("gold.daily_return")).contains(PART);
    requireAsRebuilt(night, "a new ticker");

    String amd = AMD + "2025-01-23,122.00,123.00,121.00,122.04,122.04,100\n";
    landing.put("prices/AMD.csv", amd);
    reasons = reasons(night.run());
    assertThat(reasons.get("silver.daily_price")).contains(PART);
    assertThat(reasons.get("gold.daily_return")).contains(PART);
    requireAsRebuilt(night, "an earlier day of one ticker");

    landing.put("prices/NVDA.csv", nvda.replace("118.42,118.37", "118.52,118.47"));
    assertThat(reasons(night.run()).get("silver.daily_price")).doesNotContain(PART);
    requireAsRebuilt(night, "a correction");

    landing.put("prices/NVDA.csv", SmallLanding.NVDA);
    night.run();
    requireAsRebuilt(night, "a line that is gone");

    // The key moves to another file: the file that has it no longer may not bring it back.
    landing.put(
        "prices/days/2025-01-29.csv",
        """
        ticker,date,open,high,low,close,adj_close,volume
        NVDA,2025-01-29,126.50,126.89,120.05,123.70,123.65,467120600
        SPY,2025-01-29,603.72,604.13,599.22,601.81,596.23,37177400
        """);
    night.run();
    requireAsRebuilt(night, "a day of all tickers");
    landing.put("prices/NVDA.csv", nvda);
    night.run();
    landing.put("prices/days/2025-01-29.csv", "ticker,date,open,high,low,close,adj_close,volume\n");
    night.run();
    requireAsRebuilt(night, "a key that moved");

    landing.put("fred/DFF.csv", SmallLanding.DFF + "2025-01-30,4.33\n2025-02-03,4.33\n");
    landing.put(
        "prices/AMD.csv",
        amd
            + "2025-01-28,115.00,116.00,113.00,114.17,114.17,50000000\n"
            + "2025-02-05,115.00,116.00,111.00,112.01,112.01,50000000\n");
    reasons = reasons(night.run());
    assertThat(reasons.get("silver.rate")).contains(PART);
    assertThat(reasons.get("gold.daily_return")).contains(PART);
    assertThat(night.published().asOf()).isEqualTo(LocalDate.of(2025, 2, 5));
    requireAsRebuilt(night, "a ticker's days that move the day of knowledge");
  }

  /** Multiples hang on market values, and those on prices: news go on from table to table. */
  @Test
  void multiplesAreMadeAnewForTheTickerAndQuarterThatNewsConcern() {
    SmallLanding landing = SmallLanding.in(folder.resolve("landing"));
    String nvda = SmallLanding.NVDA + "2024-12-30,135,140,134,137.49,137.44,167734700\n";
    landing.put("prices/NVDA.csv", nvda);
    landing.put(
        "prices/MSFT.csv",
        """
        date,open,high,low,close,adj_close,volume
        2024-12-31,426.10,426.73,420.66,421.50,417.99,13246500
        2025-01-24,445.16,446.65,441.40,444.06,440.36,15549500
        """);
    landing.put("edgar/CIK0001045810.json", shares(1045810, "NVIDIA CORP", 24_490_000_000L));
    landing.put("edgar/CIK0000789019.json", shares(789019, "MICROSOFT CORP", 7_434_880_776L));
    landing.put(
        "filings/filing_table_facts.csv",
        "ticker,cik,tag,unit,period_start,period_end,value,form,filed,accession_number,method\n");
    landing.put("splits/splits.csv", "ticker,ex_date,ratio\n");
    TestRun night = new TestRun(folder.resolve("lake"), landing.folder(), WITH_FILINGS, List.of());
    night.run();
    assertThat(quarters(night)).containsExactly("MSFT 2024-10-01", "NVDA 2024-10-01");
    requireAsRebuilt(night, VALUATION, "first night");

    nvda += "2025-01-29,126.50,126.89,120.05,123.70,123.65,467120600\n";
    landing.put("prices/NVDA.csv", nvda);
    RunOutcome outcome = night.run();
    assertThat(reasons(outcome).get("gold.valuation_day")).contains(PART);
    assertThat(reasons(outcome).get("gold.valuation_quarter")).contains(SAME);
    assertThat(result(outcome, "gold.valuation_quarter").findings()).isEmpty();
    requireAsRebuilt(night, VALUATION, "a day of a quarter that is not over");

    nvda += "2024-12-31,138.03,138.07,133.83,134.29,134.25,155659200\n";
    landing.put("prices/NVDA.csv", nvda);
    assertThat(reasons(night.run()).get("gold.valuation_quarter")).contains(PART);
    requireAsRebuilt(night, VALUATION, "the last day of a quarter that is over");

    // A rate is known a working day later.
    String rates = SmallLanding.DFF + "2025-03-26,4.33\n";
    landing.put("fred/DFF.csv", rates);
    assertThat(reasons(night.run())).containsEntry("gold.valuation_quarter", UNCHANGED);
    landing.put("fred/DFF.csv", rates + "2025-03-28,4.33\n");
    night.run();
    assertThat(night.published().asOf()).isEqualTo(LocalDate.of(2025, 3, 31));
    assertThat(quarters(night))
        .containsExactly(
            "MSFT 2024-10-01", "MSFT 2025-01-01", "NVDA 2024-10-01", "NVDA 2025-01-01");
    requireAsRebuilt(night, VALUATION, "a day that ends a quarter");
  }

  /** Claims whose measurements read other tables than those that news are of stand. */
  @Test
  void claimsThatNewsConcernAreJudgedAnew() throws IOException {
    SettingsSource settings =
        JevonsConfig.load(
            new ConfigSource(
                Path.of("."),
                Optional.of(
                    Files.writeString(
                        folder.resolve("jevons.conf"),
                        """
                        jevons.claims = [
                          { claim = fell, said-by = press, said-on = "2025-01-27", source = a, statement = b
                            figure = -0.17, tolerance = 0.005, unit = share, rule = within
                            measured-by = day-return, of = NVDA, day = "2025-01-27" }
                          { claim = spends, said-by = press, said-on = "2025-01-27", source = a, statement = b
                            figure = 1, unit = "US$", rule = above, measured-by = trailing-capex }
                          { claim = worth, said-by = press, said-on = "2025-01-27", source = a, statement = b
                            figure = 0, unit = "US$", rule = below
                            measured-by = market-value-change, of = NVDA, day = "2025-01-27" }
                        ]
                        """)),
                Map.of()));
    SmallLanding landing = SmallLanding.in(folder.resolve("landing"));
    landing.put("edgar/CIK0001045810.json", shares(1045810, "NVIDIA CORP", 24_490_000_000L));
    landing.put(
        "filings/filing_table_facts.csv",
        "ticker,cik,tag,unit,period_start,period_end,value,form,filed,accession_number,method\n");
    landing.put("splits/splits.csv", "ticker,ex_date,ratio\n");
    List<Table> tables = Stream.concat(WITH_FILINGS.stream(), Stream.of(new Claim())).toList();
    TestRun night =
        new TestRun(folder.resolve("lake"), landing.folder(), tables, List.of()).settings(settings);
    night.run();
    requireAsRebuilt(night, List.of(new Claim()), settings, "first night");
    assertThat(claims(night)).containsExactly("fell holds", "spends cannot tell", "worth holds");

    landing.put("prices/NVDA.csv", SmallLanding.NVDA.replace("118.42,118.37", "127.42,127.37"));
    night.run();
    requireAsRebuilt(night, List.of(new Claim()), settings, "a correction");
    assertThat(claims(night)).containsExactly("fell partly", "spends cannot tell", "worth holds");

    landing.put("splits/splits.csv", "ticker,ex_date,ratio\nAMD,2020-01-02,2\n");
    night.run();
    requireAsRebuilt(night, List.of(new Claim()), settings, "news that concern no claim");
  }

  private static List<String> claims(TestRun night) {
    return night
        .published()
        .read(new Claim().name())
        .selectExpr("concat(claim, ' ', verdict) AS c")
        .orderBy("c")
        .as(Encoders.STRING())
        .collectAsList();
  }

  private static String shares(long cik, String name, long count) {
    return """
        {"cik":%d,"entityName":"%s","facts":{"dei":{"EntityCommonStockSharesOutstanding":{"units":{"shares":[
        {"end":"2024-11-15","val":%d,"accn":"0000000001-24-000001","fy":2025,"fp":"Q3","form":"10-Q","filed":"2024-11-20"}
        ]}}}}}
        """
        .formatted(cik, name, count);
  }

  private static List<String> quarters(TestRun night) {
    return night
        .published()
        .read(new ValuationQuarter().name())
        .selectExpr("concat(ticker, ' ', quarter) AS q")
        .orderBy("q")
        .as(Encoders.STRING())
        .collectAsList();
  }

  @Test
  void aRuleThatSomeRowsMayBreakIsAskedOfAllRowsOnceANewOneBreaksIt() {
    SmallLanding landing = SmallLanding.in(folder.resolve("landing"));
    TestRun night = landing.on(folder.resolve("lake"));
    night.run();

    String nvda = SmallLanding.NVDA + "2025-01-29,126.50,126.89,120.05,123.70,123.65,467120600\n";
    landing.put("prices/NVDA.csv", nvda);
    Finding found = deadBars(night.run());
    assertThat(found.holds()).isTrue();
    assertThat(found.rows()).as("the new row").isEqualTo(1);

    landing.put("prices/NVDA.csv", nvda + "2025-01-30,123.70,123.70,123.70,123.70,123.65,0\n");
    RunOutcome failed = night.run();
    found = deadBars(failed);
    assertThat(failed.exitCode()).isEqualTo(ExitCode.CHECK_FAILED);
    assertThat(found.holds()).isFalse();
    assertThat(found.rows()).as("all rows").isEqualTo(10);
    assertThat(found.badRows()).isEqualTo(1);
    assertThat(found.example()).contains("ticker=NVDA trade_date=2025-01-30");
  }

  private static Finding deadBars(RunOutcome outcome) {
    return result(outcome, "silver.daily_price").findings().stream()
        .filter(finding -> finding.check().contains("dead bars"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void tablesThatSayTheyAreLineByLineHaveTheLinesKeys() {
    for (Table table : Tables.all()) {
      if (table instanceof Derived derived && derived.isLineByLine()) {
        assertThat(derived.inputs()).hasSize(1);
        Landed lines = (Landed) Tables.of(derived.inputs().iterator().next());
        assertThat(names(derived.key())).isEqualTo(names(lines.key()));
      }
    }
  }

  @Test
  void tablesThatFallApartDoSoByAColumnOfTheirKeyAndTheInput() {
    for (Table table : Tables.all()) {
      if (table instanceof Derived derived && derived.slices().isPresent()) {
        String column = derived.slices().get().column().name();
        assertThat(names(derived.key())).contains(column);
        assertThat(derived.inputs()).contains(derived.slices().get().input());
        assertThat(Tables.of(derived.slices().get().input()).findField(column)).isPresent();
      }
    }
  }

  @Test
  void tablesOfPortionsSayOfEachRowWhatItIsMadeOf() {
    for (Table table : Tables.all()) {
      if (table instanceof Derived derived && derived.portions().isPresent()) {
        Portions portions = derived.portions().get();
        assertThat(derived.fields()).contains(portions.column());
        assertThat(derived.inputs()).allMatch(input -> !portions.values().apply(input).isEmpty());
      }
    }
  }

  private static List<String> names(List<Field> fields) {
    return fields.stream().map(Field::name).toList();
  }

  private static StepResult result(RunOutcome outcome, String table) {
    return outcome.results().stream()
        .filter(r -> r.table().toString().equals(table))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, String> reasons(RunOutcome outcome) {
    return outcome.results().stream().collect(toMap(r -> r.table().toString(), StepResult::reason));
  }

  private static void requireAsRebuilt(TestRun night, String what) {
    requireAsRebuilt(night, TABLES, what);
  }

  private static void requireAsRebuilt(TestRun night, List<Derived> tables, String what) {
    requireAsRebuilt(night, tables, JevonsConfig.load(ConfigSource.defaults(Path.of("."))), what);
  }

  private static void requireAsRebuilt(
      TestRun night, List<? extends Derived> tables, SettingsSource settings, String what) {
    Published published = night.published();
    for (Derived table : tables) {
      Column[] columns = table.fields().stream().map(Field::col).toArray(Column[]::new);
      Dataset<Row> rebuilt =
          table
              .query(new OfPublished(published, settings.restrictedTo(table.settings())))
              .select(columns);
      String expected = Auditor.content(table, rebuilt).text();
      assertThat(Auditor.content(table, published.read(table.name()).select(columns)).text())
          .as("%s: rows of %s", what, table.name())
          .isEqualTo(expected);
      assertThat(digest(published, table)).as("%s: %s", what, table.name()).isEqualTo(expected);
    }
  }

  private static String digest(Published published, Table table) {
    return published.set().entries().stream()
        .filter(e -> e.table().equals(table.name().toString()))
        .filter(e -> e.asOf() == null || e.asOf().equals(published.asOf()))
        .findFirst()
        .orElseThrow()
        .contentDigest();
  }

  /** What a query would read of a published state. */
  private record OfPublished(Published published, Settings settings) implements Inputs {
    @Override
    public LocalDate asOf() {
      return published.asOf();
    }

    @Override
    public Dataset<Row> read(Class<? extends Table> table) {
      return published.read(Tables.of(table).name());
    }

    @Override
    public Dataset<Row> read(Class<? extends Table> table, LocalDate knownBy) {
      throw new UnsupportedOperationException();
    }

    @Override
    public SparkSession spark() {
      return TestSpark.session();
    }
  }
}
