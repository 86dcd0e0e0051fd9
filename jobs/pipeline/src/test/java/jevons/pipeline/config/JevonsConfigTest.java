package jevons.pipeline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jevons.pipeline.table.ExitCode;
import jevons.pipeline.table.JevonsException;
import jevons.pipeline.table.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JevonsConfigTest {
  private static final Path HOME = Path.of("/opt/jevons");

  @TempDir Path folder;

  @Test
  void defaults() {
    JevonsConfig config = JevonsConfig.load(ConfigSource.defaults(HOME));
    assertThat(config.lakePath()).isEqualTo("/opt/jevons/lake");
    assertThat(config.landingPath()).isEqualTo("/opt/jevons/data");
    assertThat(config.marketTicker()).isEqualTo("SPY");
    assertThat(config.run())
        .isEqualTo(new RunSettings(2, Duration.ofSeconds(10), Duration.ofSeconds(60), 7));
    assertThat(config.tickers("hyperscaler")).containsExactly("MSFT", "GOOGL", "AMZN", "META");
    assertThat(config.tickers("power")).containsExactly("VRT", "VST", "CEG", "GEV");
    assertThat(config.tickers("all")).hasSize(17);
    assertThat(config.firms())
        .contains(new Firm("NVDA", Optional.of("0001045810"), List.of("ai-hardware", "all")));
    assertThat(config.events())
        .contains(new MarketEvent("sell-off", LocalDate.of(2025, 1, 27), "The sell-off"));
  }

  @Test
  void everyKeySetToSomethingElse() throws IOException {
    JevonsConfig config =
        load(
            """
            jevons {
              lake.path = "s3a://research/jevons"
              landing.path = /srv/landing
              market.ticker = VTI
              run { parallel-steps = 4, heartbeat-seconds = 5, dead-after-seconds = 30, stale-after-days = 3 }
              firms = [ { ticker = IBM, cik = "0000051143", groups = [all] } ]
              events = [ { event = crash, date = "1987-10-19", words = "Black Monday" } ]
            }
            """);
    assertThat(config.lakePath()).isEqualTo("s3a://research/jevons");
    assertThat(config.landingPath()).isEqualTo("/srv/landing");
    assertThat(config.marketTicker()).isEqualTo("VTI");
    assertThat(config.run())
        .isEqualTo(new RunSettings(4, Duration.ofSeconds(5), Duration.ofSeconds(30), 3));
    assertThat(config.firms())
        .containsExactly(new Firm("IBM", Optional.of("0000051143"), List.of("all")));
    assertThat(config.events())
        .containsExactly(new MarketEvent("crash", LocalDate.of(1987, 10, 19), "Black Monday"));
  }

  @Test
  void defaultsOfFetch() {
    FetchSettings fetch = JevonsConfig.load(ConfigSource.defaults(HOME)).fetch();
    assertThat(fetch.contact()).isEmpty();
    assertThat(fetch.sources()).containsExactly("edgar", "epoch", "fred", "fama_french", "prices");
    assertThat(fetch.patience())
        .isEqualTo(
            new FetchSettings.Patience(
                4,
                Duration.ofSeconds(1),
                Duration.ofSeconds(120),
                Duration.ofSeconds(120),
                2,
                64L << 20,
                128L << 20,
                0.5));
    assertThat(fetch.edgar())
        .isEqualTo(new FetchSettings.Edgar(URI.create("https://data.sec.gov"), 10));
    assertThat(fetch.epoch().address()).isEqualTo(URI.create("https://epoch.ai/data"));
    assertThat(fetch.epoch().files()).hasSize(5).contains("ml_hardware");
    assertThat(fetch.fred().series())
        .containsExactly("DFF", "DGS3MO", "DGS2", "DGS10", "SOFR", "VIXCLS");
    assertThat(fetch.fred().since()).isEqualTo("2014-01-01");
    assertThat(fetch.famaFrench().files()).hasSize(3);
    assertThat(fetch.prices().provider()).isEqualTo("stooq");
    assertThat(fetch.prices().everyTicker()).isFalse();
    assertThat(fetch.prices().findSymbol("GSPC")).contains("^spx");
    assertThat(fetch.prices().findSymbol("NVDA")).isEmpty();
  }

  @Test
  void everyKeyOfFetchSetToSomethingElse() throws IOException {
    FetchSettings fetch =
        load("""
        jevons.fetch {
          contact = "A B a@b.org", sources = [fred], attempts = 2, first-wait-millis = 5
          longest-wait-seconds = 6, timeout-millis = 7, requests-per-second = 8
          most-megabytes = 9, most-unpacked-megabytes = 10, smallest-share = 0.25
          edgar { address = "https://a.example", requests-per-second = 3 }
          epoch { address = "https://b.example/x/", files = [f], benchmarks = [g] }
          fred { address = "https://c.example", series = [SOFR], since = "2020-01-01" }
          fama-french { address = "http://127.0.0.1:80", files = [h] }
          prices {
            provider = eodhd, tickers = [IBM], indices = [VIX], since = "2021-01-01"
            day-tickers = all, stooq-address = "https://d.example"
            eodhd-address = "https://e.example"
            symbols = [ { ticker = VIX, provider = eodhd, symbol = "V.X" } ]
          }
        }
        """)
            .fetch();
    assertThat(fetch)
        .isEqualTo(
            new FetchSettings(
                Optional.of("A B a@b.org"),
                List.of("fred"),
                new FetchSettings.Patience(
                    2,
                    Duration.ofMillis(5),
                    Duration.ofSeconds(6),
                    Duration.ofMillis(7),
                    8,
                    9L << 20,
                    10L << 20,
                    0.25),
                new FetchSettings.Edgar(URI.create("https://a.example"), 3),
                new FetchSettings.Epoch(
                    URI.create("https://b.example/x"), List.of("f"), List.of("g")),
                new FetchSettings.Fred(
                    URI.create("https://c.example"), List.of("SOFR"), LocalDate.of(2020, 1, 1)),
                new FetchSettings.FamaFrench(URI.create("http://127.0.0.1:80"), List.of("h")),
                new FetchSettings.Prices(
                    "eodhd",
                    List.of("IBM"),
                    List.of("VIX"),
                    LocalDate.of(2021, 1, 1),
                    true,
                    URI.create("https://d.example"),
                    URI.create("https://e.example"),
                    Map.of("eodhd/VIX", "V.X"))));
  }

  @Test
  void refusesWhatNoRequestCouldBeSentWith() {
    assertUsage("jevons.fetch.contact = nobody\n").contains("a name and a mail address");
    assertUsage("jevons.fetch.fred.address = \"http://fred.example\"\n").contains("an https");
    assertUsage("jevons.fetch.fred.address = \"https://u:p@fred.example\"\n").contains("an https");
    assertUsage("jevons.fetch.edgar.requests-per-second = 11\n").contains("the SEC allows");
    assertUsage("jevons.fetch.prices.provider = yahoo\n").contains("stooq or eodhd");
    assertUsage("jevons.fetch.prices.day-tickers = some\n").contains("ours or all");
    assertUsage("jevons.fetch.smallest-share = 2\n").contains("a share from 0 to 1");
    assertUsage("jevons.fetch.first-wait-millis = 999999999\n").contains("less than");
    assertUsage("jevons.fetch.fred.since = yesterday\n").contains("a day such as");
  }

  @Test
  void refusesAnUnknownKeyWithItsLineAndTheClosestOne() {
    assertUsage("# a comment\njevons.lake.pth = x\n")
        .endsWith(
            "jevons.conf line 2: unknown setting jevons.lake.pth. Closest: jevons.lake.path.");
  }

  @Test
  void refusesAKeyOutsideItsGroups() {
    assertUsage("parallel-steps = 3\n")
        .endsWith("unknown setting parallel-steps. Closest: jevons.run.parallel-steps.");
  }

  @Test
  void refusesAMistypedValue() {
    assertUsage("jevons.run.parallel-steps = two\n")
        .endsWith(
            "jevons.conf line 1: jevons.run.parallel-steps is \"two\", not a whole number. Default:"
                + " 2.");
  }

  @Test
  void saysWhatAMissingValueIsFor() {
    assertUsage("jevons.lake.path = null\n")
        .contains("jevons.conf line 1: jevons.lake.path is not set: the folder or s3a:// prefix");
  }

  @Test
  void refusesTwoEventsOfOneName() {
    assertUsage(
            """
            jevons.events = [
              { event = crash, date = "1987-10-19", words = "Black Monday" }
              { event = crash, date = "1987-10-20", words = "Tuesday" }
            ]
            """)
        .startsWith("jevons.events: the name crash is taken;");
    assertUsage("jevons.events = [ { event = filings, date = \"1987-10-19\", words = a } ]\n")
        .startsWith("jevons.events: the name filings is taken;");
  }

  @Test
  void refusesAnEventThatIsNoName() {
    assertUsage("jevons.events = [ { event = \"The crash\", date = \"1987-10-19\", words = a } ]\n")
        .isEqualTo(
            "jevons.events: event is \"The crash\", not lower-case words with hyphens such as sell-off.");
  }

  @Test
  void refusesAnEventWithoutADay() {
    assertUsage("jevons.events = [ { event = crash, date = Monday, words = a } ]\n")
        .isEqualTo("jevons.events: date of crash is \"Monday\", not a day such as 2025-01-27.");
  }

  @Test
  void claimsAndGrowthFiguresAreThere() {
    Settings settings =
        JevonsConfig.load(ConfigSource.defaults(HOME))
            .restrictedTo(Set.of("jevons.claims", "jevons.growth-figures"));
    assertThat(settings.records("jevons.claims"))
        .hasSizeGreaterThan(30)
        .allSatisfy(claim -> assertThat(claim.get("figure")).isInstanceOf(Double.class));
    assertThat(settings.records("jevons.growth-figures")).hasSizeGreaterThan(8);
  }

  @Test
  void refusesAClaimThatNothingMeasures() {
    assertClaim("measured-by = day-retrn, of = NVDA, day = \"2025-01-27\"")
        .contains("jevons.conf line 3: jevons.claims, nvidia-fell: measured-by is \"day-retrn\"")
        .endsWith("Closest: day-return.");
  }

  @Test
  void refusesAClaimWhoseMeasurementIsToldTooLittleOrTooMuch() {
    assertClaim("measured-by = day-return, of = NVDA")
        .endsWith(
            "jevons.conf line 3: jevons.claims, nvidia-fell: day-return needs day; it takes of,"
                + " day.");
    assertClaim("measured-by = day-return, of = NVDA, against = SPY, day = \"2025-01-27\"")
        .endsWith("nvidia-fell: day-return takes no against; it takes of, day.");
  }

  @Test
  void refusesAClaimInAnotherUnit() {
    assertClaim("measured-by = close, of = NVDA, day = \"2025-01-27\"")
        .contains("jevons.conf line 2: jevons.claims, nvidia-fell: unit is \"share\"")
        .endsWith("not that of close, \"US$ per share\".");
  }

  @Test
  void refusesAClaimWithoutARuleOrADay() {
    assertUsage(claim("measured-by = day-return, of = NVDA, day = Monday", "within"))
        .endsWith(
            "line 3: jevons.claims, nvidia-fell: day is \"Monday\", not a day such as"
                + " 2025-01-27.");
    assertUsage(claim("measured-by = day-return, of = NVDA, day = \"2025-01-27\"", "withn"))
        .contains("line 2: jevons.claims, nvidia-fell: rule is \"withn\"")
        .endsWith("Closest: within.");
  }

  @Test
  void refusesAClaimOfANameThatIsTaken() {
    String one = claim("measured-by = day-return, of = NVDA, day = \"2025-01-27\"", "within");
    assertUsage(one + one.replace("jevons.claims = ", "jevons.claims = ${jevons.claims} "))
        .contains("jevons.claims, nvidia-fell: the name nvidia-fell is taken");
  }

  @Test
  void refusesAPublishedFigureWithoutAFigure() {
    assertUsage(
            """
            jevons.growth-figures = [ { figure = a, source = b, statement = c, low = 1
              unit = "factor per year", measured-by = efficiency-rate } ]
            """)
        .endsWith("jevons.growth-figures, a: an interval needs low and high.");
    assertUsage(
            """
            jevons.growth-figures = [ { figure = a, source = b, statement = c
              unit = "factor per year", measured-by = efficiency-rate } ]
            """)
        .endsWith("jevons.growth-figures, a: it needs published, or low and high.");
  }

  private org.assertj.core.api.AbstractStringAssert<?> assertClaim(String measurement) {
    return assertUsage(claim(measurement, "within"));
  }

  private static String claim(String measurement, String rule) {
    return """
        jevons.claims = [ { claim = nvidia-fell, said-by = press, said-on = "2025-01-27"
          source = s, statement = t, figure = -0.17, tolerance = 0.005, unit = share, rule = %s
          %s } ]
        """
        .formatted(rule, measurement);
  }

  @Test
  void refusesAFirmWithoutTicker() {
    assertUsage("jevons.firms = [ { groups = [all] } ]\n")
        .endsWith("a record of jevons.firms has no ticker.");
  }

  @Test
  void refusesAnUnknownFieldOfAFirm() {
    assertUsage("jevons.firms = [ { ticker = IBM, group = [all] } ]\n")
        .contains("jevons.firms has no field group")
        .endsWith("Closest: groups.");
  }

  @Test
  void refusesAHeartbeatSlowerThanDeath() {
    assertUsage("jevons.run.heartbeat-seconds = 50\n").contains("at least twice");
  }

  @Test
  void refusesAFileThatIsNone() {
    assertUsage("jevons {\n").startsWith("not a configuration file: ").contains("jevons.conf: 2");
  }

  @Test
  void theCommandLineOverrulesTheFileAndNeedsNoQuotes() throws IOException {
    Files.writeString(folder.resolve("jevons.conf"), "jevons.lake.path = here\n");
    JevonsConfig config =
        JevonsConfig.load(
            new ConfigSource(
                HOME,
                Optional.of(folder.resolve("jevons.conf")),
                Map.of("jevons.lake.path", "s3a://b/p", "jevons.run.parallel-steps", "3")));
    assertThat(config.lakePath()).isEqualTo("s3a://b/p");
    assertThat(config.run().parallelSteps()).isEqualTo(3);
  }

  @Test
  void aKeyOfTheCommandLineMustBeKnown() {
    assertThatThrownBy(
            () ->
                JevonsConfig.load(
                    new ConfigSource(HOME, Optional.empty(), Map.of("jevons.lake.pat", "x"))))
        .isInstanceOf(JevonsException.class)
        .hasMessage("--set: unknown setting jevons.lake.pat. Closest: jevons.lake.path.");
  }

  @Test
  void onlyDeclaredSettingsCanBeRead() {
    Settings settings =
        JevonsConfig.load(ConfigSource.defaults(HOME))
            .restrictedTo(Set.of("jevons.run.stale-after-days", "jevons.firms"));
    assertThat(settings.count("jevons.run.stale-after-days")).isEqualTo(7);
    assertThat(settings.number("jevons.run.stale-after-days")).isEqualTo(7.0);
    assertThat(settings.records("jevons.firms").get(0))
        .containsEntry("ticker", "MSFT")
        .containsEntry("groups", List.of("hyperscaler", "all"));
    assertThatThrownBy(() -> settings.text("jevons.market.ticker"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("read but not declared");
  }

  @Test
  void theDigestIsOfValuesNotOfTheirSpelling() throws IOException {
    JevonsConfig one = load("jevons { market { ticker = \"VTI\" } }\n");
    JevonsConfig other =
        load("# spelt otherwise\njevons.market.ticker = VTI\njevons.lake.path = x\n");
    assertThat(one.digest()).isEqualTo(other.digest()).hasSize(64);
    assertThat(one.digest(Set.of("jevons.lake.path")))
        .isNotEqualTo(other.digest(Set.of("jevons.lake.path")));
  }

  private JevonsConfig load(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("jevons.conf"), text);
    return JevonsConfig.load(new ConfigSource(HOME, Optional.of(file), Map.of()));
  }

  private org.assertj.core.api.AbstractStringAssert<?> assertUsage(String text) {
    JevonsException thrown =
        org.assertj.core.api.Assertions.catchThrowableOfType(
            JevonsException.class, () -> load(text));
    assertThat(thrown.exitCode()).isEqualTo(ExitCode.USAGE);
    return assertThat(thrown.getMessage());
  }
}
