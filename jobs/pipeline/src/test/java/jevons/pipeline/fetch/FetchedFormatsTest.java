package jevons.pipeline.fetch;

import static jevons.pipeline.fetch.FetchSetup.EMBEDDED;
import static jevons.pipeline.fetch.FetchSetup.outcomes;
import static jevons.pipeline.fetch.FetchSetup.utf8;
import static jevons.pipeline.fetch.FetchSetup.words;
import static jevons.pipeline.fetch.FetchSetup.zip;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import jevons.pipeline.fetch.FetchResult.Outcome;
import jevons.pipeline.fetch.ProviderServer.Answer;
import jevons.pipeline.table.ExitCode;
import jevons.pipeline.table.Landed;
import jevons.pipeline.tables.bronze.Accelerator;
import jevons.pipeline.tables.bronze.AiModel;
import jevons.pipeline.tables.bronze.BenchmarkScore;
import jevons.pipeline.tables.bronze.CompanyFact;
import jevons.pipeline.tables.bronze.InterestRate;
import jevons.pipeline.tables.bronze.MarketFactor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What providers send, in their own layouts, lands as the tables' parsers read it: the real data of
 * the embedded landing zone, put back into the providers' layouts, come out as they went in.
 */
class FetchedFormatsTest {
  private static final String FACTS = "CIK0001045810.json";

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
  void companyFactsInOneLineLandWithOneFactALineAndAreRead() {
    Path embedded = EMBEDDED.resolve("edgar/" + FACTS);
    String oneLine =
        FetchSetup.read(embedded)
            .replace("\n", "")
            .replace("{\"units\":", "{\"label\":\"A \\\"b\\\"\",\"description\":null,\"units\":");
    provider.lay("/api/xbrl/companyfacts/" + FACTS, Answer.json(oneLine));
    provider.lay(
        "/submissions/" + FACTS,
        Answer.json(
            "{\"cik\":\"0001045810\",\"filings\":{\"recent\":{\"accessionNumber\":[\"a\"]},"
                + "\"files\":[{\"name\":\"CIK0001045810-submissions-001.json\",\"filingCount\":1}]}}"));
    provider.lay(
        "/submissions/CIK0001045810-submissions-001.json",
        Answer.json("{\"accessionNumber\":[\"b\"]}"));

    List<FetchResult> results = setup.fetch("edgar");

    assertThat(outcomes(results))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "edgar/" + FACTS,
                Outcome.NEW,
                "edgar/submissions/" + FACTS,
                Outcome.NEW,
                "edgar/submissions/CIK0001045810-submissions-001.json",
                Outcome.NEW));
    CompanyFact table = new CompanyFact();
    assertThat(words(setup.parse(table, "edgar/" + FACTS)))
        .isEqualTo(words(FetchSetup.parse(table, "edgar/" + FACTS, embedded)))
        .hasSizeGreaterThan(1_000);
    assertThat(setup.text("edgar/" + FACTS)).isEqualTo(FetchSetup.read(embedded));
    assertThat(provider.asked().get(0).headers())
        .containsEntry("User-agent", "Example Research data@example.org (Jevons)");
  }

  @Test
  void aSeriesOfFredLandsAsItComes() {
    String text = "observation_date,DFF\n2014-01-02,0.08\n2014-01-03,.\n2014-01-06,\n";
    provider.lay(
        "/fredgraph.csv?id=DFF&cosd=2014-01-01",
        Answer.ok("application/csv", utf8(text)).with("Content-Disposition", "attachment"));

    assertThat(Fetch.exitCode(setup.fetch("fred"))).isEqualTo(ExitCode.DONE);

    assertThat(setup.text("fred/DFF.csv")).isEqualTo(text);
    assertThat(words(setup.parse(new InterestRate(), "fred/DFF.csv")))
        .containsExactly("[DFF, 2014-01-02, 0.08]");
  }

  @Test
  void aFileOfTheDataLibraryComesOutOfItsArchiveUnderItsOldName() {
    String name = "F-F_Momentum_Factor_daily";
    String text = FetchSetup.read(EMBEDDED.resolve("fama_french/" + name + ".CSV"));
    provider.lay(
        "/" + name + "_CSV.zip",
        Answer.ok("application/x-zip-compressed", zip(Map.of(name + ".csv", utf8(text)))));

    setup.fetch("fama_french");

    String file = "fama_french/" + name + ".CSV";
    assertThat(setup.text(file)).isEqualTo(text);
    assertThat(words(setup.parse(new MarketFactor(), file))).hasSizeGreaterThan(3_000);
  }

  @Test
  void listsOfModelsAndHardwareLandAsTheyCome() {
    Map<String, Landed> files =
        Map.of(
            "notable_ai_models", new AiModel(),
            "large_scale_ai_models", new AiModel(),
            "benchmarked_models", new AiModel(),
            "all_ai_models", new AiModel(),
            "ml_hardware", new Accelerator());
    setup.set("epoch.files", "[" + String.join(", ", files.keySet()) + "]");
    files.forEach(
        (name, table) ->
            provider.lay(
                "/" + name + ".csv",
                Answer.csv(FetchSetup.read(EMBEDDED.resolve("epoch/" + name + ".csv")))));

    assertThat(outcomes(setup.fetch("epoch")).values()).containsOnly(Outcome.NEW).hasSize(5);

    files.forEach(
        (name, table) -> {
          String file = "epoch/" + name + ".csv";
          assertThat(words(setup.parse(table, file)))
              .as(file)
              .isEqualTo(words(FetchSetup.parse(table, file, EMBEDDED.resolve(file))));
        });
  }

  @Test
  void knownBenchmarksComeOutOfTheHubsArchiveAndNewOnesAreTold() {
    setup.set("epoch.files", "[]").set("epoch.benchmarks", "[gsm8k_external, gso_external]");
    String known = "epoch/benchmark_data/gsm8k_external.csv";
    byte[] archive =
        zip(
            Map.of(
                "benchmark_data/gsm8k_external.csv",
                utf8(FetchSetup.read(EMBEDDED.resolve(known))),
                "benchmark_data/brand_new.csv",
                utf8("Model version,Score\na,1\n"),
                "benchmark_data/README.md",
                utf8("prose")));
    provider.lay("/benchmark_data.zip", Answer.ok("application/zip", archive));

    List<FetchResult> results = setup.fetch("epoch");

    assertThat(outcomes(results))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                known,
                Outcome.NEW,
                "epoch/benchmark_data/brand_new.csv",
                Outcome.PASSED_OVER,
                "epoch/benchmark_data/gso_external.csv",
                Outcome.PASSED_OVER));
    assertThat(Fetch.exitCode(results)).isEqualTo(ExitCode.DONE);
    assertThat(words(setup.parse(new BenchmarkScore(), known)))
        .isEqualTo(words(FetchSetup.parse(new BenchmarkScore(), known, EMBEDDED.resolve(known))));
    assertThat(setup.file("epoch/benchmark_data/brand_new.csv")).doesNotExist();
  }

  @Test
  void theManifestNamesAddressTimeDigestAndStateOfTheFile() {
    provider.lay(
        "/fredgraph.csv?id=DFF&cosd=2014-01-01",
        Answer.csv("observation_date,DFF\n2014-01-02,0.08\n")
            .with("ETag", "\"v1\"")
            .with("Last-Modified", "Mon, 24 Aug 2026 20:16:00 GMT"));
    setup.put(
        "fred/MANIFEST.csv",
        "file,exported_on,bytes,sha256,source\nSOFR.csv,2026-08-23,5,abc,\"by hand, so far\"\n");

    List<FetchResult> results = setup.fetch("fred");

    assertThat(setup.text("fred/MANIFEST.csv"))
        .isEqualTo(
            """
            file,exported_on,bytes,sha256,source,fetched_at,received_sha256,etag,last_modified
            DFF.csv,2026-08-24,37,%1$s,%2$s/fredgraph.csv?id=DFF&cosd=2014-01-01,2026-08-25T02:00:00Z,%1$s,\"""v1\""","Mon, 24 Aug 2026 20:16:00 GMT"
            SOFR.csv,2026-08-23,5,abc,"by hand, so far",,,,
            """
                .formatted(results.get(0).sha256(), provider.address()));
  }
}
