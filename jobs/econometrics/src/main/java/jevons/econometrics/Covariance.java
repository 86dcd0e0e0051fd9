package jevons.econometrics;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the covariance of the coefficients is estimated.
 *
 * <p>All but {@link Iid} and {@link Jackknife} are a sandwich. With the influence of a row on the
 * coefficients, u_i = (X'WX)^-1 x_i w_i e_i [k], X demeaned of absorbed effects, it is a sum of
 * outer products of u; which ones says each type. Small-sample factors come from {@link
 * SmallSample} and are printed with the result. {@code toString} gives the text of the command
 * line.
 */
public sealed interface Covariance {

  /**
   * Errors of one variance and no correlation: V = s^2 (X'WX)^-1, s^2 = sum w e^2 / (n - K). t with
   * n - K degrees of freedom.
   */
  record Iid() implements Covariance {
    @Override
    public String toString() {
      return "iid";
    }
  }

  /**
   * Errors of different variances: V = sum_i u_i u_i' / (1 - h_i)^d, h_i the leverage of the row
   * (absorbed effects included), d = 0 for HC0 and HC1, 1 for HC2, 2 for HC3. t with n - K degrees
   * of freedom. A row with h_i = 1 has no residual and adds nothing; the fit then carries {@link
   * Remark.FullLeverage}.
   *
   * @param type 0 to 3
   * @see <a href="https://doi.org/10.1016/0304-4076(85)90158-7">MacKinnon and White (1985), Journal
   *     of Econometrics 29(3), 305-325</a>
   */
  record Heteroskedastic(int type) implements Covariance {
    public Heteroskedastic {
      if (type < 0 || type > 3) {
        throw new EconometricsException("hc" + type + " is not known; there are hc0 to hc3.");
      }
    }

    @Override
    public String toString() {
      return "hc" + type;
    }
  }

  /**
   * Errors correlated within clusters: V = sum_g u_g u_g', u_g the sum of u over cluster g. With
   * several columns the sum over all subsets of them, (-1)^(size + 1) times the variance clustered
   * by the subset; a result with a negative eigenvalue has it set to 0 and the fit carries {@link
   * Remark.NotPositive}. t with G - 1 degrees of freedom, G the smallest number of clusters. Below
   * 20 clusters the fit carries {@link Remark.FewClusters}.
   *
   * @param columns one or more
   * @see <a href="https://doi.org/10.1198/jbes.2010.07136">Cameron, Gelbach and Miller (2011),
   *     Journal of Business and Economic Statistics 29(2), 238-249</a>
   */
  record Clustered(List<String> columns) implements Covariance {
    public Clustered {
      columns = List.copyOf(columns);
      if (columns.isEmpty() || columns.size() > 4) {
        throw new EconometricsException("cluster() takes one to four columns, found " + columns);
      }
    }

    @Override
    public List<String> clusterColumns() {
      return columns;
    }

    @Override
    public String toString() {
      return "cluster(" + String.join(",", columns) + ")";
    }
  }

  /**
   * Errors correlated within clusters, by the jackknife (CV3): with b_(g) the coefficients without
   * cluster g, absorbed effects estimated anew without it,
   *
   * <pre>
   *   V = (G-1)/G sum_g (b_(g) - b)(b_(g) - b)'
   * </pre>
   *
   * around the estimate b of all rows, not the mean of b_(g). No other factor, whatever the
   * convention; t with G - 1 degrees of freedom. On average it is not too small, as {@link
   * Clustered} is where clusters are few or unequal. b_(g) comes from cross products by cluster, so
   * that no row is read twice and distributed rows are as good.
   *
   * @param column of the clusters
   * @see <a href="https://doi.org/10.1002/jae.2969">MacKinnon, Nielsen and Webb (2023), Journal of
   *     Applied Econometrics 38(5), 671-694</a>
   */
  record Jackknife(String column) implements Covariance {
    @Override
    public List<String> clusterColumns() {
      return List.of(column);
    }

    @Override
    public String toString() {
      return "cr3(" + column + ")";
    }
  }

  /** Distribution of the random signs of a wild bootstrap. */
  enum Signs {
    /** 1 or -1. */
    RADEMACHER,
    /**
     * Webb's six points: plus and minus the roots of 1/2, 1 and 3/2. For clusters too few for many
     * different draws of two points.
     *
     * @see <a href="https://doi.org/10.1111/caje.12661">Webb (2023), Canadian Journal of Economics
     *     56(3), 839-858</a>
     */
    WEBB
  }

  /**
   * The wild cluster bootstrap of t, the null imposed (WCR). Standard error and t are those of
   * {@link Clustered}. For each term j, and each value b0 it is tested against, the fit without
   * term j to y - x_j b0 has residuals e; a draw gives each cluster g one sign s_g, makes y* of the
   * restricted fit plus s_g e_g, and t* of term j against b0 as {@link Clustered} would:
   *
   * <pre>
   *   p = share of draws with |t*| >= |t|
   * </pre>
   *
   * The interval holds the b0 with p > 1 - level, as far as the first one on either side that is
   * rejected. With two signs and 2^G not above 4096, or not above {@code draws}, all 2^G draws are
   * taken once; t itself is one of them and so is its mirror, so that no p is below 2^(1-G).
   * Otherwise {@code draws} are drawn with {@code seed} and p = (1 + number) / (1 + draws). All
   * from cross products by cluster: no draw reads rows.
   *
   * @param column of the clusters
   * @param draws 99 or more
   * @see <a href="https://doi.org/10.1162/rest.90.3.414">Cameron, Gelbach and Miller (2008), REStat
   *     90(3), 414-427</a>
   * @see <a href="https://doi.org/10.1177/1536867X19830877">Roodman, MacKinnon, Nielsen and Webb
   *     (2019), Stata Journal 19(1), 4-60</a>
   */
  record WildCluster(String column, Signs signs, int draws, long seed) implements Covariance {
    static final int DRAWS = 9_999;
    static final long SEED = 1;

    public WildCluster {
      if (draws < 99 || draws > 999_999) {
        throw new EconometricsException(
            "wild(" + column + "): " + draws + " draws; 99 to 999999 are possible, such as 9999.");
      }
    }

    @Override
    public List<String> clusterColumns() {
      return List.of(column);
    }

    @Override
    public String toString() {
      return "wild("
          + column
          + (signs == Signs.WEBB ? ",webb" : "")
          + (draws == DRAWS ? "" : "," + draws)
          + (seed == SEED ? "" : ",seed=" + seed)
          + ")";
    }
  }

  /** What is done beyond summing autocovariances. */
  enum Refinement {
    NONE,
    /**
     * Prewhitening, as R's {@code sandwich} does: a VAR(1) without constant is fitted to the sums
     * of the scores by period, the kernel is taken over its residuals, and the result is put
     * between D and D', D = (I - A)^-1. A root near 1 is remarked ({@link Remark.NearUnitRoot}).
     *
     * @see <a href="https://doi.org/10.2307/2951574">Andrews and Monahan (1992), Econometrica
     *     60(4), 953-966</a>
     */
    PREWHITE,
    /**
     * t is compared with its limit at a fixed share b/T of the bandwidth in the T calendar periods,
     * instead of Student's t; no small-sample factor. The larger the share, the wider.
     *
     * @see <a href="https://doi.org/10.1017/S0266466605050565">Kiefer and Vogelsang (2005),
     *     Econometric Theory 21(6), 1130-1164</a>
     * @see <a href="https://ideas.repec.org/a/eee/econom/v166y2012i2p303-319.html">Vogelsang (2012)
     *     for dk, Journal of Econometrics 166(2), 303-319</a>
     */
    FIXED_B;

    @Override
    public String toString() {
      return this == NONE ? "" : name().toLowerCase(Locale.ROOT).replace("_", "");
    }
  }

  /**
   * Errors correlated over time within a unit: V = sum over units of sum_{|l| < b} (1 - |l|/b) u_t
   * u_{t-l}', lags in periods of the calendar, b = L + 1 unless a rule sets it. Without a unit the
   * rows are one series. t with n - K degrees of freedom in one series, T - 1 in a panel, T the
   * number of periods that have rows.
   *
   * <p>In a panel units are independent, as in R's {@code plm::vcovNW}; the rule {@link
   * Bandwidth.Rule#AUTO} adds up the autocovariances s_j of all units, and the other rule and the
   * refinements are for one series.
   *
   * @see <a href="https://doi.org/10.2307/1913610">Newey and West (1987), Econometrica 55(3),
   *     703-708</a>
   */
  record NeweyWest(Bandwidth bandwidth, Refinement refinement) implements Covariance {
    @Override
    public String toString() {
      return "nw" + kernelText(bandwidth, refinement);
    }
  }

  /**
   * Errors correlated between units of one period, and over periods up to a lag: with u_t the sum
   * of u over the rows of period t, V = sum_{|l| < b} (1 - |l|/b) u_t u_{t-l}', b = L + 1 unless a
   * rule sets it. A period without rows counts as u_t = 0, so that a lag is always a calendar lag.
   * t with T - 1 degrees of freedom, T the number of periods that have rows. Below 20 periods the
   * fit carries {@link Remark.FewPeriods}.
   *
   * @see <a href="https://doi.org/10.1162/003465398557825">Driscoll and Kraay (1998), REStat 80(4),
   *     549-560</a>
   */
  record DriscollKraay(Bandwidth bandwidth, Refinement refinement) implements Covariance {
    @Override
    public String toString() {
      return "dk" + kernelText(bandwidth, refinement);
    }
  }

  /**
   * Errors of overlapping observations, such as returns over h periods seen every period: V =
   * sum_{|l| < h} u_t u_{t-l}', each lag with weight 1, robust to heteroskedasticity as by
   * generalised moments; the paper itself assumed none. A result with a negative eigenvalue has it
   * set to 0 and the fit carries {@link Remark.NotPositive}. One series only; t with n - K degrees
   * of freedom, factors as {@code nw}.
   *
   * @param horizon h, 1 or more
   * @see <a href="https://doi.org/10.1086/260910">Hansen and Hodrick (1980), Journal of Political
   *     Economy 88(5), 829-853</a>
   */
  record HansenHodrick(int horizon) implements Covariance {
    public HansenHodrick {
      positive("hansen-hodrick", horizon);
    }

    @Override
    public String toString() {
      return "hansen-hodrick(" + horizon + ")";
    }
  }

  /**
   * Hodrick's errors 1B for returns over h periods seen every period, under the null that returns
   * cannot be forecast. y must be c times the sum of the one-period returns r over h periods in a
   * row, which the fit finds and checks. With e_t = c (r_t less its mean) and X_t the sum of the
   * regressors of all rows whose y contains r_t, sum x_t (y_t - mean) is sum_t X_t e_t, so
   *
   * <pre>
   *   V = (X'X)^-1 sum_t e_t^2 X_t X_t' (X'X)^-1
   * </pre>
   *
   * The sum runs over all returns in any y; Hodrick's own leaves out those at both ends that are
   * not in h of them. One series without absorbed effects; returns are read in all rows, also those
   * whose y is missing. No factor; t with n - K degrees of freedom.
   *
   * @param horizon h, 1 or more
   * @param returns column of r
   * @see <a href="https://www.nber.org/papers/t0108">Hodrick (1992), Review of Financial Studies
   *     5(3), 357-386</a>
   */
  record Hodrick(int horizon, String returns) implements Covariance {
    public Hodrick {
      positive("hodrick", horizon);
    }

    @Override
    public List<String> seriesColumns() {
      return List.of(returns);
    }

    @Override
    public String toString() {
      return "hodrick(" + horizon + "," + returns + ")";
    }
  }

  /**
   * Equal-weighted cosine estimate of the long-run variance, for few periods. With u_t the sum of u
   * over the rows of period t and S the calendar periods from first to last,
   *
   * <pre>
   *   c_j = sqrt(2/S) sum_{t=1..S} u_t cos(pi j (t - 1/2) / S),  V = S/B sum_{j=1..B} c_j c_j'
   * </pre>
   *
   * No small-sample factor; t with B degrees of freedom. A period without rows counts as u_t = 0.
   *
   * @param cosines B; empty: floor(0.4 T^(2/3)), at least 1, T the number of periods that have rows
   * @see <a href="https://doi.org/10.1080/07350015.2018.1506926">Lazarus, Lewis, Stock and Watson
   *     (2018), Journal of Business and Economic Statistics 36(4), 541-559</a>
   */
  record EqualWeightedCosine(OptionalInt cosines) implements Covariance {
    public EqualWeightedCosine {
      if (cosines.isPresent() && cosines.getAsInt() < 1) {
        throw new EconometricsException("ewc needs 1 cosine or more, found " + cosines.getAsInt());
      }
    }

    @Override
    public String toString() {
      return "ewc" + lagText(cosines);
    }
  }

  static Covariance iid() {
    return new Iid();
  }

  static Covariance hc0() {
    return new Heteroskedastic(0);
  }

  static Covariance hc1() {
    return new Heteroskedastic(1);
  }

  static Covariance hc2() {
    return new Heteroskedastic(2);
  }

  static Covariance hc3() {
    return new Heteroskedastic(3);
  }

  static Covariance clusteredBy(String... columns) {
    return new Clustered(Arrays.asList(columns));
  }

  /** CR3 by the jackknife over the clusters. */
  static Covariance cr3(String column) {
    return new Jackknife(column);
  }

  /** The wild cluster bootstrap with signs 1 and -1, 9999 draws or all there are. */
  static Covariance wildCluster(String column) {
    return new WildCluster(column, Signs.RADEMACHER, WildCluster.DRAWS, WildCluster.SEED);
  }

  static Covariance neweyWest(int lags) {
    return new NeweyWest(new Bandwidth.Lags(lags), Refinement.NONE);
  }

  static Covariance neweyWest() {
    return new NeweyWest(Bandwidth.Rule.LENGTH, Refinement.NONE);
  }

  static Covariance driscollKraay(int lags) {
    return new DriscollKraay(new Bandwidth.Lags(lags), Refinement.NONE);
  }

  static Covariance driscollKraay() {
    return new DriscollKraay(Bandwidth.Rule.LENGTH, Refinement.NONE);
  }

  static Covariance ewc() {
    return new EqualWeightedCosine(OptionalInt.empty());
  }

  static Covariance ewc(int cosines) {
    return new EqualWeightedCosine(OptionalInt.of(cosines));
  }

  /**
   * Reads the text of the command line: {@code iid}, {@code hc0} to {@code hc3}, {@code
   * cluster(firm)}, {@code cluster(firm,year)}, {@code cr3(firm)}, {@code wild(firm)}, {@code
   * wild(firm,webb,9999,seed=7)}, {@code nw}, {@code nw(4)}, {@code nw(auto)}, {@code nw(andrews)},
   * {@code nw(auto,prewhite)}, {@code nw(4,fixedb)}, {@code dk} likewise, {@code ewc}, {@code
   * ewc(4)}, {@code hansen-hodrick(12)}, {@code hodrick(12,ret)}.
   *
   * @throws EconometricsException when it is none of these
   */
  static Covariance parse(String text) {
    return CovarianceParser.parse(text);
  }

  /** Columns whose values are the clusters. */
  default List<String> clusterColumns() {
    return List.of();
  }

  /** Columns read in all rows, also in those that the fit leaves out. */
  default List<String> seriesColumns() {
    return List.of();
  }

  private static void positive(String name, int horizon) {
    if (horizon < 1) {
      throw new EconometricsException(
          name + " needs a horizon of 1 period or more, found " + horizon + ".");
    }
  }

  private static String kernelText(Bandwidth bandwidth, Refinement refinement) {
    String both =
        Stream.of(bandwidth.toString(), refinement.toString())
            .filter(s -> !s.isEmpty())
            .collect(Collectors.joining(","));
    return both.isEmpty() ? "" : "(" + both + ")";
  }

  private static String lagText(OptionalInt lags) {
    return lags.isPresent() ? "(" + lags.getAsInt() + ")" : "";
  }
}
