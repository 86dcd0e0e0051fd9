package jevons.pipeline.run;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jevons.pipeline.config.ConfigSource;
import jevons.pipeline.config.JevonsConfig;
import jevons.pipeline.table.Derived;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.Landed;
import jevons.pipeline.table.Settings;
import jevons.pipeline.table.Table;
import jevons.pipeline.tables.Tables;
import jevons.pipeline.tables.gold.DailyReturn;
import jevons.pipeline.tables.silver.DailyPrice;
import jevons.pipeline.tables.silver.Rate;
import jevons.pipeline.tables.silver.TradingDay;
import jevons.pipeline.testing.TestSpark;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that news concern, made anew alone, are those that making all rows anew would give. */
class IncrementsTest {
  private static final List<Derived> TABLES =
      List.of(new DailyPrice(), new Rate(), new TradingDay(), new DailyReturn());
  private static final String PART = "what that concerns was made anew";
  private static final String SAME = "its rows are the same";
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

  private static List<String> names(List<Field> fields) {
    return fields.stream().map(Field::name).toList();
  }

  private static Map<String, String> reasons(RunOutcome outcome) {
    return outcome.results().stream().collect(toMap(r -> r.table().toString(), StepResult::reason));
  }

  private static void requireAsRebuilt(TestRun night, String what) {
    Published published = night.published();
    for (Derived table : TABLES) {
      Column[] columns = table.fields().stream().map(Field::col).toArray(Column[]::new);
      Dataset<Row> rebuilt = table.query(new OfPublished(published)).select(columns);
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
  private record OfPublished(Published published) implements Inputs {
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
    public Settings settings() {
      return JevonsConfig.load(ConfigSource.defaults(Path.of(".")))
          .restrictedTo(Set.of("jevons.market.ticker"));
    }

    @Override
    public SparkSession spark() {
      return TestSpark.session();
    }
  }
}
