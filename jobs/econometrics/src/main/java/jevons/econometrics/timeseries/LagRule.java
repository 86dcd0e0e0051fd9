package jevons.econometrics.timeseries;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jevons.econometrics.EconometricsException;

/**
 * How many lagged differences a unit root regression has.
 *
 * <p>The rules compare 0 to the maximum on the rows that the maximum leaves; the regression chosen
 * is then fitted on all rows it has. Without a maximum it is that of Schwert (1989), the least
 * whole number not below 12 (T/100)^(1/4), but at most T/2 less the deterministic terms less 1.
 *
 * @see <a href="https://doi.org/10.1080/07350015.1989.10509723">Schwert (1989), JBES 7(2),
 *     147-159</a>
 */
public sealed interface LagRule {

  /** So many. */
  record Fixed(int lags) implements LagRule {
    public Fixed {
      notNegative(lags);
    }

    @Override
    public String toString() {
      return Integer.toString(lags);
    }
  }

  /** The fewest n log(SSR/n) + 2 k: Akaike's criterion. */
  record Akaike(OptionalInt maximum) implements LagRule {
    public Akaike {
      maximum.ifPresent(LagRule::notNegative);
    }

    @Override
    public String toString() {
      return "aic" + text(maximum);
    }
  }

  /** The fewest n log(SSR/n) + k log n: Schwarz's criterion. */
  record Schwarz(OptionalInt maximum) implements LagRule {
    public Schwarz {
      maximum.ifPresent(LagRule::notNegative);
    }

    @Override
    public String toString() {
      return "bic" + text(maximum);
    }
  }

  /**
   * From the maximum down until the last lag is significant at 10 %, |t| at least 1.645.
   *
   * @see <a href="https://doi.org/10.1080/01621459.1995.10476510">Ng and Perron (1995), JASA
   *     90(429), 268-281</a>
   */
  record Significance(OptionalInt maximum) implements LagRule {
    public Significance {
      maximum.ifPresent(LagRule::notNegative);
    }

    @Override
    public String toString() {
      return "t" + text(maximum);
    }
  }

  static LagRule fixed(int lags) {
    return new Fixed(lags);
  }

  static LagRule aic() {
    return new Akaike(OptionalInt.empty());
  }

  static LagRule bic() {
    return new Schwarz(OptionalInt.empty());
  }

  static LagRule significance() {
    return new Significance(OptionalInt.empty());
  }

  /** Reads a text of the command line: {@code 4}, {@code aic}, {@code bic(8)}, {@code t}. */
  static LagRule parse(String text) {
    String plain = text.strip().toLowerCase(Locale.ROOT);
    if (plain.matches("\\d{1,6}")) {
      return new Fixed(Integer.parseInt(plain));
    }
    Matcher m = Pattern.compile("(aic|bic|t)(?:\\((\\d{1,6})\\))?").matcher(plain);
    if (!m.matches()) {
      throw new EconometricsException(
          "lags \""
              + text
              + "\" are not known; there are 4, aic, bic, t, aic(12), bic(12), t(12).");
    }
    OptionalInt maximum =
        m.group(2) == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(m.group(2)));
    return switch (m.group(1)) {
      case "aic" -> new Akaike(maximum);
      case "bic" -> new Schwarz(maximum);
      default -> new Significance(maximum);
    };
  }

  private static void notNegative(int lags) {
    if (lags < 0) {
      throw new EconometricsException("lags: " + lags + " is below 0.");
    }
  }

  private static String text(OptionalInt maximum) {
    return maximum.isPresent() ? "(" + maximum.getAsInt() + ")" : "";
  }
}
