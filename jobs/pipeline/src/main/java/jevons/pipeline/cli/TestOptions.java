package jevons.pipeline.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of {@code jevons test}; which of them a test takes says {@link NamedTest}. */
final class TestOptions {
  static final String COLUMN = "--column";
  static final String COLUMNS = "--columns";
  static final String FORMULA = "--formula";
  static final String LAGS = "--lags";
  static final String TREND = "--trend";
  static final String UNIT = "--unit";
  static final String TIME = "--time";
  static final String VCOV = "--vcov";
  static final String SSC = "--ssc";
  static final String BREAK = "--break";
  static final String BREAKS = "--breaks";
  static final String TERMS = "--terms";
  static final String TRIMMING = "--trimming";
  static final String RESTRICTION = "--restriction";
  static final String CHI2 = "--chi2";
  static final String POWER = "--power";
  static final String FITTED = "--fitted";

  @Option(names = COLUMN, paramLabel = "COLUMN", description = "The series.")
  Optional<String> column = Optional.empty();

  @Option(
      names = COLUMNS,
      paramLabel = "A,B",
      split = ",",
      description = "The series; for engle-granger the first is explained by the others.")
  List<String> columns = new ArrayList<>();

  @Option(
      names = FORMULA,
      paramLabel = "FORMULA",
      description = "The regression that is tested, as in jevons fit.")
  Optional<String> formula = Optional.empty();

  @Option(
      names = LAGS,
      paramLabel = "N",
      description =
          "Lags: a number; adf and engle-granger also aic, bic, t, aic(12); kpss and pp auto,"
              + " short, long; ljung-box and box-pierce 10 by default, at most n/5.")
  Optional<String> lags = Optional.empty();

  @Option(
      names = TREND,
      paramLabel = "T",
      description =
          "none, constant (default), trend; johansen: cases I to V, of which none, constant and"
              + " trend are I, III and V.")
  Optional<String> trend = Optional.empty();

  @Option(names = UNIT, paramLabel = "COLUMN", description = "The panel's unit.")
  Optional<String> unit = Optional.empty();

  @Option(
      names = TIME,
      paramLabel = "COLUMN",
      description = "The period; without it the rows of a csv file are in order of time.")
  Optional<String> time = Optional.empty();

  @Option(
      names = VCOV,
      paramLabel = "V",
      description =
          "Errors, as in jevons fit, iid by default; hausman: classical without, robust with it;"
              + " tests of breaks: iid or hc1.")
  Optional<String> vcov = Optional.empty();

  @Option(
      names = SSC,
      paramLabel = "S",
      description = "Small-sample convention: fixest (default), stata, none.")
  Optional<String> ssc = Optional.empty();

  @Option(
      names = BREAK,
      paramLabel = "DAY",
      description = "First period after the break, as the time column writes it.")
  Optional<String> breakAt = Optional.empty();

  @Option(names = BREAKS, paramLabel = "N", description = "Most breaks looked for.")
  Optional<Integer> breaks = Optional.empty();

  @Option(
      names = TERMS,
      paramLabel = "A,B",
      split = ",",
      description = "Terms whose coefficients may change; default: all.")
  List<String> terms = new ArrayList<>();

  @Option(
      names = TRIMMING,
      paramLabel = "SHARE",
      description = "Least share of the rows before, between and after breaks; default 0.15.")
  Optional<Double> trimming = Optional.empty();

  @Option(
      names = RESTRICTION,
      paramLabel = "EQUATIONS",
      description = "Linear restrictions, \"x1 = 0, x2 = x3\"; may be repeated.")
  List<String> restrictions = new ArrayList<>();

  @Option(names = CHI2, description = "Chi-squared instead of F.")
  boolean chiSquared;

  @Option(names = POWER, paramLabel = "N", description = "Highest power; default 3.")
  Optional<Integer> power = Optional.empty();

  @Option(
      names = FITTED,
      paramLabel = "N",
      description = "Fitted ARMA coefficients, taken off the degrees of freedom; default 0.")
  Optional<Integer> fitted = Optional.empty();
}
