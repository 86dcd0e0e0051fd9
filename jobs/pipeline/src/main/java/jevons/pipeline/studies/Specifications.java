package jevons.pipeline.studies;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import jevons.econometrics.Coefficient;
import jevons.econometrics.Covariance;
import jevons.econometrics.NullDistribution;
import jevons.econometrics.PanelOls;
import jevons.econometrics.Sample;
import jevons.pipeline.studies.Estimate.Span;

/**
 * Every specification of the Jevons elasticity on one set of quarters: what each estimates, and
 * what all of them together would say if growth had come in another order.
 *
 * <p>The quarters of growth are more than those that have a rate. In a placebo growth changes its
 * place among all of them, and the rates stay where they are; year-on-year growth is summed anew,
 * so that it overlaps as before. Where a quarter is missing between two others, the placebos take
 * them for neighbours.
 */
final class Specifications {
  /** First quarters of the samples that are tried; all rates, and the first ones left out. */
  private static final List<LocalDate> STARTS =
      List.of(LocalDate.of(2023, 10, 1), LocalDate.of(2024, 1, 1));

  private static final String FIRST_RATE = "first_rate";
  private static final int QUARTERS_PER_YEAR = 4;
  private static final double LEVEL = 0.05;

  /** Quarters beyond the number of coefficients below which there is no estimate. */
  private static final int SPARE_QUARTERS = 3;

  /**
   * The choices but the errors.
   *
   * @param capability 2pl, rasch
   * @param efficiency rate, rate_detrended
   * @param growth quarter, year
   * @param start first_rate, 2023Q4, 2024Q1
   */
  record Choice(String capability, String efficiency, int lag, String growth, String start) {
    boolean isDetrended() {
      return efficiency.equals("rate_detrended");
    }

    boolean isYearly() {
      return growth.equals("year");
    }

    String formula() {
      String rate =
          "log_rate"
              + (capability.equals("rasch") ? "_rasch" : "")
              + (lag == 0 ? "" : "_lag" + lag);
      return (isYearly() ? "mean_d4_log_capex ~ I(4 * " + rate + ")" : "mean_d_log_capex ~ " + rate)
          + (isDetrended() ? " + trend" : "");
    }
  }

  /**
   * What one specification estimates.
   *
   * @param vcov errors, as on the command line
   */
  record Outcome(
      Choice choice,
      String vcov,
      Coefficient coefficient,
      Span sample,
      int n,
      boolean isAgainstStudent) {
    double estimate() {
      return coefficient.estimate();
    }

    boolean isSignificant() {
      return coefficient.pValue() < LEVEL;
    }

    int independentUnits() {
      return choice.isYearly() ? (n + QUARTERS_PER_YEAR - 1) / QUARTERS_PER_YEAR : n;
    }

    /** To order specifications of one estimate by. */
    String label() {
      return choice + vcov;
    }
  }

  /**
   * The share of significant specifications beside those of the placebos.
   *
   * @param expected mean over the placebos
   * @param pValue share of orders, the true one among them, with at least as many
   */
  record PlaceboShare(double significant, double expected, double pValue, int placebos) {}

  /** The standard errors of a fit. */
  private sealed interface Errors {
    double of(ShortRegression fit);

    record Ewc() implements Errors {
      @Override
      public double of(ShortRegression fit) {
        return fit.ewc();
      }
    }

    record NeweyWest(int lags) implements Errors {
      @Override
      public double of(ShortRegression fit) {
        return fit.nw(lags);
      }
    }

    record FixedB(int lags) implements Errors {
      @Override
      public double of(ShortRegression fit) {
        return fit.fixedB(lags);
      }
    }

    record Hc1() implements Errors {
      @Override
      public double of(ShortRegression fit) {
        return fit.hc1();
      }
    }

    record Iid() implements Errors {
      @Override
      public double of(ShortRegression fit) {
        return fit.iid();
      }
    }
  }

  /** Errors with what t under them is compared with, and from which |t| on it is significant. */
  private record Judged(
      String vcov, Errors errors, NullDistribution distribution, double df, double critical) {}

  /** One regression with all its errors. */
  private static final class Design {
    private final Choice choice;
    private final int[] positions;
    private final ShortRegression fit;
    private final List<Judged> errors;
    private final Span sample;

    Design(Choice choice, int[] positions, ShortRegression fit, List<Judged> errors, Span sample) {
      this.choice = choice;
      this.positions = positions;
      this.fit = fit;
      this.errors = errors;
      this.sample = sample;
    }

    /** Growth of its quarters, of a year the sum of four. */
    double[] y(double[] ordered) {
      int terms = choice.isYearly() ? QUARTERS_PER_YEAR : 1;
      double[] y = new double[positions.length];
      for (int t = 0; t < y.length; t++) {
        for (int k = 0; k < terms; k++) {
          y[t] += ordered[positions[t] - k];
        }
      }
      return y;
    }
  }

  private final List<LocalDate> quarters;
  private final double[] growth;
  private final List<Design> designs = new ArrayList<>();
  private final Map<Integer, NullDistribution> fixedB = new HashMap<>();

  /**
   * All specifications that enough quarters have data for.
   *
   * @param quarters of growth, ascending
   * @param growth mean over the firms, less the season
   * @param logRates by capability, a list by lag of one rate a quarter of {@code quarters}; NaN
   *     where there is none
   */
  Specifications(List<LocalDate> quarters, double[] growth, Map<String, List<double[]>> logRates) {
    this.quarters = List.copyOf(quarters);
    this.growth = growth.clone();
    new TreeMap<>(logRates)
        .forEach(
            (capability, byLag) -> {
              for (String efficiency : List.of("rate", "rate_detrended")) {
                for (int lag = 0; lag < byLag.size(); lag++) {
                  for (String kind : List.of("quarter", "year")) {
                    addStarts(
                        new Choice(capability, efficiency, lag, kind, FIRST_RATE), byLag.get(lag));
                  }
                }
              }
            });
  }

  private void addStarts(Choice choice, double[] logRate) {
    int[] all =
        IntStream.range(0, quarters.size())
            .filter(i -> !Double.isNaN(logRate[i]))
            .filter(i -> !choice.isYearly() || isYear(i))
            .toArray();
    add(choice, all, logRate);
    int before = all.length;
    for (LocalDate start : STARTS) {
      int[] later = Arrays.stream(all).filter(i -> !quarters.get(i).isBefore(start)).toArray();
      // A start that leaves nothing out is the specification before it.
      if (later.length < before) {
        String word = start.getYear() + "Q" + (start.getMonthValue() + 2) / 3;
        add(
            new Choice(
                choice.capability(), choice.efficiency(), choice.lag(), choice.growth(), word),
            later,
            logRate);
      }
      before = later.length;
    }
  }

  private void add(Choice choice, int[] positions, double[] logRate) {
    int coefficients = choice.isDetrended() ? 3 : 2;
    if (positions.length < coefficients + SPARE_QUARTERS) {
      return;
    }
    int first = InvestmentSample.number(quarters.get(positions[0]));
    int[] places =
        Arrays.stream(positions)
            .map(i -> InvestmentSample.number(quarters.get(i)) - first)
            .toArray();
    double scale = choice.isYearly() ? QUARTERS_PER_YEAR : 1;
    double[] x = Arrays.stream(positions).mapToDouble(i -> scale * logRate[i]).toArray();
    if (!(Series.squaredDeviations(x) > 0)) {
      return;
    }
    ShortRegression fit = new ShortRegression(places, x, choice.isDetrended());
    designs.add(
        new Design(
            choice,
            positions,
            fit,
            choice.isYearly() ? ofYears(fit, places) : ofQuarters(fit),
            new Span(quarters.get(positions[0]), quarters.get(positions[positions.length - 1]))));
  }

  private static List<Judged> ofQuarters(ShortRegression fit) {
    int df = fit.quarters() - fit.coefficients();
    int lags = lags(fit.quarters());
    return List.of(
        student("ewc", new Errors.Ewc(), fit.cosines()),
        student("nw(" + lags + ")", new Errors.NeweyWest(lags), df),
        student("hc1", new Errors.Hc1(), df),
        student("iid", new Errors.Iid(), df));
  }

  /** Sums of four overlap by three: no errors that take quarters for independent. */
  private List<Judged> ofYears(ShortRegression fit, int[] places) {
    int lags = Math.max(QUARTERS_PER_YEAR - 1, lags(fit.quarters()));
    int span = places[places.length - 1] + 1;
    NullDistribution limit = fixedB.computeIfAbsent(100 * span + lags, k -> fixedB(span, lags));
    double df = fit.quarters() - fit.coefficients();
    return List.of(
        student("ewc", new Errors.Ewc(), fit.cosines()),
        judged("nw(" + lags + ",fixedb)", new Errors.FixedB(lags), limit, df));
  }

  /** floor(4 (T/100)^(2/9)). */
  private static int lags(int quarters) {
    return (int) Math.floor(4 * Math.pow(quarters / 100.0, 2.0 / 9));
  }

  private static Judged student(String vcov, Errors errors, double df) {
    return judged(vcov, errors, new NullDistribution.Student(df), df);
  }

  private static Judged judged(
      String vcov, Errors errors, NullDistribution distribution, double df) {
    double critical =
        distribution.interval(new Coefficient("t", 0, 1, df, distribution), 1 - LEVEL).high();
    return new Judged(vcov, errors, distribution, df, critical);
  }

  /** What the library compares t under nw with fixed b with, of a series of so many quarters. */
  private static NullDistribution fixedB(int span, int lags) {
    double[] place = IntStream.range(0, span).asDoubleStream().toArray();
    double[] any = IntStream.range(0, span).mapToDouble(t -> t % 3).toArray();
    return new PanelOls()
        .setFormula("y ~ x")
        .setTime("quarter")
        .fit(
            Sample.empty().with("y", any).with("x", place).with("quarter", place),
            Covariance.parse("nw(" + lags + ",fixedb)"))
        .coefficient("x")
        .distribution();
  }

  /** Whether the quarter and the three before it have growth. */
  private boolean isYear(int i) {
    return i >= QUARTERS_PER_YEAR - 1
        && quarters.get(i - QUARTERS_PER_YEAR + 1).plusMonths(9).equals(quarters.get(i));
  }

  /** Every specification under all its errors. */
  List<Outcome> outcomes() {
    List<Outcome> outcomes = new ArrayList<>();
    for (Design design : designs) {
      double estimate = design.fit.slope(design.y(growth));
      for (Judged judged : design.errors) {
        double error = judged.errors().of(design.fit);
        if (error > 0) {
          outcomes.add(
              new Outcome(
                  design.choice,
                  judged.vcov(),
                  new Coefficient("log_rate", estimate, error, judged.df(), judged.distribution()),
                  design.sample,
                  design.positions.length,
                  judged.distribution() instanceof NullDistribution.Student));
        }
      }
    }
    return outcomes;
  }

  /** Growth moved along by every number of quarters, the last before the first. */
  PlaceboShare circularShifts() {
    int n = growth.length;
    double[] shares = new double[n - 1];
    double[] shifted = new double[n];
    for (int shift = 1; shift < n; shift++) {
      for (int i = 0; i < n; i++) {
        shifted[i] = growth[(i + shift) % n];
      }
      shares[shift - 1] = significantShare(shifted);
    }
    return among(shares);
  }

  /**
   * Growth in drawn orders, by Fisher and Yates from the last quarter to the first, one {@link
   * Random#nextInt(int)} a step.
   */
  PlaceboShare permutations(int draws, long seed) {
    Random random = new Random(seed);
    double[] shares = new double[draws];
    for (int draw = 0; draw < draws; draw++) {
      double[] drawn = growth.clone();
      for (int i = drawn.length - 1; i > 0; i--) {
        int j = random.nextInt(i + 1);
        double kept = drawn[i];
        drawn[i] = drawn[j];
        drawn[j] = kept;
      }
      shares[draw] = significantShare(drawn);
    }
    return among(shares);
  }

  private PlaceboShare among(double[] placebos) {
    double own = significantShare(growth);
    // Shares are counts over one number of specifications: equal ones are equal to the last bit.
    long asMany = Arrays.stream(placebos).filter(share -> share >= own).count();
    return new PlaceboShare(
        own, Series.mean(placebos), (1.0 + asMany) / (placebos.length + 1.0), placebos.length);
  }

  private double significantShare(double[] ordered) {
    int significant = 0;
    int all = 0;
    for (Design design : designs) {
      double slope = Math.abs(design.fit.slope(design.y(ordered)));
      for (Judged judged : design.errors) {
        all++;
        if (slope > judged.critical() * judged.errors().of(design.fit)) {
          significant++;
        }
      }
    }
    return (double) significant / all;
  }
}
