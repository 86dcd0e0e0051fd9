package jevons.pipeline.studies;

import static jevons.pipeline.testing.Given.rows;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import jevons.econometrics.Coefficient;
import jevons.pipeline.studies.Estimate.Diagnostic;
import jevons.pipeline.studies.Estimate.Errors;
import jevons.pipeline.studies.Estimate.Span;
import jevons.pipeline.table.Check;
import jevons.pipeline.table.Estimated;
import jevons.pipeline.table.Grade;
import jevons.pipeline.tables.gold.Regression;
import jevons.pipeline.tables.gold.RegressionCoefficient;
import jevons.pipeline.tables.gold.RegressionDiagnostic;
import jevons.pipeline.testing.TestSpark;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class EstimateRowsTest {
  private static final Estimate ESTIMATE =
      new Estimate(
          "investment",
          "headline",
          "y ~ x",
          new Span(LocalDate.of(2023, 4, 1), LocalDate.of(2026, 4, 1)),
          13,
          13,
          OptionalDouble.of(0.5),
          "x",
          List.of(
              new Errors(
                  "ewc", "none", OptionalInt.of(2), List.of(new Coefficient("x", 2, 0.5, 2))),
              new Errors(
                  "iid",
                  "fixest",
                  OptionalInt.empty(),
                  List.of(new Coefficient("x", 2, Double.NaN, 11)))),
          OptionalDouble.empty(),
          List.of(Diagnostic.figure("ar1", 0.9), Diagnostic.test("jarque_bera", 3, 0.25)),
          List.of("First.", "Second."),
          Grade.ASSUMED);

  @Test
  void aRowAnEstimate() {
    assertThat(
            rows(
                dataset(new Regression()),
                "as_of",
                "study",
                "specification",
                "sample_start",
                "n",
                "independent_units",
                "headline_vcov",
                "smallest_p_value",
                "fingerprint",
                "remarks",
                "grade"))
        .isEqualTo(
            """
            as_of      | study      | specification | sample_start | n  | independent_units | headline_vcov | smallest_p_value | fingerprint | remarks        | grade
            2026-08-21 | investment | headline      | 2023-04-01   | 13 | 13                | ewc           | -                | 7f3a        | First. Second. | assumed
            """);
  }

  @Test
  void minimumDetectableEffectIsTheHeadlines() {
    Row row = dataset(new Regression()).select("minimum_detectable_effect").first();
    // (4.302653 + 1.060660) x 0.5: Student's t with 2 degrees of freedom at 0.975 and 0.8.
    assertThat(row.getDouble(0)).isCloseTo(2.6816565, org.assertj.core.api.Assertions.within(1e-6));
  }

  @Test
  void aRowAnErrorAndTermAndFiguresThatAreNotNumbersAreNull() {
    assertThat(
            rows(
                dataset(new RegressionCoefficient()),
                "vcov",
                "ssc",
                "term",
                "estimate",
                "standard_error",
                "t",
                "df",
                "lags"))
        .isEqualTo(
            """
            vcov | ssc    | term | estimate | standard_error | t | df | lags
            ewc  | none   | x    | 2        | 0.5            | 4 | 2  | 2
            iid  | fixest | x    | 2        | -              | - | 11 | -
            """);
  }

  @Test
  void aRowADiagnostic() {
    assertThat(rows(dataset(new RegressionDiagnostic()), "test", "statistic", "p_value"))
        .isEqualTo(
            """
            test        | statistic | p_value
            ar1         | 0.9       | -
            jarque_bera | 3         | 0.25
            """);
  }

  @Test
  void rowsKeepTheRulesOfTheirTables() {
    for (Estimated table :
        List.of(new Regression(), new RegressionCoefficient(), new RegressionDiagnostic())) {
      Dataset<Row> rows = dataset(table);
      for (Check check : table.checks()) {
        Column holds = ((Check.EveryRow) check).holds();
        assertThat(rows.where(not(coalesce(holds, lit(false)))).collectAsList())
            .as(table.name() + ": " + check.name())
            .isEmpty();
      }
    }
  }

  private static Dataset<Row> dataset(Estimated table) {
    EstimateRows rows =
        new EstimateRows(LocalDate.of(2026, 8, 21), "7f3a", List.of(ESTIMATE), List.of());
    return TestSpark.session().createDataFrame(rows.of(table), table.schema());
  }
}
