package jevons.pipeline.tables.gold.claims;

import static jevons.pipeline.testing.Given.rows;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jevons.pipeline.table.Portions;
import jevons.pipeline.table.Table;
import jevons.pipeline.tables.Firms;
import jevons.pipeline.tables.gold.ModelCapability;
import jevons.pipeline.tables.gold.ModelEfficiency;
import jevons.pipeline.tables.gold.ValuationQuarter;
import jevons.pipeline.tables.silver.AcceleratorPrice;
import jevons.pipeline.tables.silver.DailyPrice;
import jevons.pipeline.tables.silver.Model;
import jevons.pipeline.tables.silver.QuarterlyFundamental;
import jevons.pipeline.tables.silver.TokenPrice;
import jevons.pipeline.tables.silver.TrainingClaim;
import jevons.pipeline.testing.Given;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class ClaimTest {
  private static final String PRICES =
      """
      ticker | trade_date | close_usd | adjusted_close_usd | known_on
      NVDA   | 2025-01-24 | 140       | 140                | 2025-01-24
      NVDA   | 2025-01-27 | 119       | 119                | 2025-01-27
      NVDA   | 2025-01-28 | 130       | 130                | 2025-01-28
      NVDA   | 2025-02-03 | 141       | 141                | 2025-02-03
      VST    | 2025-01-24 | 100       | 100                | 2025-01-24
      VST    | 2025-02-03 | 105       | 110                | 2025-02-03
      SPY    | 2025-01-24 | 500       | 500                | 2025-01-24
      SPY    | 2025-02-03 | 525       | 525                | 2025-02-03
      """;

  @Test
  void marketIsMeasuredFromTheCloses() {
    List<Map<String, Object>> claims =
        List.of(
            claim("fell", -0.17, 0.005, "day-return", "of", "NVDA", "day", "2025-01-27"),
            claim("closed", 118.58, 0.005, "close", "of", "NVDA", "day", "2025-01-27"),
            below("regained", 365, "days-to-regain", "of", "NVDA", "day", "2025-01-27"),
            below("year-on", 0, "year-return", "of", "NVDA", "day", "2025-01-27"),
            below("power", 0, "group-return", "of", "power", "day", "2025-01-27"));
    assertThat(
            judged(Given.given(new DailyPrice(), PRICES), claims, "claim", "measured", "verdict"))
        .isEqualTo(
            """
            claim    | measured             | verdict
            closed   | 119                  | partly
            fell     | -0.15000000000000002 | partly
            power    | 0.050000000000000044 | fails
            regained | 7                    | holds
            year-on  | -                    | cannot tell
            """);
  }

  @Test
  void whatWasNotRegainedByTheDayIsKnownFromBelow() {
    assertThat(
            judged(
                Given.given(new DailyPrice(), PRICES).asOf("2025-01-31"),
                List.of(
                    below("regained", 365, "days-to-regain", "of", "NVDA", "day", "2025-01-27")),
                "measured",
                "ci_low",
                "ci_high",
                "verdict",
                "remark"))
        .isEqualTo(
            """
            measured | ci_low | ci_high | verdict     | remark
            -        | 2      | -       | cannot tell | no close at 140.0 or more by 2025-01-28
            """);
  }

  @Test
  void capabilityIsComparedWithBothErrors() {
    Given in =
        Given.given(
            new ModelCapability(),
            """
            model | method | capability | standard_error | grade
            R1    | 2pl    | 1.0        | 0.3            | estimated
            o1    | 2pl    | 1.5        | 0.4            | assumed
            o1    | rasch  | 9          | 0.1            | estimated
            """);
    assertThat(
            judged(
                in,
                List.of(
                    claim("equal", 0, 0.5, "capability-difference", "of", "R1", "against", "o1"),
                    claim("other", 0, 0.5, "capability-difference", "of", "R1", "against", "o9")),
                "claim",
                "measured",
                "verdict",
                "grade",
                "remark"))
        .isEqualTo(
            """
            claim | measured | verdict     | grade   | remark
            equal | -0.5     | cannot tell | assumed | the two errors are taken as independent
            other | -        | cannot tell | -       | no capability of o9 by then: fewer than 3 benchmarks
            """);
  }

  @Test
  void computeIsComparedWithOthersOfEqualCapability() {
    Given in =
        Given.given(
            new ModelEfficiency(),
            """
            model | method | published_on | organization | training_compute_flop | training_cost_usd_2023 | capability | surprise_log10_flop | grade
            V3    | 2pl    | 2024-12-24   | DeepSeek     | 1e24                  | 5e6                    | 1.0        | 0                   | assumed
            V2    | 2pl    | 2024-12-24   | DeepSeek     | 1e22                  | -                      | 1.0        | 0                   | assumed
            A     | 2pl    | 2024-06-01   | A            | 1e25                  | 5e7                    | 1.2        | 0                   | assumed
            B     | 2pl    | 2024-06-01   | B            | 1e25                  | -                      | 0.8        | 0                   | assumed
            C     | 2pl    | 2024-06-01   | C            | 4e25                  | -                      | 1.0        | 0                   | assumed
            D     | 2pl    | 2024-06-01   | D            | 1e20                  | -                      | 1.3        | 0                   | assumed
            E     | 2pl    | 2025-01-01   | E            | 1e20                  | -                      | 1.0        | 0                   | assumed
            """);
    assertThat(
            judged(
                in,
                List.of(
                    below("compute", 1, "training-compute-ratio", "of", "V3"),
                    below("cost", 1, "training-cost-ratio", "of", "V3")),
                "claim",
                "verdict",
                "remark"))
        .isEqualTo(
            """
            claim   | verdict     | remark
            compute | holds       | over 3 models of equal capability: A, B, C
            cost    | cannot tell | 1 models of equal capability (within 0.25) with known cost, published no later; 3 needed
            """);
  }

  @Test
  void developersArithmeticAndTheRentSeen() {
    Given in =
        Given.given(
                new TrainingClaim(),
                """
                model | fact                 | value   | known_on   | grade
                V3    | total_gpu_hours      | 2788000 | 2024-12-27 | reported
                V3    | cluster_gpus         | 2048    | 2024-12-27 | reported
                V3    | assumed_rental_price | 2       | 2024-12-27 | reported
                """)
            .and(
                new AcceleratorPrice(),
                """
                hardware         | price_date | kind      | usd_per_chip_hour | known_on
                NVIDIA H100 PCIe | 2023-12-01 | on_demand | 9                 | 2023-12-01
                NVIDIA H100 PCIe | 2024-06-01 | on_demand | 3                 | 2024-06-01
                NVIDIA H100 SXM5 | 2024-06-01 | on_demand | 4                 | 2024-06-01
                NVIDIA H100 SXM5 | 2024-06-01 | commit_3y | 1                 | 2024-06-01
                NVIDIA H100 SXM5 | 2025-01-01 | on_demand | 9                 | 2025-01-01
                """);
    assertThat(
            judged(
                in,
                List.of(
                    claim("cost", 5.6e6, 0.05e6, "training-cost", "of", "V3"),
                    claim("days", 61, 15, "training-days", "of", "V3"),
                    claim("rent", 2, 0.5, "chip-rent", "of", "NVIDIA H100", "day", "2024-12-27")),
                "claim",
                "measured",
                "verdict"))
        .isEqualTo(
            """
            claim | measured           | verdict
            cost  | 5576000            | holds
            days  | 56.722005208333336 | holds
            rent  | 3.5                | fails
            """);
  }

  @Test
  void newestFiguresOfAModelKnownByTheDayCount() {
    Given in =
        Given.given(
            new Model(),
            """
            model | known_on   | published_on | hardware_quantity | country | model_list | compute_grade
            V3    | 2024-12-24 | 2024-12-24   | 2000              | China   | notable    | assumed
            V3    | 2025-06-01 | 2024-12-24   | 2048              | China   | notable    | reported
            V3    | 2026-06-01 | 2024-12-24   | 9999              | China   | notable    | reported
            """);
    List<Map<String, Object>> claims =
        List.of(claim("chips", 2048, 0.5, "training-chips", "of", "V3"));
    assertThat(judged(in.asOf("2026-01-01"), claims, "measured", "verdict"))
        .isEqualTo(
            """
            measured | verdict
            2048     | holds
            """);
    assertThat(judged(in.asOf("2025-01-31"), claims, "measured", "verdict"))
        .isEqualTo(
            """
            measured | verdict
            2000     | fails
            """);
  }

  @Test
  void priceInForceOnTheDayIsCompared() {
    Given in =
        Given.given(
            new TokenPrice(),
            """
            model | price_list  | input_usd_per_mtok | output_usd_per_mtok | blended_usd_per_mtok | in_force_from | known_on
            o1    | first_party | 15                 | 60                  | 26.25                | 2025-01-13    | 2025-01-13
            R1    | first_party | 0.5                | 2                   | 0.875                | 2025-01-20    | 2025-01-20
            R1    | first_party | 5                  | 20                  | 8.75                 | 2025-02-01    | 2025-01-20
            """);
    String[] which = {"of", "o1", "against", "R1", "day", "2025-01-27"};
    assertThat(
            judged(
                in,
                List.of(
                    claim("read", 30, 10, "input-price-ratio", which),
                    claim("use", 30, 10, "blended-price-ratio", which)),
                "claim",
                "measured",
                "verdict"))
        .isEqualTo(
            """
            claim | measured | verdict
            read  | 30       | holds
            use   | 30       | holds
            """);
  }

  @Test
  void spendingIsOfTheQuartersThatAllHaveFiled() {
    StringBuilder text =
        new StringBuilder("ticker | quarter | view | known_on | capex_usd | grade\n");
    for (int q = 0; q < 12; q++) {
      int year = 2023 + q / 4;
      String quarter = "%d-%02d-01".formatted(year, q % 4 * 3 + 1);
      // 10 % a quarter, but for a wobble that keeps the trend's residuals from being none
      double usd = 1e9 * Math.pow(1.1, q) * (q % 2 == 0 ? 1.01 : 0.99);
      for (String ticker : List.of("MSFT", "META")) {
        boolean isFiled = q < 11 || ticker.equals("META");
        if (isFiled) {
          text.append(
              "%s | %s | first_filed | %s | %s | derived\n"
                  .formatted(ticker, quarter, quarter, usd));
        }
      }
    }
    List<Map<String, Object>> claims =
        List.of(
            below("trend", 1, "capex-over-trend", "day", "2025-01-27"),
            below("billion", 9e9, "trailing-capex"));
    Given in = Given.given(new QuarterlyFundamental(), text.toString());
    assertThat(judged(in, claims, "claim", "verdict", "grade"))
        .isEqualTo(
            """
            claim   | verdict     | grade
            billion | fails       | derived
            trend   | cannot tell | estimated
            """);
    assertThat(judged(in.asOf("2024-12-31"), claims, "claim", "verdict", "remark"))
        .isEqualTo(
            """
            claim   | verdict     | remark
            billion | fails       | 2024Q1 to 2024Q4; not all of it for AI
            trend   | cannot tell | no quarter from 2025Q1 on is known of all hyperscalers; the newest is 2024Q4
            """);
  }

  @Test
  void multipleIsTheNewestOverTheLastBefore() {
    Given in =
        Given.given(
            new ValuationQuarter(),
            """
            ticker | quarter    | trade_date | revenue_multiple | grade
            NVDA   | 2024-07-01 | 2024-09-30 | 31               | derived
            NVDA   | 2024-10-01 | 2024-12-31 | 30               | derived
            NVDA   | 2025-01-01 | 2025-03-31 | 20               | derived
            NVDA   | 2025-04-01 | 2025-06-30 | 24               | derived
            """);
    assertThat(
            judged(
                in,
                List.of(
                    below("lower", 1, "sales-multiple-change", "of", "NVDA", "day", "2025-01-27")),
                "measured",
                "verdict",
                "remark"))
        .isEqualTo(
            """
            measured | verdict | remark
            0.8      | holds   | 30.0 times a year's sales on 2024-12-31, 24.0 on 2025-06-30
            """);
  }

  private static String judged(Given in, List<Map<String, Object>> claims, String... columns) {
    Given all =
        in.with("jevons.claims", claims)
            .with("jevons.market.ticker", "SPY")
            .with(
                Firms.KEY,
                List.of(
                    firm("MSFT", "hyperscaler"),
                    firm("META", "hyperscaler"),
                    firm("VST", "power")));
    Dataset<Row> rows = new Claim().query(all);
    requirePortionsAreAsInTheWhole(all, rows);
    return rows(rows, columns);
  }

  /** Of each input the claims that it makes, made alone. */
  private static void requirePortionsAreAsInTheWhole(Given in, Dataset<Row> rows) {
    Portions portions = new Claim().portions().orElseThrow();
    for (Class<? extends Table> input : new Claim().inputs(in.settings())) {
      Set<String> values = portions.values().apply(input);
      Dataset<Row> part = rows.where(portions.column().col().isin(values.toArray()));
      assertThat(rows(portions.query().apply(in, values)))
          .as(input.getSimpleName())
          .isEqualTo(rows(part))
          .hasLineCount(Math.toIntExact(part.count()) + 1);
    }
  }

  private static Map<String, Object> firm(String ticker, String group) {
    return Map.of("ticker", ticker, "groups", List.of(group));
  }

  private static Map<String, Object> claim(
      String name, double figure, double tolerance, String measuredBy, String... parameters) {
    Map<String, Object> claim = new HashMap<>();
    claim.put("claim", name);
    claim.put("said-by", "press");
    claim.put("said-on", "2025-01-27");
    claim.put("source", "a paper");
    claim.put("statement", name);
    claim.put("figure", figure);
    claim.put("tolerance", tolerance);
    claim.put("unit", "of no interest");
    claim.put("rule", "within");
    claim.put("measured-by", measuredBy);
    for (int i = 0; i < parameters.length; i += 2) {
      claim.put(parameters[i], parameters[i + 1]);
    }
    return claim;
  }

  private static Map<String, Object> below(
      String name, double figure, String measuredBy, String... parameters) {
    Map<String, Object> claim = claim(name, figure, 0, measuredBy, parameters);
    claim.put("rule", "below");
    return claim;
  }
}
