package jevons.pipeline.tables.gold.claims;

import static jevons.pipeline.testing.Given.rows;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import jevons.pipeline.config.ConfigSource;
import jevons.pipeline.config.JevonsConfig;
import jevons.pipeline.tables.EmbeddedFirms;
import jevons.pipeline.tables.Firms;
import jevons.pipeline.testing.RealData;
import org.junit.jupiter.api.Test;

/**
 * Claims of the configuration on the embedded data, those that need no study: as known on 31
 * January 2025, before Alphabet and Amazon had filed their last quarter, and as known later.
 */
class EmbeddedClaimsTest {
  private static final Set<String> QUICK =
      Set.of(
          "nvidia-fell-17-percent",
          "fall-is-regained",
          "higher-a-year-on",
          "r1-cheaper-to-use",
          "v3-in-two-months",
          "us-invests-more",
          "capex-below-trend",
          "stargate-not-needed");

  @Test
  void inJanuaryWhatHadNotHappenedCannotBeTold() {
    assertThat(
            rows(
                new Claim().query(quick("2025-01-31")).where("verdict <> 'holds'"),
                "claim",
                "ci_low",
                "verdict",
                "remark"))
        .isEqualTo(
            """
            claim             | ci_low | verdict     | remark
            capex-below-trend | -      | cannot tell | no quarter from 2025Q1 on is known of all hyperscalers; the newest is 2024Q3
            fall-is-regained  | 5      | cannot tell | no close at 142.62 or more by 2025-01-31
            higher-a-year-on  | -      | cannot tell | the year after 2025-01-27 is not over
            us-invests-more   | -      | cannot tell | no quarter from 2025Q1 on is known of all hyperscalers; the newest is 2024Q3
            """);
  }

  @Test
  void laterTheyAreToldAndAFewTurn() {
    assertThat(
            rows(
                new Claim().query(quick("2026-08-26")).where("claim not like 'v3%'"),
                "claim",
                "verdict",
                "grade"))
        .isEqualTo(
            """
            claim                  | verdict     | grade
            capex-below-trend      | cannot tell | estimated
            fall-is-regained       | holds       | derived
            higher-a-year-on       | holds       | derived
            nvidia-fell-17-percent | holds       | derived
            r1-cheaper-to-use      | holds       | derived
            stargate-not-needed    | fails       | derived
            us-invests-more        | holds       | derived
            """);
  }

  /** Ours are those of an OLS prediction interval in statsmodels, in billions of US$. */
  @Test
  void everyQuarterSinceLiesInItsPredictionInterval() {
    RealData in = EmbeddedFirms.asOf("2026-08-26").with("jevons.claims", List.of());
    SpentTogether trend =
        new SpentTogether(
            new Evidence(in, List.of()).capex(), Firms.of(in.settings()).tickers("hyperscaler"));
    assertThat(
            trend.forecasts(LocalDate.of(2025, 1, 27)).stream()
                .map(
                    f ->
                        String.format(
                            Locale.ROOT,
                            "%s %.1f [%.1f, %.1f] %.1f",
                            SpentTogether.name(f.quarter()),
                            f.usd() / 1e9,
                            f.low() / 1e9,
                            f.high() / 1e9,
                            f.spent() / 1e9)))
        .hasSize(6)
        .startsWith("2025Q1 74.4 [61.0, 90.7] 71.9")
        .endsWith("2026Q2 128.7 [96.9, 170.9] 165.1");
    assertThat(trend.forecasts(LocalDate.of(2025, 1, 27)))
        .allMatch(SpentTogether.Forecast::holdsSpent);
  }

  private static RealData quick(String day) {
    List<Map<String, Object>> claims =
        JevonsConfig.load(ConfigSource.defaults(RealData.landing("").getParent()))
            .restrictedTo(Set.of("jevons.claims"))
            .records("jevons.claims")
            .stream()
            .filter(claim -> QUICK.contains(claim.get("claim")))
            .toList();
    return EmbeddedFirms.asOf(day).with("jevons.claims", claims);
  }
}
