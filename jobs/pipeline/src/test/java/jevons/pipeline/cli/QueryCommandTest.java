package jevons.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** SELECTs over two small tables. */
class QueryCommandTest {
  private final TestConsole jevons = new TestConsole(Path.of("none"), i -> new TwoTables());

  @Test
  void tableIsAlignedAndCounted() {
    assertThat(query("SELECT ticker, capex_usd, grade FROM gold.firm_quarter ORDER BY ticker"))
        .isZero();
    assertThat(jevons.out())
        .isEqualTo(
            """
            ticker  capex_usd  grade
            ------  ---------  --------
            META        14400  reported
            MSFT     0.123457  -
            """);
    assertThat(jevons.err()).isEqualTo("2 rows\n");
  }

  @Test
  void csvKeepsEveryDigit() {
    assertThat(query("SELECT * FROM gold.firm_quarter ORDER BY ticker", "--format", "csv"))
        .isZero();
    assertThat(jevons.out())
        .isEqualTo("ticker,capex_usd,grade\nMETA,14400.0,reported\nMSFT,0.12345678901234568,\n");
    assertThat(jevons.err()).isEmpty();
  }

  @Test
  void jsonIsStandardOutputAlone() throws IOException {
    query("SELECT *, DATE'2025-01-27' AS day FROM gold.firm_quarter", "--format", "json");
    JsonNode rows = new ObjectMapper().readTree(jevons.out());
    assertThat(rows).hasSize(2);
    assertThat(rows.get(0).get("day").asText()).isEqualTo("2025-01-27");
    assertThat(rows.get(1).get("capex_usd").asDouble()).isEqualTo(0.12345678901234568);
    assertThat(rows.get(1).get("grade").isNull()).isTrue();
  }

  @Test
  void namesAreFoundInExpressionsSubqueriesAndJoins() {
    String sql =
        """
        WITH big AS (SELECT ticker FROM gold.firm_quarter WHERE capex_usd > 1)
        SELECT f.ticker, gold.firm_quarter.grade
        FROM big f JOIN gold.firm_quarter ON f.ticker = firm_quarter.ticker
        WHERE EXISTS (SELECT 1 FROM silver.split s WHERE s.ticker = f.ticker)
          AND f.ticker IN (WITH s AS (SELECT * FROM Silver.Split) SELECT ticker FROM s);
        """;
    assertThat(query(sql, "--format", "csv")).as(jevons.err()).isZero();
    assertThat(jevons.out()).isEqualTo("ticker,grade\nMETA,reported\n");
  }

  @Test
  void aTableMayBeJoinedWithItself() {
    query(
        "SELECT count(*) AS n FROM gold.firm_quarter a CROSS JOIN gold.firm_quarter b",
        "--format",
        "csv");
    assertThat(jevons.out()).isEqualTo("n\n4\n");
  }

  @Test
  void historyHasAllDays() {
    query("SELECT count(*) AS n FROM gold_history.firm_quarter", "--format", "csv");
    assertThat(jevons.out()).isEqualTo("n\n4\n");
  }

  @Test
  void markdownForNotes() {
    query("SELECT ticker FROM silver.split", "--format", "markdown");
    assertThat(jevons.out()).isEqualTo("| ticker |\n|---|\n| META |\n");
  }

  @Test
  void onlyASelectIsRun() {
    for (String sql :
        List.of(
            "DROP TABLE gold.firm_quarter",
            "INSERT INTO gold.firm_quarter VALUES (1)",
            "DELETE FROM gold.firm_quarter",
            "CREATE TABLE x AS SELECT 1",
            "WITH x AS (SELECT 1) INSERT INTO gold.firm_quarter SELECT * FROM x",
            "FROM gold.firm_quarter INSERT OVERWRITE DIRECTORY '/nowhere/jevons' USING csv SELECT *",
            "SET spark.sql.shuffle.partitions = 3",
            "SHOW TABLES",
            "DESCRIBE HISTORY gold.firm_quarter",
            "EXECUTE IMMEDIATE 'SELECT 1'",
            "EXECUTE IMMEDIATE 'CREATE TEMPORARY VIEW made AS SELECT 1'",
            "SELECT TRANSFORM(ticker) USING 'cat' AS (a) FROM gold.firm_quarter",
            "SELECT (SELECT max(a) FROM (SELECT TRANSFORM(1) USING 'cat' AS (a))) AS a",
            "SELECT java_method('java.lang.System', 'lineSeparator')",
            "SELECT 1 WHERE 'x' IN (SELECT reflect('java.lang.System', 'lineSeparator'))")) {
      assertThat(query(sql)).as(sql).isEqualTo(2);
      assertThat(jevons.err()).as(sql).startsWith("query reads only: ").hasLineCount(1);
    }
  }

  @Test
  void anUnknownTableNamesTheClosest() {
    assertThat(query("SELECT * FROM gold.firm_quater")).isEqualTo(2);
    assertThat(jevons.err()).isEqualTo("no table gold.firm_quater. Closest: gold.firm_quarter.\n");
    assertThat(query("SELECT * FROM firm_quarter")).isEqualTo(2);
    assertThat(jevons.err()).isEqualTo("no table firm_quarter. Closest: gold.firm_quarter.\n");
  }

  @Test
  void anUnknownColumnNamesTheClosest() {
    assertThat(query("SELECT capx_usd FROM gold.firm_quarter")).isEqualTo(2);
    assertThat(jevons.err()).startsWith("no column capx_usd").contains("Closest: capex_usd.");
  }

  @Test
  void aSyntaxErrorNamesItsPlace() {
    assertThat(query("SELECT ticker FROM gold.firm_quarter WHERE (")).isEqualTo(2);
    assertThat(jevons.err()).startsWith("the SQL cannot be read (line 1").hasLineCount(1);
  }

  @Test
  void aCommentThatIsNotClosedIsTheUsers() {
    assertThat(query("SELECT /* ticker FROM gold.firm_quarter")).isEqualTo(2);
    assertThat(jevons.err()).contains("unclosed bracketed comment").hasLineCount(1);
  }

  @Test
  void aStatementMayBeginWithAComment() {
    assertThat(query("-- all firms\nSELECT count(*) AS n FROM silver.split", "--format", "csv"))
        .as(jevons.err())
        .isZero();
    assertThat(jevons.out()).isEqualTo("n\n1\n");
  }

  @Test
  void whatAStatementItselfBringsAboutIsNoBug() {
    for (String sql :
        List.of(
            "SELECT raise_error('too late')",
            "SELECT (SELECT ticker FROM gold.firm_quarter)",
            "SELECT 1 / 0")) {
      assertThat(query(sql)).as(sql).isEqualTo(2);
      assertThat(jevons.err()).as(sql).hasLineCount(1).doesNotContain("spark.sql");
    }
  }

  @Test
  void anotherVersionOfATableIsNotRead() {
    assertThat(query("SELECT * FROM gold.firm_quarter VERSION AS OF 0")).isEqualTo(2);
    assertThat(jevons.err()).contains("the published version").contains("--as-of DAY");
  }

  @Test
  void jsonRefusesTwoColumnsOfOneName() {
    String sql = "SELECT a.ticker, b.ticker FROM silver.split a CROSS JOIN silver.split b";
    assertThat(query(sql, "--format", "json")).isEqualTo(2);
    assertThat(jevons.err()).startsWith("two columns are called ticker");
    assertThat(jevons.out()).isEmpty();
    assertThat(query(sql, "--format", "csv")).isZero();
  }

  @Test
  void aValueThatCannotBeComputedIsTheUsers() {
    for (RowFormat format : RowFormat.values()) {
      assertThat(
              query("SELECT CAST(grade AS INT) FROM gold.firm_quarter", "--format", format.name()))
          .isEqualTo(2);
      assertThat(jevons.err()).contains("reported").hasLineCount(1);
      assertThat(jevons.out()).as("%s", format).isEmpty();
    }
  }

  private int query(String sql, String... options) {
    String[] args = new String[options.length + 2];
    args[0] = "query";
    args[1] = sql;
    System.arraycopy(options, 0, args, 2, options.length);
    return jevons.run(args);
  }
}
