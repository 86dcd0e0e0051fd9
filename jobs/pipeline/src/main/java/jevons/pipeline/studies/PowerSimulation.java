package jevons.pipeline.studies;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import jevons.econometrics.diagnostics.Persistence;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * The tests of the investment study in samples drawn from the process that it estimated.
 *
 * <pre>
 *   growth_im = elasticity x_m + c_m + v_im,  c_m = r c_{m-1} + s w_m
 *   x_m the true rates, 0 before the first of them; c the shock that firms share, v their own
 * </pre>
 *
 * r, the variance of c and those of v come from the residuals of the firm-effects regression; w and
 * v are normal, v sums to 0 over the firms of a quarter, since its mean is in c. Growth is drawn
 * for all quarters of the balanced panel and loses its seasonal means, as in the study. With T = 13
 * an estimated r is biased towards 0, so persistent shocks are understated.
 *
 * <p>With one regressor for all firms of a quarter the firm-effects regression is one of quarter
 * means, and a draw needs no panel to be fitted.
 */
final class PowerSimulation {
  /** Random walks that the t is placed among; p cannot fall below 1/500. */
  private static final int WALKS = 499;

  /** Drawn signs of the bootstrap by quarter; p cannot fall below 1/400. */
  private static final int SIGNS = 399;

  private static final double LEVEL = 0.05;

  /** What is simulated. */
  enum Test {
    HEADLINE_EWC,
    DETRENDED_EWC,
    RANDOM_WALKS,
    AGREEMENT,
    DRISCOLL_KRAAY,
    TWO_WAY,
    WILD_QUARTER,
    WILD_FIRM;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A true elasticity and the one that is tested. */
  record Asked(double tested, double truth) {}

  /**
   * The estimated process.
   *
   * @param ar1 r
   * @param commonDeviation standard deviation of c
   * @param ownDeviation root mean square of the firms' standard deviations of v
   */
  record Shocks(double ar1, double commonDeviation, double ownDeviation) {}

  private final double[] x;
  private final int firms;
  private final int[] seasons;
  private final int[] positions;
  private final Shocks process;
  private final double[] ownDeviations;
  private final ShortRegression headline;
  private final ShortRegression detrended;
  private final ShortRegression[] walks;
  private final boolean[][] signs;
  private final double[] centredX;
  private final double xx;
  private final int lags;
  private final long seed;
  private final Map<Integer, Double> criticals = new LinkedHashMap<>();

  private PowerSimulation(InvestmentSample sample, long seed) {
    this.seed = seed;
    x = sample.logRate();
    firms = Math.toIntExact(sample.firms());
    List<LocalDate> all = sample.allQuarters();
    seasons = all.stream().mapToInt(q -> (q.getMonthValue() - 1) / 3).toArray();
    int first = InvestmentSample.number(sample.span().start());
    int[] places = sample.places();
    int[] numbers = all.stream().mapToInt(InvestmentSample::number).toArray();
    positions =
        Arrays.stream(places).map(place -> Arrays.binarySearch(numbers, first + place)).toArray();
    headline = new ShortRegression(places, x, false);
    detrended = new ShortRegression(places, x, true);
    centredX = centred(x);
    xx = Series.squaredDeviations(x);
    lags = (int) Math.floor(4 * Math.pow(x.length / 100.0, 2.0 / 9));
    Random random = new Random(seed);
    walks = walks(places, random);
    signs = new boolean[SIGNS][x.length];
    for (boolean[] draw : signs) {
      for (int t = 0; t < draw.length; t++) {
        draw[t] = random.nextBoolean();
      }
    }
    double[][] own = byFirm(sample.byFirm().numbers("d_log_capex"));
    double[] common = net(own);
    double ar1 = Math.max(-0.95, Math.min(0.95, Persistence.ar1(common).coefficient()));
    ownDeviations = new double[firms];
    double squares = 0;
    for (int i = 0; i < firms; i++) {
      double sum = 0;
      for (double v : own[i]) {
        sum += v * v;
      }
      ownDeviations[i] = Math.sqrt(sum / (x.length - 1));
      squares += sum / (x.length - 1) / firms;
    }
    double variance = Arrays.stream(common).map(c -> c * c).sum() / (x.length - 2);
    process = new Shocks(ar1, Math.sqrt(variance), Math.sqrt(squares));
  }

  /** The process behind a sample. */
  static PowerSimulation of(InvestmentSample sample, long seed) {
    return new PowerSimulation(sample, seed);
  }

  Shocks process() {
    return process;
  }

  private ShortRegression[] walks(int[] places, Random random) {
    int n = x.length;
    double drift = (x[n - 1] - x[0]) / (n - 1);
    double squares = 0;
    for (int t = 1; t < n; t++) {
      squares += Math.pow(x[t] - x[t - 1] - drift, 2);
    }
    double step = Math.sqrt(squares / (n - 2));
    ShortRegression[] drawn = new ShortRegression[WALKS];
    for (int w = 0; w < WALKS; w++) {
      double[] walk = new double[n];
      for (int t = 1; t < n; t++) {
        walk[t] = walk[t - 1] + drift + step * random.nextGaussian();
      }
      drawn[w] = new ShortRegression(places, walk, false);
    }
    return drawn;
  }

  /** Rows a quarter, then a firm, as one series a firm. */
  private double[][] byFirm(double[] rows) {
    double[][] series = new double[firms][x.length];
    for (int k = 0; k < rows.length; k++) {
      series[k % firms][k / firms] = rows[k];
    }
    return series;
  }

  /** Leaves the firms' own residuals in {@code y} and returns the mean one by quarter. */
  private double[] net(double[][] y) {
    double slope = headline.slope(mean(y));
    for (double[] firm : y) {
      double mean = Series.mean(firm);
      for (int t = 0; t < x.length; t++) {
        firm[t] -= mean + slope * centredX[t];
      }
    }
    double[] common = mean(y);
    for (double[] firm : y) {
      for (int t = 0; t < x.length; t++) {
        firm[t] -= common[t];
      }
    }
    return common;
  }

  private double[] mean(double[][] y) {
    double[] mean = new double[x.length];
    for (double[] firm : y) {
      for (int t = 0; t < mean.length; t++) {
        mean[t] += firm[t] / y.length;
      }
    }
    return mean;
  }

  private static double[] centred(double[] series) {
    double mean = Series.mean(series);
    return Arrays.stream(series).map(v -> v - mean).toArray();
  }

  /**
   * How many of the drawn samples each test rejects, for every pair of elasticities. All pairs see
   * the same shocks.
   */
  Map<Asked, Map<Test, Integer>> rejections(double[] nulls, double[] truths, int draws) {
    Map<Asked, Map<Test, Integer>> counts = new LinkedHashMap<>();
    for (double tested : nulls) {
      for (double truth : truths) {
        Map<Test, Integer> none = new EnumMap<>(Test.class);
        for (Test test : Test.values()) {
          none.put(test, 0);
        }
        counts.put(new Asked(tested, truth), none);
      }
    }
    double[] effect = effectOfRates();
    Random random = new Random(seed);
    double[][] y = new double[firms][x.length];
    for (int draw = 0; draw < draws; draw++) {
      double[][] shocks = shocks(random);
      counts.forEach(
          (asked, rejected) -> {
            for (int i = 0; i < firms; i++) {
              for (int t = 0; t < x.length; t++) {
                y[i][t] = shocks[i][t] + asked.truth() * effect[t] - asked.tested() * x[t];
              }
            }
            rejects(y).forEach(test -> rejected.merge(test, 1, Integer::sum));
          });
    }
    return counts;
  }

  /** The rates less what the seasonal means take of them. */
  private double[] effectOfRates() {
    double[] all = new double[seasons.length];
    for (int t = 0; t < x.length; t++) {
      all[positions[t]] = x[t];
    }
    double[] season = seasonalMeans(all);
    double[] effect = new double[x.length];
    for (int t = 0; t < x.length; t++) {
      effect[t] = x[t] - season[seasons[positions[t]]];
    }
    return effect;
  }

  private double[] seasonalMeans(double[] all) {
    double[] sums = new double[4];
    int[] counts = new int[4];
    for (int m = 0; m < all.length; m++) {
      sums[seasons[m]] += all[m];
      counts[seasons[m]]++;
    }
    for (int s = 0; s < 4; s++) {
      sums[s] /= Math.max(1, counts[s]);
    }
    return sums;
  }

  /** Shocks of the sample's quarters by firm, less the seasonal means of all quarters. */
  private double[][] shocks(Random random) {
    double step = process.commonDeviation() * Math.sqrt(1 - process.ar1() * process.ar1());
    double[] common = new double[seasons.length];
    double[][] own = new double[firms][seasons.length];
    double scale = Math.sqrt(firms / (firms - 1.0));
    for (int m = 0; m < common.length; m++) {
      common[m] =
          m == 0
              ? process.commonDeviation() * random.nextGaussian()
              : process.ar1() * common[m - 1] + step * random.nextGaussian();
      double mean = 0;
      for (int i = 0; i < firms; i++) {
        own[i][m] = scale * ownDeviations[i] * random.nextGaussian();
        mean += own[i][m] / firms;
      }
      for (int i = 0; i < firms; i++) {
        own[i][m] -= mean;
      }
    }
    double[] season = seasonalMeans(common);
    double[][] y = new double[firms][x.length];
    for (int i = 0; i < firms; i++) {
      for (int t = 0; t < x.length; t++) {
        int m = positions[t];
        y[i][t] = common[m] + own[i][m] - season[seasons[m]];
      }
    }
    return y;
  }

  /** The tests that reject that x explains nothing of {@code y}, a series a firm. */
  Set<Test> rejects(double[][] y) {
    double[] mean = mean(y);
    double slope = headline.slope(mean);
    double t = slope / headline.ewc();
    PanelErrors panel = panelErrors(y);
    double trending = detrended.slope(mean) / detrended.ewc();
    boolean first = Math.abs(t) > critical(headline.cosines());
    boolean second = Math.abs(trending) > critical(detrended.cosines());
    boolean third = isFarAmongWalks(t, mean);
    Map<Test, Boolean> rejects = new EnumMap<>(Test.class);
    rejects.put(Test.HEADLINE_EWC, first);
    rejects.put(Test.DETRENDED_EWC, second);
    rejects.put(Test.RANDOM_WALKS, third);
    rejects.put(
        Test.AGREEMENT, first && second && third && Math.signum(t) == Math.signum(trending));
    rejects.put(
        Test.DRISCOLL_KRAAY, Math.abs(slope / panel.driscollKraay()) > critical(x.length - 1));
    rejects.put(
        Test.TWO_WAY, Math.abs(slope / panel.twoWay()) > critical(Math.min(firms, x.length) - 1));
    rejects.put(Test.WILD_QUARTER, isFarAmongSigns(mean));
    rejects.put(Test.WILD_FIRM, panel.wildByFirm() < LEVEL);
    rejects.values().removeIf(isRejected -> !isRejected);
    return rejects.keySet();
  }

  /** Errors of the firm-effects regression, and the p of the bootstrap by firm. */
  record PanelErrors(double slope, double driscollKraay, double twoWay, double wildByFirm) {}

  PanelErrors panelErrors(double[][] y) {
    double slope = headline.slope(mean(y));
    return new PanelErrors(slope, driscollKraay(), twoWay(y, slope), wildByFirm(y));
  }

  private double critical(int df) {
    return criticals.computeIfAbsent(
        df, d -> new TDistribution(d).inverseCumulativeProbability(1 - LEVEL / 2));
  }

  /** Of the fit that the headline has just made, with the factors of the panel. */
  private double driscollKraay() {
    double quarters = x.length;
    double n = quarters * firms;
    double factor = (n - 1) / (n - 1 - firms) * quarters / (quarters - 1);
    return headline.nw(lags) * Math.sqrt(factor / (quarters / (quarters - 2)));
  }

  /** NaN where the variance is not above 0. */
  private double twoWay(double[][] y, double slope) {
    double byFirm = 0;
    double both = 0;
    double[] byQuarter = new double[x.length];
    for (double[] firm : y) {
      double mean = Series.mean(firm);
      double sum = 0;
      for (int t = 0; t < x.length; t++) {
        double u = centredX[t] * (firm[t] - mean - slope * centredX[t]) / (firms * xx);
        sum += u;
        byQuarter[t] += u;
        both += u * u;
      }
      byFirm += sum * sum;
    }
    double variance = byFirm + Arrays.stream(byQuarter).map(u -> u * u).sum() - both;
    double n = (double) firms * x.length;
    double smallest = Math.min(firms, x.length);
    return Math.sqrt(variance * (n - 1) / (n - 2) * smallest / (smallest - 1));
  }

  private boolean isFarAmongWalks(double own, double[] mean) {
    int allowed = (int) Math.floor(LEVEL * (WALKS + 1)) - 1;
    int asLarge = 0;
    for (ShortRegression walk : walks) {
      double t = Math.abs(walk.slope(mean) / walk.ewc());
      if (t >= Math.abs(own) && ++asLarge > allowed) {
        return false;
      }
    }
    return true;
  }

  private boolean isFarAmongSigns(double[] mean) {
    double[] restricted = centred(mean);
    double own = squaredT(restricted);
    int allowed = (int) Math.floor(LEVEL * (SIGNS + 1)) - 1;
    int asLarge = 0;
    double[] drawn = new double[restricted.length];
    for (boolean[] draw : signs) {
      for (int t = 0; t < drawn.length; t++) {
        drawn[t] = draw[t] ? restricted[t] : -restricted[t];
      }
      if (squaredT(drawn) >= own * (1 - 1e-10) && ++asLarge > allowed) {
        return false;
      }
    }
    return true;
  }

  /** t^2 clustered by quarter, up to a factor that all draws share. */
  private double squaredT(double[] y) {
    double mean = Series.mean(y);
    double xy = 0;
    for (int t = 0; t < y.length; t++) {
      xy += centredX[t] * y[t];
    }
    double slope = xy / xx;
    double squares = 0;
    for (int t = 0; t < y.length; t++) {
      double score = centredX[t] * (y[t] - mean - slope * centredX[t]);
      squares += score * score;
    }
    return xy * xy / squares;
  }

  /** p over all signs by firm, zero imposed: 2^-(firms - 1) at least. */
  private double wildByFirm(double[][] y) {
    double[] along = new double[firms];
    for (int i = 0; i < firms; i++) {
      for (int t = 0; t < x.length; t++) {
        along[i] += centredX[t] * y[i][t];
      }
    }
    double own = 0;
    int asLarge = 0;
    for (int draw = 0; draw < 1 << firms; draw++) {
      double sum = 0;
      for (int i = 0; i < firms; i++) {
        sum += (draw >> i & 1) == 0 ? along[i] : -along[i];
      }
      double squares = 0;
      for (int i = 0; i < firms; i++) {
        double score = ((draw >> i & 1) == 0 ? along[i] : -along[i]) - sum / firms;
        squares += score * score;
      }
      double t = sum * sum / squares;
      if (draw == 0) {
        own = t;
      }
      asLarge += t >= own * (1 - 1e-10) ? 1 : 0;
    }
    return asLarge / (double) (1 << firms);
  }
}
