package jevons.pipeline.fetch;

import static jevons.pipeline.fetch.FetchSetup.outcomes;
import static jevons.pipeline.fetch.FetchSetup.utf8;
import static jevons.pipeline.fetch.FetchSetup.zip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jevons.pipeline.fetch.FetchResult.Outcome;
import jevons.pipeline.fetch.ProviderServer.Answer;
import jevons.pipeline.fetch.ProviderServer.Asked;
import jevons.pipeline.table.ExitCode;
import jevons.pipeline.table.JevonsException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Providers that are busy, slow, broken or not what they say: no wrong file ever lands. */
class FetchFaultsTest {
  private static final String DFF = "/fredgraph.csv?id=DFF&cosd=2014-01-01";
  private static final String OLD = "observation_date,DFF\n2014-01-02,0.07\n";
  private static final String GOOD = "observation_date,DFF\n2014-01-02,0.08\n2014-01-03,0.09\n";
  private static final String FACTORS = "F-F_Momentum_Factor_daily";

  @TempDir Path folder;
  private ProviderServer provider;
  private FetchSetup setup;

  @BeforeEach
  void start() {
    provider = new ProviderServer();
    setup = new FetchSetup(folder, provider);
  }

  @AfterEach
  void stop() {
    provider.close();
  }

  @Test
  void aBusyProviderIsAskedAgainAfterTheWaitItAsksFor() {
    provider.lay(DFF, Answer.status(429).with("Retry-After", "1"), Answer.csv(GOOD));

    assertThat(outcomes(setup.fetch("fred"))).containsEntry("fred/DFF.csv", Outcome.NEW);

    List<Asked> asked = provider.asked();
    assertThat(asked).hasSize(2);
    assertThat(asked.get(1).nanos() - asked.get(0).nanos())
        .isGreaterThanOrEqualTo(Duration.ofSeconds(1).toNanos());
  }

  @Test
  void aMomentToComeBackAtIsKeptToo() {
    provider.lay(
        DFF,
        Answer.status(503).with("Retry-After", "Tue, 25 Aug 2026 02:00:01 GMT"),
        Answer.csv(GOOD));

    setup.fetch("fred");

    List<Asked> asked = provider.asked();
    assertThat(asked.get(1).nanos() - asked.get(0).nanos())
        .isGreaterThanOrEqualTo(Duration.ofSeconds(1).toNanos());
  }

  @Test
  void aProviderThatAsksForALongerWaitIsLeftForTheNextNight() {
    provider.lay(DFF, Answer.status(429).with("Retry-After", "3600"));

    assertFailed(setup.fetch("fred"), "come back in 3600 s");
    assertThat(provider.asked()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 500, 502, 503, 504})
  void anOverloadedProviderIsAskedAgain(int status) {
    provider.lay(DFF, Answer.status(status), Answer.status(status), Answer.csv(GOOD));

    assertThat(outcomes(setup.fetch("fred"))).containsEntry("fred/DFF.csv", Outcome.NEW);
    assertThat(setup.text("fred/DFF.csv")).isEqualTo(GOOD);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 410})
  void whatAnotherAttemptWouldNotChangeIsAskedForOnce(int status) {
    provider.lay(DFF, Answer.status(status));

    assertFailed(setup.fetch("fred"), "status " + status);
    assertThat(provider.asked()).hasSize(1);
  }

  @Test
  void aProviderThatIsDownLeavesWhatIsThereAndTheOtherSources() {
    setup.put("fama_french/" + FACTORS + ".CSV", "old");
    setup.set("fama-french.address", "http://127.0.0.1:1").set("attempts", "2");
    setup.set("fama-french.files", "[" + FACTORS + ", F-F_Research_Data_Factors_daily, third]");
    provider.lay(DFF, Answer.csv(GOOD));

    List<FetchResult> results = setup.fetch("fama_french", "fred");

    assertThat(Fetch.exitCode(results)).isEqualTo(ExitCode.SOURCE_FAILED);
    assertThat(outcomes(results))
        .containsEntry("fama_french/" + FACTORS + ".CSV", Outcome.FAILED)
        .containsEntry("fred/DFF.csv", Outcome.NEW);
    assertThat(results.get(2).message()).startsWith("not asked for: 127.0.0.1 does not answer");
    assertThat(setup.text("fama_french/" + FACTORS + ".CSV")).isEqualTo("old");
  }

  @Test
  void aCutOffAnswerIsGoneOnWithWhereItBrokeOff() {
    byte[] whole = utf8("observation_date,DFF\n" + "2014-01-02,0.08\n".repeat(2_000));
    Answer answer = Answer.ok("text/csv", whole).with("ETag", "\"v1\"");
    provider.lay(DFF, answer.cutOffAfter(20_000), answer);

    assertThat(outcomes(setup.fetch("fred"))).containsEntry("fred/DFF.csv", Outcome.NEW);

    assertThat(setup.text("fred/DFF.csv")).isEqualTo(new String(whole, StandardCharsets.UTF_8));
    assertThat(provider.asked().get(1).headers())
        .hasEntrySatisfying("Range", r -> assertThat(r).matches("bytes=[1-9]\\d*-"))
        .containsEntry("If-range", "\"v1\"");
  }

  @Test
  void partsOfTwoStatesOfAFileAreNotPutTogether() {
    Answer first = Answer.csv("observation_date,DFF\n" + "2014-01-02,0.08\n".repeat(2_000));
    provider.lay(
        DFF,
        first.with("ETag", "\"v1\"").cutOffAfter(20_000),
        Answer.csv(GOOD).with("ETag", "\"v2\""));

    setup.fetch("fred");

    assertThat(setup.text("fred/DFF.csv")).isEqualTo(GOOD);
  }

  @Test
  void aCutOffAnswerOfAServerWithoutRangesIsAskedForFromTheStart() {
    provider.lay(DFF, Answer.csv(GOOD).cutOffAfter(30), Answer.csv(GOOD));

    setup.fetch("fred");

    assertThat(setup.text("fred/DFF.csv")).isEqualTo(GOOD);
    assertThat(provider.asked().get(1).headers()).doesNotContainKey("Range");
  }

  @Test
  void anAnswerThatIsAlwaysCutOffNeverLands() {
    setup.put("fred/DFF.csv", OLD);
    provider.lay(DFF, Answer.csv(GOOD).cutOffAfter(30));

    assertFailed(setup.fetch("fred"), DFF);
    assertThat(provider.asked()).hasSize(3);
    assertThat(setup.text("fred/DFF.csv")).isEqualTo(OLD);
  }

  @Test
  void aSlowProviderIsGivenUp() {
    setup.set("timeout-millis", "500").set("attempts", "2");
    provider.lay(DFF, Answer.never());

    assertFailed(setup.fetch("fred"), "DFF");
    assertThat(provider.asked()).hasSizeBetween(1, 2);
  }

  @Test
  void textInAnotherEncodingIsRefused() {
    byte[] latin =
        "observation_date,DFF\n2014-01-02,0.08 \u00a3\n".getBytes(StandardCharsets.ISO_8859_1);
    provider.lay(DFF, Answer.ok("text/csv", latin));
    assertFailed(setup.fetch("fred"), "not text in UTF-8");
  }

  @Test
  void anAnswerPackedUnaskedIsRefused() {
    provider.lay(DFF, Answer.csv(GOOD).with("Content-Encoding", "gzip"));
    assertFailed(setup.fetch("fred"), "packed as gzip");
  }

  @Test
  void anErrorPageIsRefusedWhateverItCallsItself() {
    String page = "\n<!DOCTYPE html><html><body>Access denied</body></html>";
    provider.lay(DFF, Answer.ok("text/html; charset=utf-8", utf8(page)));
    assertFailed(setup.fetch("fred"), "is text/html; charset=utf-8, not CSV");
    provider.lay(DFF, Answer.csv(page));
    assertFailed(setup.fetch("fred"), "is a web page: \"<!DOCTYPE html>");
  }

  @Test
  void aMessageInsteadOfAFileIsRefused() {
    provider.lay(DFF, Answer.csv("Exceeded the daily hits limit"));
    assertFailed(setup.fetch("fred"), "no column DFF; it begins \"Exceeded the daily hits limit\"");
  }

  @Test
  void anotherSeriesIsRefused() {
    provider.lay(DFF, Answer.csv("observation_date,SOFR\n2014-01-02,0.08\n"));
    assertFailed(setup.fetch("fred"), "no column DFF");
  }

  @Test
  void factsOfAnotherFirmOrCutOffAreRefused() {
    String facts = "/api/xbrl/companyfacts/CIK0001045810.json";
    provider.lay(facts, Answer.json("{\"cik\":320193,\"entityName\":\"x\",\"facts\":{}}"));
    assertThat(setup.fetch("edgar").get(0).message())
        .contains("is about cik 320193, not 0001045810");
    provider.lay(facts, Answer.json("{\"cik\":1045810,\"entityName\":\"x\",\"facts\":{\"dei\":{"));
    assertThat(setup.fetch("edgar").get(0).message()).contains("is not whole JSON");
    assertThat(setup.file("edgar")).doesNotExist();
  }

  @Test
  void aListOfFilingsThatNamesAFileElsewhereIsRefused() {
    provider.lay(
        "/submissions/CIK0001045810.json",
        Answer.json(
            "{\"cik\":\"0001045810\",\"filings\":{\"files\":[{\"name\":\"../../etc/passwd\"}]}}"));
    assertThat(setup.fetch("edgar").get(1).message())
        .contains("\"../../etc/passwd\", which is none");
  }

  @Test
  void aRedirectWithinTheHostIsFollowed() {
    provider.lay(DFF, moved("/here"));
    provider.lay("/here", Answer.csv(GOOD));
    assertThat(outcomes(setup.fetch("fred"))).containsEntry("fred/DFF.csv", Outcome.NEW);
  }

  @Test
  void aRedirectLoopEnds() {
    provider.lay(DFF, moved("/a"));
    provider.lay("/a", moved("/b"));
    provider.lay("/b", moved("/a"));
    assertFailed(setup.fetch("fred"), "is moved more than 5 times");
    assertThat(provider.asked()).hasSize(6);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:1/DFF.csv",
        "https://127.0.0.1/DFF.csv",
        "file:///etc/passwd",
        "//example.org/x"
      })
  void aRedirectElsewhereIsNotFollowed(String location) {
    provider.lay(DFF, moved(location));
    assertFailed(setup.fetch("fred"), "is moved to");
    assertThat(provider.asked()).hasSize(1);
  }

  @Test
  void aTooLargeAnswerIsRefusedBeforeItHasComeInFull() {
    setup.set("most-megabytes", "1");
    provider.lay(DFF, Answer.ok("text/csv", new byte[3 << 20]));
    assertFailed(setup.fetch("fred"), "more than jevons.fetch.most-megabytes = 1");
    assertThat(provider.asked()).hasSize(1);
  }

  @Test
  void aZipBombIsRefused() {
    setup.set("most-unpacked-megabytes", "1");
    lay(Map.of(FACTORS + ".csv", new byte[2 << 20]));
    assertFailed(setup.fetch("fama_french"), "a zip bomb");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../", "/tmp/", "a/../../", "C:", "..\\"})
  void anArchiveWithANameThatLeadsOutIsRefused(String prefix) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(FACTORS + ".csv", utf8(",Mom\n20130102, 0.20\n"));
    files.put(prefix + FACTORS + "2.csv", utf8("x"));
    lay(files);
    assertFailed(setup.fetch("fama_french"), "leads out of it");
  }

  @Test
  void anArchiveThatIsCutOffIsRefused() {
    byte[] whole = zip(Map.of(FACTORS + ".csv", utf8(",Mom\n20130102, 0.20\n")));
    provider.lay(
        "/" + FACTORS + "_CSV.zip",
        Answer.ok("application/zip", java.util.Arrays.copyOf(whole, whole.length - 30)));
    assertFailed(setup.fetch("fama_french"), "no whole zip archive");
  }

  @Test
  void whatHasNotChangedIsNotSentAgainAndStaysAsItIs() throws IOException {
    provider.lay(
        DFF,
        Answer.csv(GOOD)
            .with("ETag", "\"v1\"")
            .with("Last-Modified", "Mon, 24 Aug 2026 20:16:00 GMT"));
    setup.fetch("fred");
    String manifest = setup.text("fred/MANIFEST.csv");
    var written = Files.getLastModifiedTime(setup.file("fred/DFF.csv"));

    List<FetchResult> again = setup.fetch("fred");

    assertThat(outcomes(again)).containsEntry("fred/DFF.csv", Outcome.UNCHANGED);
    assertThat(provider.asked().get(1).headers())
        .containsEntry("If-none-match", "\"v1\"")
        .containsEntry("If-modified-since", "Mon, 24 Aug 2026 20:16:00 GMT");
    assertThat(Files.getLastModifiedTime(setup.file("fred/DFF.csv"))).isEqualTo(written);
    assertThat(setup.text("fred/MANIFEST.csv")).isEqualTo(manifest);
  }

  @Test
  void aFileThatWasChangedByHandIsFetchedAnew() {
    provider.lay(DFF, Answer.csv(GOOD).with("ETag", "\"v1\""));
    setup.fetch("fred");
    setup.put("fred/DFF.csv", OLD);

    assertThat(outcomes(setup.fetch("fred"))).containsEntry("fred/DFF.csv", Outcome.CHANGED);
    assertThat(setup.text("fred/DFF.csv")).isEqualTo(GOOD);
  }

  @Test
  void aFileWithAFractionOfTheHistoryDoesNotReplaceIt() {
    setup.put("fred/DFF.csv", "observation_date,DFF\n" + "2014-01-02,0.08\n".repeat(100));
    provider.lay(DFF, Answer.csv(GOOD));
    assertFailed(setup.fetch("fred"), "would have 3 lines, the file that is there has 101");
  }

  @Test
  void theKeyStandsInNoMessageNoResultAndNoFile() throws IOException {
    setup.set("prices.provider", "eodhd").environment("EODHD_API_KEY", "s3cret/key");
    provider.lay(
        "/eod/NVDA.US?fmt=csv&from=2014-01-01&api_token=s3cret%2Fkey",
        Answer.csv("the key s3cret/key (s3cret%2Fkey) is not valid"));

    List<FetchResult> results = setup.fetch("prices");

    assertThat(results.get(0).message()).contains("the key *** (***) is not valid");
    assertThat(results.toString()).doesNotContain("s3cret");
    assertThat(provider.targets()).anyMatch(target -> target.contains("s3cret"));
    assertThat(contentOf(setup.landing())).noneMatch(text -> text.contains("s3cret"));
  }

  @Test
  void edgarIsNotAskedWithoutAContactAndNothingElseEither() {
    setup.set("contact", "");
    assertThatThrownBy(() -> setup.fetch("fred", "edgar"))
        .isInstanceOf(JevonsException.class)
        .hasMessageStartingWith("jevons.fetch.contact is not set, and the SEC answers no one")
        .extracting(e -> ((JevonsException) e).exitCode())
        .isEqualTo(ExitCode.USAGE);
    assertThat(provider.asked()).isEmpty();
  }

  @Test
  void aProviderThatNeedsAKeyIsNotAskedWithoutOne() {
    setup.set("prices.provider", "eodhd");
    assertThatThrownBy(() -> setup.fetch("prices"))
        .isInstanceOf(JevonsException.class)
        .hasMessageStartingWith(
            "EODHD_API_KEY is not set, and eodhd gives no prices without a key");
  }

  @Test
  void anUnknownSourceNamesTheClosest() {
    assertThatThrownBy(() -> setup.fetch("edgr"))
        .isInstanceOf(JevonsException.class)
        .hasMessage(
            "no source edgr to fetch; there are edgar, epoch, fred, fama_french, prices,"
                + " price_days. Closest: edgar.");
  }

  @Test
  void theSecIsAskedTenTimesASecondAtMost() {
    setup.set("edgar.requests-per-second", "10").firms("0001045810", "0001341439", "0000320193");
    long start = System.nanoTime();

    setup.fetch("edgar");

    List<Asked> asked = provider.asked();
    assertThat(asked).hasSize(6);
    assertThat(asked.get(5).nanos() - start)
        .isGreaterThanOrEqualTo(Duration.ofMillis(500).toNanos());
  }

  @Test
  void nothingIsLeftBesideTheFiles() throws IOException {
    provider.lay(DFF, Answer.csv(GOOD));
    setup.fetch("fred");
    try (Stream<Path> files = Files.list(setup.file("fred"))) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("DFF.csv", "MANIFEST.csv");
    }
  }

  private static Answer moved(String location) {
    return Answer.status(302).with("Location", location);
  }

  private void lay(Map<String, byte[]> files) {
    provider.lay("/" + FACTORS + "_CSV.zip", Answer.ok("application/zip", zip(files)));
  }

  private void assertFailed(List<FetchResult> results, String why) {
    assertThat(results).hasSize(1);
    assertThat(results.get(0).outcome()).isEqualTo(Outcome.FAILED);
    assertThat(results.get(0).message()).contains(why).endsWith("The file that is there stays.");
    assertThat(Fetch.exitCode(results)).isEqualTo(ExitCode.SOURCE_FAILED);
  }

  private static List<String> contentOf(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).map(FetchSetup::read).toList();
    }
  }
}
