package jevons.econometrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How the covariance of the coefficients is estimated.
 *
 * <p>All but {@link Iid} are a sandwich. With the influence of a row on the coefficients, u_i =
 * (X'WX)^-1 x_i w_i e_i [k], X demeaned of absorbed effects, it is a sum of outer products of u;
 * which ones says each type. Small-sample factors come from {@link SmallSample} and are printed
 * with the result. {@code toString} gives the text of the command line.
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
    public String toString() {
      return "cluster(" + String.join(",", columns) + ")";
    }
  }

  /**
   * Errors correlated over time within a unit: V = sum over units of sum_{|l| <= L} (1 - |l|/(L+1))
   * u_t u_{t-l}', lags in periods of the calendar. Without a unit the rows are one series. t with n
   * - K degrees of freedom in one series, T - 1 in a panel, T the number of periods that have rows.
   *
   * @param lags L; empty: floor(4 (T/100)^(2/9))
   * @see <a href="https://doi.org/10.2307/1913610">Newey and West (1987), Econometrica 55(3),
   *     703-708</a>
   */
  record NeweyWest(OptionalInt lags) implements Covariance {
    public NeweyWest {
      lags.ifPresent(l -> notNegative("nw", l));
    }

    @Override
    public String toString() {
      return "nw" + lagText(lags);
    }
  }

  /**
   * Errors correlated between units of one period, and over periods up to a lag: with u_t the sum
   * of u over the rows of period t, V = sum_{|l| <= L} (1 - |l|/(L+1)) u_t u_{t-l}'. A period
   * without rows counts as u_t = 0, so that a lag is always a calendar lag. t with T - 1 degrees of
   * freedom, T the number of periods that have rows. Below 20 periods the fit carries {@link
   * Remark.FewPeriods}.
   *
   * @param lags L; empty: floor(4 (T/100)^(2/9))
   * @see <a href="https://doi.org/10.1162/003465398557825">Driscoll and Kraay (1998), REStat 80(4),
   *     549-560</a>
   */
  record DriscollKraay(OptionalInt lags) implements Covariance {
    public DriscollKraay {
      lags.ifPresent(l -> notNegative("dk", l));
    }

    @Override
    public String toString() {
      return "dk" + lagText(lags);
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

  static Covariance neweyWest(int lags) {
    return new NeweyWest(OptionalInt.of(lags));
  }

  static Covariance neweyWest() {
    return new NeweyWest(OptionalInt.empty());
  }

  static Covariance driscollKraay(int lags) {
    return new DriscollKraay(OptionalInt.of(lags));
  }

  static Covariance driscollKraay() {
    return new DriscollKraay(OptionalInt.empty());
  }

  static Covariance ewc() {
    return new EqualWeightedCosine(OptionalInt.empty());
  }

  static Covariance ewc(int cosines) {
    return new EqualWeightedCosine(OptionalInt.of(cosines));
  }

  /**
   * Reads the text of the command line: {@code iid}, {@code hc0} to {@code hc3}, {@code
   * cluster(firm)}, {@code cluster(firm,year)}, {@code nw}, {@code nw(4)}, {@code dk}, {@code
   * dk(4)}, {@code ewc}, {@code ewc(4)}.
   *
   * @throws EconometricsException when it is none of these
   */
  static Covariance parse(String text) {
    Matcher m = Pattern.compile("\\s*(\\w+)\\s*(?:\\((.*)\\))?\\s*").matcher(text);
    if (m.matches()) {
      String name = m.group(1).toLowerCase(Locale.ROOT);
      List<String> arguments = new ArrayList<>();
      if (m.group(2) != null) {
        for (String part : m.group(2).split(",", -1)) {
          arguments.add(part.strip());
        }
      }
      boolean bare = arguments.isEmpty();
      if (name.equals("iid") && bare) {
        return iid();
      } else if (name.matches("hc[0-3]") && bare) {
        return new Heteroskedastic(name.charAt(2) - '0');
      } else if (name.equals("cluster") && !bare && arguments.stream().noneMatch(String::isEmpty)) {
        return new Clustered(arguments.stream().distinct().collect(Collectors.toList()));
      } else if (name.equals("nw")) {
        return new NeweyWest(lags(text, arguments));
      } else if (name.equals("dk")) {
        return new DriscollKraay(lags(text, arguments));
      } else if (name.equals("ewc")) {
        return new EqualWeightedCosine(lags(text, arguments));
      } else if (name.equals("cr3") || name.equals("wild")) {
        throw new EconometricsException(
            "vcov \"" + text + "\": " + name + " is not available yet.");
      }
    }
    throw new EconometricsException(
        "vcov \""
            + text
            + "\" is not known; there are iid, hc0, hc1, hc2, hc3, cluster(firm),"
            + " cluster(firm,year), nw, nw(4), dk, dk(4), ewc, ewc(4).");
  }

  private static OptionalInt lags(String text, List<String> arguments) {
    if (arguments.isEmpty()) {
      return OptionalInt.empty();
    }
    if (arguments.size() == 1 && arguments.get(0).matches("\\d{1,6}")) {
      return OptionalInt.of(Integer.parseInt(arguments.get(0)));
    }
    throw new EconometricsException(
        "vcov \"" + text + "\": expected one whole number in the brackets, 0 or more.");
  }

  private static void notNegative(String name, int lags) {
    if (lags < 0) {
      throw new EconometricsException(name + " needs 0 lags or more, found " + lags + ".");
    }
  }

  private static String lagText(OptionalInt lags) {
    return lags.isPresent() ? "(" + lags.getAsInt() + ")" : "";
  }
}
