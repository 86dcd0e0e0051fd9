package jevons.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Traces on a lake of a week of prices. */
class TraceCommandTest {
  @TempDir static Path folder;
  private static SmallLake lake;

  @BeforeAll
  static void oneNight() {
    lake = SmallLake.in(folder);
    assertThat(lake.run("nightly", "--quiet")).as(lake.err()).isZero();
  }

  @Test
  void aReturnLeadsToTheLinesOfItsTwoPrices() throws Exception {
    assertThat(
            trace(
                "gold.daily_return", "ticker=NVDA", "trade_date=2025-01-27", "price_return_share"))
        .as(lake.err())
        .isZero();
    String sha256 = sha256(lake.landing().resolve("prices/NVDA.csv"));
    assertThat(lake.out())
        .startsWith(
            """
            gold.daily_return  as_of=2025-01-28 ticker=NVDA trade_date=2025-01-27
              price_return_share = -0.169682, grade = derived
              silver.daily_price  ticker=NVDA trade_date=2025-01-24
                close_usd = 142.62, adjusted_close_usd = 142.57
                bronze.price_bar  ticker=NVDA trade_date=2025-01-24
            """)
        .contains("      prices/NVDA.csv line 3, sha256 " + sha256 + "\n")
        .contains("      prices/NVDA.csv line 4, sha256 " + sha256 + "\n")
        .doesNotContain("line 2,", "line 5,");
  }

  @Test
  void jsonIsNestedDownToTheLines() throws IOException {
    assertThat(
            trace("silver.rate", "series=DFF", "observation_date=2025-01-24", "--format", "json"))
        .isZero();
    JsonNode rate = new ObjectMapper().readTree(lake.out());
    assertThat(rate.get("table").asText()).isEqualTo("silver.rate");
    assertThat(rate.get("key").get("observation_date").asText()).isEqualTo("2025-01-24");
    assertThat(rate.get("columns").get("value_percent").asDouble()).isEqualTo(4.33);
    JsonNode bronze = rate.get("inputs").get(0);
    assertThat(bronze.get("table").asText()).isEqualTo("bronze.interest_rate");
    JsonNode line = bronze.get("inputs").get(0);
    assertThat(line.get("file").asText()).isEqualTo("fred/DFF.csv");
    assertThat(line.get("line").asInt()).isEqualTo(3);
    assertThat(line.get("sha256").asText()).hasSize(64);
  }

  @Test
  void aFiledFactLeadsToItsAccessionNumber() {
    assertThat(trace("bronze.company_fact", "cik=0001045810")).as(lake.err()).isZero();
    assertThat(lake.out())
        .contains("edgar/CIK0001045810.json line 2, accession 0001045810-24-000029,");
  }

  @Test
  void aWrongNameNamesTheClosest() {
    assertThat(trace("gold.daily_retrun", "ticker=NVDA")).isEqualTo(2);
    assertThat(lake.err()).isEqualTo("no table gold.daily_retrun. Closest: gold.daily_return.\n");

    assertThat(trace("gold.daily_return", "tickr=NVDA")).isEqualTo(2);
    assertThat(lake.err())
        .isEqualTo(
            "tickr is no column of the key of gold.daily_return. Closest: ticker. The key: as_of,"
                + " ticker, trade_date.\n");

    assertThat(trace("gold.daily_return", "ticker=NVDA", "price_retrun_share")).isEqualTo(2);
    assertThat(lake.err())
        .contains("has no column price_retrun_share. Closest: price_return_share.");
  }

  @Test
  void aRowThatIsNotThereNamesThoseNearBy() {
    assertThat(trace("gold.daily_return", "ticker=NVDA", "trade_date=2025-01-26")).isEqualTo(2);
    assertThat(lake.err())
        .isEqualTo(
            "gold.daily_return has no row with ticker=NVDA trade_date=2025-01-26. trade_date beside"
                + " ticker=NVDA is 2025-01-24, 2025-01-27, 2025-01-28.\n");

    assertThat(trace("gold.daily_return", "ticker=NVDX", "trade_date=2025-01-27")).isEqualTo(2);
    assertThat(lake.err()).contains("ticker beside trade_date=2025-01-27 is NVDA, SPY.");

    assertThat(trace("gold.daily_return", "trade_date=yesterday")).isEqualTo(2);
    assertThat(lake.err())
        .isEqualTo("trade_date=yesterday: \"yesterday\" is not a day as 2024-10-01.\n");
  }

  @Test
  void theDayOfARowMayStandInItsKeyOrInTheOption() {
    String[] row = {"gold.daily_return", "ticker=NVDA", "trade_date=2025-01-27"};
    assertThat(trace(row)).isZero();
    String found = lake.out();
    assertThat(trace(row[0], "as_of=2025-01-28", row[1], row[2])).as(lake.err()).isZero();
    assertThat(lake.out()).isEqualTo(found);
    assertThat(trace(row[0], "as_of=2025-01-27", row[1], row[2])).isEqualTo(2);
    assertThat(lake.err()).startsWith("no gold table was built as of 2025-01-27.");
    assertThat(trace(row[0], "as_of=2025-01-28", row[1], row[2], "--as-of", "2025-01-27"))
        .isEqualTo(2);
    assertThat(lake.err()).contains("name two days");
  }

  @Test
  void aKeyOfSeveralRowsAsksForTheRest() {
    assertThat(trace("gold.daily_return", "trade_date=2025-01-27")).isEqualTo(2);
    assertThat(lake.err())
        .startsWith("gold.daily_return has 2 rows with trade_date=2025-01-27. Name one of them,")
        .contains("ticker=NVDA; as_of=2025-01-28 ticker=SPY.");
  }

  @Test
  void runsThemselvesAreNotTraced() {
    assertThat(trace("ops.run", "run_id=1")).isEqualTo(2);
    assertThat(lake.err()).contains("See: jevons runs.");
  }

  private static int trace(String... words) {
    List<String> all = new ArrayList<>(List.of("trace"));
    all.addAll(List.of(words));
    return lake.run(all.toArray(String[]::new));
  }

  private static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    return HexFormat.of().formatHex(digest);
  }
}
