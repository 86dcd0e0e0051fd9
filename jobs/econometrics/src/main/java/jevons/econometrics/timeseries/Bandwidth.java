package jevons.econometrics.timeseries;

import java.util.Locale;
import jevons.econometrics.EconometricsException;

/**
 * How many autocovariances a long-run variance with Bartlett weights has: s^2 = g_0 + 2
 * sum_{l=1..L} (1 - l/(L+1)) g_l, g_l = 1/T sum_t e_t e_{t-l}.
 */
public sealed interface Bandwidth {

  /** L as given. */
  record Fixed(int lags) implements Bandwidth {
    public Fixed {
      if (lags < 0) {
        throw new EconometricsException("bandwidth: " + lags + " lags are below 0.");
      }
    }

    @Override
    public String toString() {
      return Integer.toString(lags);
    }
  }

  /** L = floor(multiple (T/100)^exponent). */
  record Growing(double multiple, double exponent) implements Bandwidth {
    @Override
    public String toString() {
      return multiple + "(T/100)^" + exponent;
    }
  }

  /**
   * L from the series: with m = floor(T^(2/9)), s_0 = g_0 + 2 sum_{l=1..m} g_l and s_1 = 2 sum l
   * g_l, L = floor(1.1447 ((s_1/s_0)^2)^(1/3) T^(1/3)).
   *
   * @see <a href="https://doi.org/10.1111/j.1467-9574.2004.00272.x">Hobijn, Franses and Ooms
   *     (2004), Statistica Neerlandica 58(4), 483-502</a>
   * @see <a href="https://doi.org/10.2307/2297912">Newey and West (1994), Review of Economic
   *     Studies 61(4), 631-653</a>
   */
  record Automatic() implements Bandwidth {
    @Override
    public String toString() {
      return "auto";
    }
  }

  static Bandwidth fixed(int lags) {
    return new Fixed(lags);
  }

  /** floor(4 (T/100)^(1/4)), as urca and tseries write "short". */
  static Bandwidth shortLags() {
    return new Growing(4, 0.25);
  }

  /** floor(12 (T/100)^(1/4)), "long". */
  static Bandwidth longLags() {
    return new Growing(12, 0.25);
  }

  static Bandwidth automatic() {
    return new Automatic();
  }

  /** Reads a text of the command line: {@code 4}, {@code short}, {@code long}, {@code auto}. */
  static Bandwidth parse(String text) {
    String plain = text.strip().toLowerCase(Locale.ROOT);
    return switch (plain) {
      case "short" -> shortLags();
      case "long" -> longLags();
      case "auto" -> automatic();
      default -> {
        if (plain.matches("\\d{1,6}")) {
          yield fixed(Integer.parseInt(plain));
        }
        throw new EconometricsException(
            "bandwidth \"" + text + "\" is not known; there are 4, short, long, auto.");
      }
    };
  }

  /** L for residuals e. */
  default int lags(double[] e) {
    int n = e.length;
    if (this instanceof Fixed f) {
      return f.lags();
    } else if (this instanceof Growing g) {
      return (int) (g.multiple() * Math.pow(n / 100.0, g.exponent()));
    }
    int m = (int) Math.pow(n, 2 / 9.0);
    double s0 = covariance(e, 0);
    double s1 = 0;
    for (int l = 1; l <= m; l++) {
      double twice = 2 * covariance(e, l);
      s0 += twice;
      s1 += l * twice;
    }
    double ratio = s1 / s0;
    return Math.min(n - 1, (int) (1.1447 * Math.cbrt(ratio * ratio) * Math.cbrt(n)));
  }

  /** s^2 of residuals e with L lags. */
  static double longRunVariance(double[] e, int lags) {
    double sum = covariance(e, 0);
    for (int l = 1; l <= lags; l++) {
      sum += 2 * (1 - l / (lags + 1.0)) * covariance(e, l);
    }
    return sum;
  }

  private static double covariance(double[] e, int lag) {
    double sum = 0;
    for (int t = lag; t < e.length; t++) {
      sum += e[t] * e[t - lag];
    }
    return sum / e.length;
  }
}
