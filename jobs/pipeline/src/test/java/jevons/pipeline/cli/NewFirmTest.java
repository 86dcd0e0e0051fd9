package jevons.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import jevons.pipeline.run.SmallLanding;
import jevons.pipeline.table.Table;
import jevons.pipeline.tables.bronze.CompanyFact;
import jevons.pipeline.tables.bronze.FilingTableFact;
import jevons.pipeline.tables.silver.FilingFact;
import jevons.pipeline.testing.TestSpark;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A firm is added by a line of the settings: Oracle, whose filings were not fetched yet. */
class NewFirmTest {
  private static final List<Table> TABLES =
      Stream.concat(
              Stream.of(new CompanyFact(), new FilingTableFact(), new FilingFact()),
              SmallLanding.TABLES.stream())
          .toList();

  private static final String NVDA = "{ ticker = NVDA, cik = \"0001045810\", groups = [all] }";
  private static final String ORCL =
      "{ ticker = ORCL, cik = \"0001341439\", groups = [hyperscaler-extended, all] }";
  private static final String ORCLS_FILE = "edgar/CIK0001341439.json";
  private static final String NO_FILINGS =
      "no filings of ORCL: "
          + ORCLS_FILE
          + " is not in the landing zone. jevons fetch edgar brings it.";
  private static final String NO_PRICES =
      "no prices of ORCL: prices/ORCL.csv is not in the landing zone. jevons fetch prices brings"
          + " it.";

  @TempDir Path folder;
  private SmallLake lake;
  private SmallLanding landing;
  private Path settings;

  @BeforeEach
  void twoFirms() throws IOException {
    Path home = Path.of("../..").toAbsolutePath().normalize();
    lake =
        new SmallLake(
            folder.resolve("lake"),
            SmallLake.in(folder).landing(),
            new TestConsole(
                home, line -> new LakeServices(line, TABLES, List.of(), TestSpark.session())));
    landing = new SmallLanding(lake.landing());
    landing.put(
        "filings/filing_table_facts.csv",
        "ticker,cik,tag,unit,period_start,period_end,value,form,filed,accession_number,method\n");
    settings = folder.resolve("jevons.conf");
    firms(NVDA, ORCL);
  }

  @Test
  void itsFilingsShowAsMissingUntilTheyAreThereAndThenAreTakenIn() throws IOException {
    assertThat(run("plan", "--format", "json")).isZero();
    assertThat(lake.err()).isEqualTo(NO_FILINGS + "\n" + NO_PRICES + "\n");

    assertThat(run("doctor")).isZero();
    assertThat(lake.out()).contains("warn  firms: " + NO_FILINGS, "warn  firms: " + NO_PRICES);

    assertThat(run("nightly", "--quiet", "--format", "json")).isZero();
    assertThat(lake.err()).contains(NO_FILINGS);
    JsonNode missing = new ObjectMapper().readTree(lake.out()).get("missing");
    assertThat(missing.findValuesAsText("file")).containsExactly(ORCLS_FILE, "prices/ORCL.csv");
    assertThat(missing.findValuesAsText("fetch")).containsExactly("edgar", "prices");
    assertThat(Files.readString(folder.resolve("lake/report.html")))
        .contains("No filings of ORCL: " + ORCLS_FILE);
    assertThat(tickers()).containsExactly("NVDA");

    landing.put(
        ORCLS_FILE,
        """
        {"cik":1341439,"entityName":"ORACLE CORP","facts":{"us-gaap":{"Revenues":{"units":{"USD":[
        {"start":"2024-06-01","end":"2025-05-31","val":57399000000,"accn":"0000950170-25-087926","fy":2025,"fp":"FY","form":"10-K","filed":"2025-06-18"}
        ]}}}}}
        """);
    landing.put("prices/ORCL.csv", SmallLanding.NVDA);

    assertThat(run("nightly", "--quiet", "--format", "json")).isZero();
    assertThat(lake.err()).isEmpty();
    assertThat(tickers()).containsExactly("NVDA", "ORCL");

    firms(NVDA);
    assertThat(run("plan", "--format", "json")).isZero();
    assertThat(decision("silver.filing_fact")).isEqualTo("run");
  }

  private void firms(String... lines) throws IOException {
    Files.writeString(settings, "jevons.firms = [\n" + String.join("\n", lines) + "\n]\n");
  }

  private int run(String... words) {
    List<String> all = new java.util.ArrayList<>(List.of(words));
    all.addAll(List.of("--config", settings.toString()));
    return lake.run(all.toArray(String[]::new));
  }

  private String decision(String table) throws IOException {
    for (JsonNode step : new ObjectMapper().readTree(lake.out())) {
      if (step.get("tables").asText().equals(table)) {
        return step.get("decision").asText();
      }
    }
    throw new AssertionError("no step of " + table);
  }

  private List<String> tickers() throws IOException {
    String sql = "SELECT DISTINCT ticker FROM silver.filing_fact ORDER BY ticker";
    assertThat(run("query", sql, "--format", "json")).as(lake.err()).isZero();
    return new ObjectMapper().readTree(lake.out()).findValuesAsText("ticker");
  }
}
