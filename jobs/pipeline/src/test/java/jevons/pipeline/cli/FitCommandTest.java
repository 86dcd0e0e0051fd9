package jevons.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A regression small enough to check by hand: y on x has slope 1.4 and intercept 0.5. */
class FitCommandTest {
  private final TestConsole jevons = TestConsole.withoutServices();

  @TempDir Path folder;
  private String data;

  @BeforeEach
  void writeData() throws IOException {
    data =
        Files.writeString(
                folder.resolve("small.csv"),
                """
                firm,year,x,y
                a,2020,1,2
                a,2021,2,3
                b,2020,3,5
                b,2021,4,6
                b,2022,NA,7
                """)
            .toString();
  }

  @Test
  void jsonHasTheFieldsOfTheContract() throws IOException {
    assertThat(
            jevons.run("fit", data, "y ~ x", "--vcov", "iid", "--vcov", "hc1", "--format", "json"))
        .as(jevons.err())
        .isZero();
    JsonNode fit = new ObjectMapper().readTree(jevons.out());
    assertThat(fit.fieldNames())
        .toIterable()
        .containsExactly(
            "formula",
            "n",
            "k",
            "r2",
            "r2_within",
            "df_residual",
            "sigma",
            "inference",
            "first_stage",
            "effects",
            "remarks",
            "dropped_rows");
    assertThat(fit.get("n").asInt()).isEqualTo(4);
    assertThat(fit.get("inference")).hasSize(2);
    JsonNode iid = fit.get("inference").get(0);
    assertThat(iid.get("vcov").asText()).isEqualTo("iid");
    assertThat(iid.get("ssc").asText()).isEqualTo("fixest");
    JsonNode intercept = iid.get("terms").get(0);
    JsonNode slope = iid.get("terms").get(1);
    assertThat(intercept.get("term").asText()).isEqualTo("(Intercept)");
    assertThat(intercept.get("estimate").asDouble()).isCloseTo(0.5, within(1e-12));
    assertThat(slope.get("estimate").asDouble()).isCloseTo(1.4, within(1e-12));
    // Residuals 0.1, -0.3, 0.3, -0.1: variance 0.2 / 2, divided by the sum of squares 5.
    assertThat(slope.get("standard_error").asDouble()).isCloseTo(Math.sqrt(0.02), within(1e-12));
    assertThat(slope.fieldNames())
        .toIterable()
        .containsExactly("term", "estimate", "standard_error", "t", "p_value", "ci_low", "ci_high");
    assertThat(fit.get("dropped_rows")).hasSize(1);
  }

  @Test
  void textShowsCovariancesSideBySide() {
    assertThat(jevons.run("fit", data, "y ~ x | firm", "--vcov", "iid", "--vcov", "cluster(firm)"))
        .as(jevons.err())
        .isZero();
    assertThat(jevons.out())
        .startsWith("y ~ x | firm\nn 4, k 1")
        .contains("absorbed: firm (2)", "cluster(firm)", "2 clusters of firm", "remark: ");
  }

  @Test
  void textSaysWhatEachTIsComparedWith() {
    assertThat(
            jevons.run(
                "fit",
                data,
                "y ~ x",
                "--time",
                "year",
                "--vcov",
                "wild(firm)",
                "--vcov",
                "dk(0,fixedb)"))
        .as(jevons.err())
        .isZero();
    assertThat(jevons.out())
        .contains(
            "wild(firm): ", "all 4 Rademacher draws, no p below 0.5", "2 clusters have so few")
        .contains("dk(0,fixedb): ", "fixed-b limit of t, b/T = 0.5");
  }

  @Test
  void sparkAndTheDriverAgree() {
    jevons.run("fit", data, "y ~ x + i(firm)", "--vcov", "hc3", "--format", "json");
    String onDriver = jevons.out();
    TestConsole withSpark = new TestConsole(Path.of("none"), i -> new TwoTables());
    withSpark.run(
        "fit", data, "y ~ x + i(firm)", "--vcov", "hc3", "--format", "json", "--where", "y < 7");
    assertThat(withSpark.out())
        .isEqualTo(
            onDriver.replaceAll("(?s)\"dropped_rows\" : \\{.*}", "\"dropped_rows\" : { }\n}"));
  }

  @Test
  void anUnknownColumnNamesTheClosest() throws IOException {
    Files.writeString(folder.resolve("named.csv"), "log_rate_lag1,y\n1,2\n2,3\n");
    assertThat(jevons.run("fit", folder.resolve("named.csv").toString(), "y ~ log_rate_lga1"))
        .isEqualTo(2);
    assertThat(jevons.err()).contains("log_rate_lga1").contains("Closest: log_rate_lag1.");
  }

  @Test
  void anUnknownCovarianceIsWrongUsage() {
    assertThat(jevons.run("fit", data, "y ~ x", "--vcov", "hc9")).isEqualTo(2);
    assertThat(jevons.err()).contains("hc9");
  }

  @Test
  void aMissingFileIsNamed() {
    assertThat(jevons.run("fit", folder.resolve("none.csv").toString(), "y ~ x")).isEqualTo(2);
    assertThat(jevons.err()).startsWith("no file ").endsWith("none.csv.\n");
  }

  @Test
  void aCutOffLineIsNamed() throws IOException {
    Files.writeString(folder.resolve("cut.csv"), "x,y\n1,2\n3\n");
    assertThat(jevons.run("fit", folder.resolve("cut.csv").toString(), "y ~ x")).isEqualTo(2);
    assertThat(jevons.err()).contains("cut.csv line 3 has 1 values, the header names 2 columns.");
  }
}
