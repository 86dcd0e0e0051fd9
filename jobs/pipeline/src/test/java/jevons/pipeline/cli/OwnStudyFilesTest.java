package jevons.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A study of one's own that is written wrongly is answered with file, line and key. */
class OwnStudyFilesTest {
  private static final String RIGHT =
      """
      title = "Capex on sales"
      question = "Does it grow?"
      table = gold.firm_quarter
      formula = "d_log_capex ~ d_log_revenue | ticker + quarter"
      sample = "is_hyperscaler"
      unit = ticker
      time = quarter
      errors = ["dk", "cluster(quarter)"]
      """;

  private final TestConsole jevons = TestConsole.withoutServices();
  @TempDir Path folder;
  private Path settings;
  private Path studies;

  @BeforeEach
  void settings() throws IOException {
    settings = Files.writeString(folder.resolve("jevons.conf"), "");
    studies = Files.createDirectory(folder.resolve("studies"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "table = gold.firm_quarter > table = gold.firm_quarters > line 3, table: there is no table gold.firm_quarters. Closest: gold.firm_quarter.",
        "table = gold.firm_quarter > table = gold.regression > line 3, table: gold.regression is not for a study to read",
        "table = gold.firm_quarter > table = bronze.price_bar > line 3, table: bronze.price_bar is not for a study to read",
        "~ d_log_revenue > ~ d_log_revenu > line 4, formula: formula \"d_log_capex ~ d_log_revenu | ticker + quarter\": the right-hand side names d_log_revenu, which the data do not have. Closest: d_log_revenue.",
        "~ d_log_revenue > ~ ticker > line 4, formula: ticker of gold.firm_quarter is a text, not a number; its levels are i(ticker)",
        "~ d_log_revenue > ~ d_log_revenue + > line 4, formula: formula",
        "time = quarter > ## > line 8, errors: dk sums over periods: set the column, such as time = quarter.",
        "time = quarter > time = quater > line 7, time: gold.firm_quarter has no column quater. Closest: quarter.",
        "unit = ticker > weights = capex > line 6, weights: gold.firm_quarter has no column capex.",
        "\"dk\" > \"dkk\" > line 8, errors: vcov \"dkk\" is not known",
        "cluster(quarter) > cluster(firm) > line 8, errors: vcov \"cluster(firm)\" names firm, which the data do not have.",
        "unit = ticker > ssc = ours > line 6, ssc: ",
        "unit = ticker > model = random > line 6, model: model \"random\" is not known; there are pooled, within, fd, between.",
        "unit = ticker > as-of = monthly > line 6, as-of: \"monthly\" is not one of every-day, month-end, quarter-end, year-end.",
        "unit = ticker > term = revenue > line 6, term: the formula has no term revenue; it has [d_log_revenue].",
        "unit = ticker > untis = ticker > line 6: a study has no key untis; it has",
        "unit = ticker > unit = 7 > line 6: unit is 7, not a text.",
        "question = > # > : question is not set.",
        "is_hyperscaler > is_hyperscaler AND > line 5, sample: \"is_hyperscaler AND\" ends with AND, which Spark takes for a name of it.",
        "is_hyperscaler > (is_hyperscaler > line 5, sample: \"(is_hyperscaler\" is no condition that Spark can read: Syntax error at or near end of input",
        "is_hyperscaler > is_hyperscalr > names is_hyperscalr, which the table does not have. Closest: is_hyperscaler.",
        "is_hyperscaler > quarter < current_date() > which is not the same at each call. A sample is a condition on the row alone.",
        "is_hyperscaler > quarter < current_date > which is not the same at each call.",
        "is_hyperscaler > rand() < 0.5 > calls rand, which is not the same at each call.",
        "is_hyperscaler > capex_usd < max(capex_usd) > calls max, which looks at other rows or gives several.",
        "is_hyperscaler > rank() OVER (ORDER BY quarter) < 3 > looks at other rows (OVER).",
        "is_hyperscaler > ticker IN (SELECT ticker FROM t) > holds a query of its own.",
        "is_hyperscaler > abss(capex_usd) < 3 > calls abss, which is no function of Spark. Closest: abs."
      })
  void aMistakeIsToldWithItsPlace(String what, String wrong, String message) throws IOException {
    write("sales", RIGHT.replace(what, wrong.equals("##") ? "" : wrong));
    assertThat(jevons.run("studies", "--config", settings.toString())).isEqualTo(2);
    assertThat(jevons.err()).contains("studies/sales.conf").contains(message);
  }

  @Test
  void theNameOfOneOfJevonsStudiesIsTaken() throws IOException {
    write("investment", RIGHT);
    assertThat(jevons.run("studies", "--config", settings.toString())).isEqualTo(2);
    assertThat(jevons.err())
        .contains("studies/investment.conf: there is a study investment in Jevons itself");
  }

  @Test
  void aNameThatIsNoNameIsRefused() throws IOException {
    write("My Study", RIGHT);
    assertThat(jevons.run("studies", "--config", settings.toString())).isEqualTo(2);
    assertThat(jevons.err()).contains("the file's name is the study's");
  }

  @Test
  void doctorLooksAtTheStudiesToo() throws IOException {
    write("sales", RIGHT.replace("gold.firm_quarter", "gold.firm_quarters"));
    assertThat(jevons.run("doctor", "--config", settings.toString())).isEqualTo(2);
    assertThat(jevons.out()).contains("sales.conf line 3, table: there is no table");
  }

  @Test
  void otherEndingsAreNoStudies() throws IOException {
    Files.writeString(studies.resolve("notes.txt"), "anything");
    assertThat(jevons.run("studies", "--config", settings.toString(), "--format", "csv")).isZero();
    assertThat(jevons.out()).contains("\ninvestment,Jevons,").doesNotContain("notes");
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(studies.resolve(name + ".conf"), text);
  }
}
