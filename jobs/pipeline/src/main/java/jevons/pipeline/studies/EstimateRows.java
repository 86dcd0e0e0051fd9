package jevons.pipeline.studies;

import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import jevons.econometrics.Coefficient;
import jevons.pipeline.studies.Estimate.Diagnostic;
import jevons.pipeline.studies.Estimate.Errors;
import jevons.pipeline.table.AsOf;
import jevons.pipeline.table.Estimated;
import jevons.pipeline.table.Field;
import jevons.pipeline.tables.gold.Regression;
import jevons.pipeline.tables.gold.RegressionCoefficient;
import jevons.pipeline.tables.gold.RegressionDiagnostic;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * What studies found as rows of the tables that they fill, in the order in which it was found. A
 * figure that is not a number is null.
 */
public final class EstimateRows {
  private final LocalDate asOf;
  private final String fingerprint;
  private final List<Estimate> estimates;
  private final List<StudyRow> others;

  /**
   * Rows of estimates as of a day.
   *
   * @param fingerprint digest of the inputs, settings and code that made them
   * @param others rows that hold no fit
   */
  public EstimateRows(
      LocalDate asOf, String fingerprint, List<Estimate> estimates, List<StudyRow> others) {
    this.asOf = asOf;
    this.fingerprint = fingerprint;
    this.estimates = List.copyOf(estimates);
    this.others = List.copyOf(others);
  }

  /** The rows of one table, columns as its {@code schema()}. */
  public List<Row> of(Estimated table) {
    List<Row> rows = new ArrayList<>();
    for (Estimate estimate : estimates) {
      if (table instanceof Regression) {
        rows.add(row(table, regression(estimate)));
      } else if (table instanceof RegressionCoefficient) {
        for (Errors errors : estimate.errors()) {
          for (Coefficient c : errors.coefficients()) {
            rows.add(row(table, coefficient(estimate, errors, c)));
          }
        }
      } else if (table instanceof RegressionDiagnostic) {
        for (Diagnostic d : estimate.diagnostics()) {
          rows.add(row(table, diagnostic(estimate, d)));
        }
      }
    }
    for (StudyRow other : others) {
      if (other.table().equals(table.getClass())) {
        Map<Field, Object> cells = new HashMap<>(other.cells());
        cells.put(AsOf.FIELD, Date.valueOf(asOf));
        cells.put(Regression.FINGERPRINT, fingerprint);
        rows.add(row(table, cells));
      }
    }
    return rows;
  }

  private Map<Field, Object> regression(Estimate e) {
    Map<Field, Object> cells = key(e);
    cells.put(Regression.FORMULA, e.formula());
    cells.put(Regression.SAMPLE_START, Date.valueOf(e.sample().start()));
    cells.put(Regression.SAMPLE_END, Date.valueOf(e.sample().end()));
    cells.put(Regression.N, e.n());
    cells.put(Regression.INDEPENDENT_UNITS, e.independentUnits());
    cells.put(Regression.R2, number(e.r2()));
    cells.put(Regression.R2_WITHIN, number(e.r2Within()));
    cells.put(Regression.HEADLINE_TERM, e.headlineTerm());
    cells.put(Regression.HEADLINE_VCOV, e.errors().get(0).vcov());
    cells.put(Regression.SMALLEST_P_VALUE, number(e.smallestPValue()));
    cells.put(Regression.MINIMUM_DETECTABLE_EFFECT, number(e.headline().minimumDetectableEffect()));
    cells.put(Regression.FINGERPRINT, fingerprint);
    cells.put(Regression.REMARKS, e.remarks().isEmpty() ? null : String.join(" ", e.remarks()));
    return cells;
  }

  private Map<Field, Object> coefficient(Estimate e, Errors errors, Coefficient c) {
    Coefficient.Interval interval = c.interval(0.95);
    Map<Field, Object> cells = key(e);
    cells.put(RegressionCoefficient.VCOV, errors.vcov());
    cells.put(RegressionCoefficient.SSC, errors.ssc());
    cells.put(RegressionCoefficient.TERM, c.term());
    cells.put(RegressionCoefficient.ESTIMATE, number(c.estimate()));
    cells.put(RegressionCoefficient.STANDARD_ERROR, number(c.standardError()));
    cells.put(RegressionCoefficient.T, number(c.t()));
    cells.put(RegressionCoefficient.DF, number(c.degreesOfFreedom()));
    cells.put(RegressionCoefficient.P_VALUE, number(c.pValue()));
    cells.put(RegressionCoefficient.CI_LOW, number(interval.low()));
    cells.put(RegressionCoefficient.CI_HIGH, number(interval.high()));
    cells.put(RegressionCoefficient.MINIMUM_DETECTABLE_EFFECT, number(c.minimumDetectableEffect()));
    cells.put(
        RegressionCoefficient.LAGS,
        errors.lags().isPresent() ? Long.valueOf(errors.lags().getAsInt()) : null);
    return cells;
  }

  private Map<Field, Object> diagnostic(Estimate e, Diagnostic d) {
    Map<Field, Object> cells = key(e);
    cells.put(RegressionDiagnostic.TEST, d.test());
    cells.put(RegressionDiagnostic.STATISTIC, number(d.statistic()));
    cells.put(RegressionDiagnostic.P_VALUE, number(d.pValue()));
    return cells;
  }

  private Map<Field, Object> key(Estimate e) {
    Map<Field, Object> cells = new HashMap<>();
    cells.put(Regression.AS_OF, Date.valueOf(asOf));
    cells.put(Regression.STUDY, e.study());
    cells.put(Regression.SPECIFICATION, e.specification());
    cells.put(Regression.GRADE, e.grade().word());
    return cells;
  }

  private static Double number(OptionalDouble value) {
    return value.isPresent() ? number(value.getAsDouble()) : null;
  }

  private static Double number(double value) {
    return Double.isFinite(value) ? Double.valueOf(value) : null;
  }

  private static Row row(Estimated table, Map<Field, Object> cells) {
    return RowFactory.create(table.fields().stream().map(cells::get).toArray());
  }
}
