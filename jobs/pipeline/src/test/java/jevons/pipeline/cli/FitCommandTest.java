package jevons.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
            "convergence",
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
  void aMistakeInWhereIsTheUsersOnAFileToo() throws IOException {
    Path other = Files.writeString(folder.resolve("no.parquet"), "not parquet");
    TestConsole withSpark = new TestConsole(Path.of("none"), i -> new TwoTables());
    for (String where : List.of("frm = 'a'", "x", "sum(x) > 0", "x >", "firm > 0")) {
      assertThat(withSpark.run("fit", data, "y ~ x", "--where", where)).as(where).isEqualTo(2);
      assertThat(withSpark.err()).as(where).hasLineCount(1);
    }
    for (String path : List.of(other.toString(), folder.toString(), "hdfs://nowhere.invalid/x")) {
      assertThat(withSpark.run("fit", path, "y ~ x")).as(path).isEqualTo(2);
      assertThat(withSpark.err()).as(path).startsWith(path).hasLineCount(1);
    }
  }

  @Test
  void aCsvFileIsReadAlikeWithAndWithoutWhere() throws IOException {
    // Excel's mark before the first name, spaces around names, an empty value.
    String odd =
        Files.writeString(folder.resolve("odd.csv"), "\uFEFFy , x\n2, 1\n3,2\n5,3\n6,4\n,5\n")
            .toString();
    assertThat(jevons.run("fit", odd, "y ~ x", "--format", "csv")).as(jevons.err()).isZero();
    TestConsole withSpark = new TestConsole(Path.of("none"), i -> new TwoTables());
    assertThat(withSpark.run("fit", odd, "y ~ x", "--format", "csv", "--where", "x > 0"))
        .as(withSpark.err())
        .isZero();
    assertThat(withSpark.out()).isEqualTo(jevons.out()).contains("observations,4");
  }

  @Test
  void aCsvFileThatIsNoneIsToldWhatIsWrongWithIt() throws IOException {
    assertThat(fitOf("y;x\n1,5;2\n")).isEqualTo(2);
    assertThat(jevons.err()).contains("separates its columns by semicolons (\"y;x\")");
    assertThat(fitOf("y\tx\n1\t2\n")).isEqualTo(2);
    assertThat(jevons.err()).contains("separates its columns by tabs");
    assertThat(fitOf("y,x,x\n1,2,3\n")).isEqualTo(2);
    assertThat(jevons.err()).contains("two columns are called \"x\"");
    assertThat(fitOf("y,x\n1,2,3\n")).isEqualTo(2);
    assertThat(jevons.err()).contains("line 2 has 3 values, the header names 2 columns");
    assertThat(fitOf("y,x\n")).isEqualTo(2);
    assertThat(jevons.err()).contains("has no rows below its header");
    Path latin1 = folder.resolve("latin1.csv");
    Files.writeString(latin1, "y,größe\n1,2\n", StandardCharsets.ISO_8859_1);
    assertThat(jevons.run("fit", latin1.toString(), "y ~ größe")).isEqualTo(2);
    assertThat(jevons.err()).contains("is no text in UTF-8").contains("iconv");
  }

  private int fitOf(String csv) throws IOException {
    Path file = Files.writeString(folder.resolve("given.csv"), csv);
    return jevons.run("fit", file.toString(), "y ~ x");
  }

  @Test
  void anAsOfDayIsNotOfAFile() {
    assertThat(jevons.run("fit", data, "y ~ x", "--as-of", "2025-01-31")).isEqualTo(2);
    assertThat(jevons.err()).startsWith("--as-of is of gold tables");
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

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private String instrumented() throws IOException {
    StringBuilder text = new StringBuilder("firm,z1,z2,x,y\n");
    for (int i = 0; i < 60; i++) {
      double u = Math.sin(3.0 * i);
      double z1 = Math.cos(5.0 * i);
      double z2 = Math.sin(7.0 * i + 1);
      double x = z1 + 0.5 * z2 + u;
      double y = 2 * x + u + 0.1 * Math.cos(11.0 * i);
      text.append("%d,%s,%s,%s,%s%n".formatted(i % 10, z1, z2, x, y));
    }
    return file("iv.csv", text.toString());
  }

  @Test
  void instrumentsHaveTheirTestsInJson() throws IOException {
    String iv = instrumented();
    assertThat(
            jevons.run(
                "fit",
                iv,
                "y ~ 1 | firm | x ~ z1 + z2",
                "--vcov",
                "hc1",
                "--vcov",
                "cluster(firm)",
                "--format",
                "json"))
        .as(jevons.err())
        .isZero();
    JsonNode fit = new ObjectMapper().readTree(jevons.out());
    assertThat(fit.get("inference").get(0).get("terms").get(0).get("estimate").asDouble())
        .isCloseTo(2, within(0.2));
    // Under each covariance asked for, and iid.
    assertThat(fit.get("first_stage")).hasSize(3);
    assertThat(fit.get("first_stage").get(0).fieldNames())
        .toIterable()
        .containsExactly("endogenous", "vcov", "f", "df1", "df2", "p_value", "partial_r2");
    assertThat(fit.get("first_stage").get(2).get("vcov").asText()).isEqualTo("iid");
    assertThat(fit.get("first_stage").get(0).get("df1").asInt()).isEqualTo(2);
    JsonNode tests = fit.get("inference").get(0).get("instruments");
    assertThat(tests.fieldNames())
        .toIterable()
        .containsExactly(
            "weak_identification", "underidentification", "overidentification", "endogeneity");
    assertThat(tests.get("weak_identification").get("f").asDouble())
        .isCloseTo(fit.get("first_stage").get(0).get("f").asDouble(), within(1e-8));
    assertThat(tests.get("overidentification").get("test").asText()).isEqualTo("Hansen J");
    assertThat(fit.get("convergence").get("reached").asBoolean()).isTrue();
  }

  @Test
  void instrumentsHaveTheirTestsInText() throws IOException {
    assertThat(jevons.run("fit", instrumented(), "y ~ 1 | x ~ z1 + z2")).isZero();
    assertThat(jevons.out())
        .contains(
            "first stage of x",
            "weak instruments: Cragg-Donald",
            "underidentification: Anderson",
            "overidentification: Sargan",
            "endogeneity: Wu-Hausman");
  }

  @Test
  void modelsOfAPanelAreAnOption() {
    assertThat(
            jevons.run(
                "fit", data, "y ~ x - 1", "--model", "fd", "--unit", "firm", "--time", "year"))
        .as(jevons.err())
        .isZero();
    // Two differences of x, 1 each; of y 1 and 1.
    assertThat(jevons.out()).startsWith("d(y) ~ d(x) - 1\nn 2, k 1");
    assertThat(jevons.run("fit", data, "y ~ 1", "--model", "between", "--unit", "firm")).isZero();
    assertThat(jevons.out()).contains("n 2, k 1");
    assertThat(jevons.run("fit", data, "y ~ x", "--model", "between")).isEqualTo(2);
    assertThat(jevons.err()).contains("needs the column of the panel's unit");
    assertThat(jevons.run("fit", data, "y ~ x", "--model", "random")).isEqualTo(2);
  }

  @Test
  void aMistakeInTheFormulaIsPointedAt() {
    assertThat(jevons.run("fit", data, "y ~ x^2")).isEqualTo(2);
    assertThat(jevons.err()).contains("character 6").contains("\n  y ~ x^2\n       ^");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "x,y|1,2|2,4|3,6|4,8; y ~ x; iid; 0; perfect fit",
        "x,y|1,2|2,3; y ~ x; iid; 2; 2 rows for 2 coefficients",
        "x,y|1,5|2,5|3,5; y ~ x; iid; 2; y is 5 in all 3 rows: there is nothing to explain",
        "x,y|NA,2|NA,3; y ~ x; iid; 2; no row is left: x missing in 2",
        "x,y,g|1,2,a|2,3,a|4,3,a; y ~ x; cluster(g); 2; g has one value in all 3 rows",
        "x,y,t|1,2,1|2,3,1|4,3,1; y ~ x; dk; 2; all 3 rows are of one period",
        "x,y|1,2|1,3|1,7; y ~ x; iid; 2; x is 1 in all 3 rows, so it is constant",
        "x,w,y|1,2,2|2,4,3|3,6,7|5,10,1; y ~ x + w; iid; 2; w equals 2 x in all 4 rows",
        "x,g,y|1,a,2|1,a,3|2,b,7|2,b,1; y ~ x | g; iid; 2; x is the same in all rows of a g",
        "x,z,y|1,2,2|2,4,3|3,5,7|5,1,1; y ~ 1 | x + z ~ y; iid; 2; 1 instrument [y] for 2 endog",
      })
  void dataThatAllowNoFitGetAClearAnswer(
      String rows, String formula, String vcov, int exit, String message) throws IOException {
    String csv = file("edge.csv", rows.replace('|', '\n') + "\n");
    assertThat(
            jevons.run(
                "fit", csv, formula, "--vcov", vcov, "--time", vcov.equals("dk") ? "t" : "x"))
        .as(jevons.err())
        .isEqualTo(exit);
    assertThat(jevons.out() + jevons.err()).contains(message).doesNotContain("\tat ");
  }
}
