package jevons.pipeline.studies;

import java.time.LocalDate;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;
import jevons.econometrics.Coefficient;
import jevons.econometrics.Fit;
import jevons.econometrics.Inference;
import jevons.econometrics.diagnostics.TestResult;
import jevons.pipeline.table.Grade;

/**
 * What a study found under one specification, with what its reader needs to judge it.
 *
 * @param sample first and last day or quarter
 * @param n observations
 * @param independentUnits quarters, days, clusters or events that the headline errors rest on
 * @param r2 share of the variance explained, absorbed effects included
 * @param r2Within share of what the absorbed effects leave; empty without effects
 * @param headlineTerm the term that the study asks about
 * @param errors the headline's first, those beside it after
 * @param smallestPValue smallest p that its permutation tests can reach; empty without such tests
 */
public record Estimate(
    String study,
    String specification,
    String formula,
    Span sample,
    long n,
    long independentUnits,
    OptionalDouble r2,
    OptionalDouble r2Within,
    String headlineTerm,
    List<Errors> errors,
    OptionalDouble smallestPValue,
    List<Diagnostic> diagnostics,
    List<String> remarks,
    Grade grade) {

  /** From a day to a day, both included. */
  public record Span(LocalDate start, LocalDate end) {}

  /**
   * The coefficients under one kind of errors.
   *
   * @param vcov as on the command line, {@code nw}, {@code cluster(ticker)}
   * @param ssc small-sample convention
   * @param lags bandwidth of nw and dk, cosines of ewc
   */
  public record Errors(String vcov, String ssc, OptionalInt lags, List<Coefficient> coefficients) {
    public Errors {
      coefficients = List.copyOf(coefficients);
    }

    static Errors of(Inference inference) {
      return new Errors(
          inference.covariance().toString(),
          inference.smallSample().toString(),
          inference.lags(),
          inference.terms());
    }
  }

  /**
   * A test of the specification, or a figure that says how far it can be trusted.
   *
   * @param pValue empty when it is not a test
   */
  public record Diagnostic(String test, double statistic, OptionalDouble pValue) {
    static Diagnostic figure(String name, double value) {
      return new Diagnostic(name, value, OptionalDouble.empty());
    }

    /** A test of the library, under its name on the command line with underscores. */
    static Diagnostic of(TestResult result) {
      return new Diagnostic(result.test().replace('-', '_'), result.statistic(), result.pValue());
    }

    static Diagnostic test(String name, double statistic, double pValue) {
      return new Diagnostic(name, statistic, OptionalDouble.of(pValue));
    }
  }

  public Estimate {
    errors = List.copyOf(errors);
    diagnostics = List.copyOf(diagnostics);
    remarks = List.copyOf(remarks);
    if (errors.isEmpty()) {
      throw new IllegalArgumentException(study + "." + specification + " has no errors");
    }
  }

  /** An estimate without absorbed effects. */
  public Estimate(
      String study,
      String specification,
      String formula,
      Span sample,
      long n,
      long independentUnits,
      OptionalDouble r2,
      String headlineTerm,
      List<Errors> errors,
      OptionalDouble smallestPValue,
      List<Diagnostic> diagnostics,
      List<String> remarks,
      Grade grade) {
    this(
        study,
        specification,
        formula,
        sample,
        n,
        independentUnits,
        r2,
        OptionalDouble.empty(),
        headlineTerm,
        errors,
        smallestPValue,
        diagnostics,
        remarks,
        grade);
  }

  /** A fit whose first covariance is the headline's. */
  static Estimate of(
      String study,
      String specification,
      Fit fit,
      String headlineTerm,
      Span sample,
      long independentUnits,
      Grade grade) {
    return new Estimate(
        study,
        specification,
        fit.formula().toString(),
        sample,
        fit.n(),
        independentUnits,
        OptionalDouble.of(fit.r2()),
        fit.effects().isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(fit.r2Within()),
        headlineTerm,
        fit.inferences().stream().map(Errors::of).toList(),
        OptionalDouble.empty(),
        List.of(),
        fit.remarks().stream().map(Object::toString).toList(),
        grade);
  }

  /** The weakest of the grades of what a figure rests on; an estimate is estimated at best. */
  static Grade weakest(Stream<Grade> grades) {
    return grades.reduce(Grade.ESTIMATED, Grade::weaker);
  }

  /** The same with more diagnostics; those that the sample is too small to compute are left out. */
  Estimate withDiagnostics(List<Diagnostic> more) {
    Stream<Diagnostic> computed = more.stream().filter(d -> Double.isFinite(d.statistic()));
    List<Diagnostic> all = Stream.concat(diagnostics.stream(), computed).toList();
    return with(errors, smallestPValue, all, remarks);
  }

  /** The same under other errors, the headline's first. */
  Estimate withErrors(List<Errors> others) {
    return with(others, smallestPValue, diagnostics, remarks);
  }

  /** The same with more remarks. */
  Estimate withRemarks(String... more) {
    List<String> all = Stream.concat(remarks.stream(), Stream.of(more)).toList();
    return with(errors, smallestPValue, diagnostics, all);
  }

  /** The same with the smallest p that its permutation tests can reach. */
  Estimate withSmallestPValue(double smallest) {
    return with(errors, OptionalDouble.of(smallest), diagnostics, remarks);
  }

  private Estimate with(
      List<Errors> newErrors,
      OptionalDouble newSmallest,
      List<Diagnostic> newDiagnostics,
      List<String> newRemarks) {
    return new Estimate(
        study,
        specification,
        formula,
        sample,
        n,
        independentUnits,
        r2,
        r2Within,
        headlineTerm,
        newErrors,
        newSmallest,
        newDiagnostics,
        newRemarks,
        grade);
  }

  /** The coefficient the study asks about, under the headline's errors. */
  public Coefficient headline() {
    return errors.get(0).coefficients().stream()
        .filter(c -> c.term().equals(headlineTerm))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    study + "." + specification + " has no term " + headlineTerm));
  }

  /** The diagnostic of this name. */
  public Diagnostic diagnostic(String test) {
    return diagnostics.stream()
        .filter(d -> d.test().equals(test))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    study + "." + specification + " has no diagnostic " + test));
  }
}
