package jevons.pipeline.report;

import static jevons.pipeline.table.TableName.gold;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import jevons.econometrics.Etable;
import jevons.econometrics.EtableColumn;
import org.apache.spark.sql.Row;

/** What the studies estimated, each specification with its coefficients and diagnostics. */
record Regressions(List<Specification> specifications) {
  /** Below this many independent units no claim is made and no star is shown. */
  static final int FEWEST_UNITS = Etable.FEWEST_UNITS;

  private static final List<String> STUDIES =
      List.of(
          "hedonic_price",
          "investment",
          "year_on_year",
          "before_after",
          "firm_exposure",
          "valuation",
          "revenue",
          "multiples",
          "capex_news",
          "events");
  private static final List<String> SPECIFICATIONS =
      List.of(
          "headline",
          "headline_detrended",
          "firm_effects",
          "seasonal",
          "capm",
          "ff3",
          "ff5",
          "ff5_momentum");

  Regressions {
    specifications = List.copyOf(specifications);
  }

  /**
   * A fit.
   *
   * @param independentUnits T: quarters, clusters or events that the inference rests on
   * @param r2Within of what absorbed effects leave; null without effects
   * @param headlineTerm the term that the study asks about
   * @param headlineVcov the errors that the study rests on; the others stand beside them
   * @param minimumDetectableEffect at 80 % power and 5 %, in the coefficient's unit
   * @param remarks what its reader should know; null for nothing
   */
  record Specification(
      String study,
      String name,
      String formula,
      LocalDate sampleStart,
      LocalDate sampleEnd,
      Double n,
      Double independentUnits,
      Double r2,
      Double r2Within,
      String headlineTerm,
      String headlineVcov,
      Double smallestPValue,
      Double minimumDetectableEffect,
      String remarks,
      String grade,
      List<Coefficient> coefficients,
      List<Diagnostic> diagnostics) {
    Specification {
      coefficients = List.copyOf(coefficients);
      diagnostics = List.copyOf(diagnostics);
    }

    boolean hasFewUnits() {
      return independentUnits == null || independentUnits < FEWEST_UNITS;
    }

    /** The headline's term under each kind of errors, those that the study rests on first. */
    List<Coefficient> headlineUnderAll() {
      return coefficients.stream()
          .filter(c -> c.term().equals(headlineTerm))
          .sorted(Comparator.comparing((Coefficient c) -> !c.vcov().equals(headlineVcov)))
          .toList();
    }

    /** The headline's term under the errors that the study rests on. */
    Optional<Coefficient> headline() {
      return headlineUnderAll().stream().filter(c -> c.vcov().equals(headlineVcov)).findFirst();
    }

    /** A column of a table for each kind of errors. */
    private Stream<EtableColumn> columns() {
      return coefficients.stream().map(Coefficient::vcov).distinct().map(this::column);
    }

    private EtableColumn column(String vcov) {
      List<Coefficient> under = coefficients.stream().filter(c -> c.vcov().equals(vcov)).toList();
      return EtableColumn.stored(
          study + "." + name,
          formula,
          under.stream()
              .map(
                  c ->
                      new EtableColumn.Term(
                          c.term(),
                          orNaN(c.estimate()),
                          orNaN(c.standardError()),
                          orNaN(c.pValue())))
              .toList(),
          vcov,
          n == null ? 0 : Math.round(n),
          optional(r2),
          optional(r2Within),
          independentUnits == null ? 0 : Math.round(independentUnits),
          orNaN(under.get(0).df()));
    }

    Optional<Diagnostic> diagnostic(String test) {
      return diagnostics.stream().filter(d -> d.test().equals(test)).findFirst();
    }
  }

  /** A term under one covariance. */
  record Coefficient(
      String term,
      String vcov,
      String ssc,
      Double estimate,
      Double standardError,
      Double t,
      Double df,
      Double pValue,
      Double low,
      Double high) {
    /** Whether the 95 % interval lies wholly above or below a value; an open interval does not. */
    boolean excludes(double value) {
      return isAbove(value) || isBelow(value);
    }

    boolean isAbove(double value) {
      return low != null && low > value;
    }

    boolean isBelow(double value) {
      return high != null && high < value;
    }
  }

  record Diagnostic(String test, Double statistic, Double pValue) {}

  /** All studies of the published tables; none where there are no such tables. */
  static Regressions of(Published published) {
    List<Row> coefficients =
        published.readIfThere(
            gold("regression_coefficient"),
            List.of(
                "study",
                "specification",
                "vcov",
                "ssc",
                "term",
                "estimate",
                "standard_error",
                "t",
                "df",
                "p_value",
                "ci_low",
                "ci_high"),
            UnaryOperator.identity());
    List<Row> diagnostics =
        published.readIfThere(
            gold("regression_diagnostic"),
            List.of("study", "specification", "test", "statistic", "p_value"),
            UnaryOperator.identity());
    List<Specification> specifications = new ArrayList<>();
    for (Row row :
        published.readIfThere(
            gold("regression"),
            List.of(
                "study",
                "specification",
                "formula",
                "sample_start",
                "sample_end",
                "n",
                "independent_units",
                "r2",
                "r2_within",
                "headline_term",
                "headline_vcov",
                "smallest_p_value",
                "minimum_detectable_effect",
                "remarks",
                "grade"),
            UnaryOperator.identity())) {
      specifications.add(specification(row, coefficients, diagnostics));
    }
    specifications.sort(
        Comparator.comparingInt((Specification s) -> place(STUDIES, s.study()))
            .thenComparing(Specification::study)
            .thenComparingInt(s -> place(SPECIFICATIONS, s.name()))
            .thenComparing(Specification::name));
    return new Regressions(specifications);
  }

  Optional<Specification> find(String study, String name) {
    return specifications.stream()
        .filter(s -> s.study().equals(study) && s.name().equals(name))
        .findFirst();
  }

  /** Specifications side by side under all their errors, for a paper. */
  static String latex(List<Specification> specifications) {
    return new Etable(specifications.stream().flatMap(Specification::columns).toList()).latex();
  }

  private static double orNaN(Double value) {
    return value == null ? Double.NaN : value;
  }

  private static OptionalDouble optional(Double value) {
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  private static Specification specification(
      Row row, List<Row> coefficients, List<Row> diagnostics) {
    return new Specification(
        Rows.text(row, "study"),
        Rows.text(row, "specification"),
        Rows.text(row, "formula"),
        Rows.day(row, "sample_start"),
        Rows.day(row, "sample_end"),
        Rows.number(row, "n"),
        Rows.number(row, "independent_units"),
        Rows.number(row, "r2"),
        Rows.number(row, "r2_within"),
        Rows.text(row, "headline_term"),
        Rows.text(row, "headline_vcov"),
        Rows.number(row, "smallest_p_value"),
        Rows.number(row, "minimum_detectable_effect"),
        Rows.text(row, "remarks"),
        Rows.text(row, "grade"),
        coefficients.stream()
            .filter(c -> sameFit(row, c))
            .map(Regressions::coefficient)
            .sorted(Comparator.comparingInt((Coefficient c) -> place(COVARIANCES, kind(c.vcov()))))
            .toList(),
        diagnostics.stream()
            .filter(d -> sameFit(row, d))
            .map(
                d ->
                    new Diagnostic(
                        Rows.text(d, "test"),
                        Rows.number(d, "statistic"),
                        Rows.number(d, "p_value")))
            .sorted(Comparator.comparing(Diagnostic::test))
            .toList());
  }

  /** The order in which errors stand side by side: the ones to trust with few quarters first. */
  private static final List<String> COVARIANCES =
      List.of("ewc", "dk", "nw", "wild", "cr3", "cluster", "hc3", "hc2", "hc1", "hc0", "iid");

  private static String kind(String vcov) {
    int bracket = vcov.indexOf('(');
    return bracket < 0 ? vcov : vcov.substring(0, bracket);
  }

  private static Coefficient coefficient(Row row) {
    return new Coefficient(
        Rows.text(row, "term"),
        Rows.text(row, "vcov"),
        Rows.text(row, "ssc"),
        Rows.number(row, "estimate"),
        Rows.number(row, "standard_error"),
        Rows.number(row, "t"),
        Rows.number(row, "df"),
        Rows.number(row, "p_value"),
        Rows.number(row, "ci_low"),
        Rows.number(row, "ci_high"));
  }

  private static boolean sameFit(Row fit, Row part) {
    return Rows.text(fit, "study").equals(Rows.text(part, "study"))
        && Rows.text(fit, "specification").equals(Rows.text(part, "specification"));
  }

  private static int place(List<String> order, String name) {
    int at = order.indexOf(name);
    return at < 0 ? order.size() : at;
  }
}
