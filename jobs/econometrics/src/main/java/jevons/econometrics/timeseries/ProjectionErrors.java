package jevons.econometrics.timeseries;

import java.util.Locale;
import jevons.econometrics.Covariance;
import jevons.econometrics.EconometricsException;

/** Errors of a local projection, horizon by horizon. */
public sealed interface ProjectionErrors {

  /**
   * Newey-West with h lags at horizon h: the error of a projection h periods ahead is a moving
   * average of that order. In a panel it sums within units.
   *
   * @see <a href="https://doi.org/10.1257/0002828053828518">Jorda (2005), American Economic Review
   *     95(1), 161-182</a>
   */
  record NeweyWest() implements ProjectionErrors {
    @Override
    public String toString() {
      return "nw";
    }
  }

  /** Driscoll-Kraay with h lags at horizon h, for a panel. */
  record DriscollKraay() implements ProjectionErrors {
    @Override
    public String toString() {
      return "dk";
    }
  }

  /**
   * HC1, no autocorrelation: right at all horizons, whatever the persistence, when the controls
   * hold one lag more of all variables than the process has, so one at least.
   *
   * @see <a href="https://doi.org/10.3982/ECTA18756">Montiel Olea and Plagborg-Moller (2021),
   *     Econometrica 89(4), 1789-1823</a>
   */
  record LagAugmented() implements ProjectionErrors {
    @Override
    public String toString() {
      return "lag-augmented";
    }
  }

  /** The same covariance at all horizons. */
  record Given(Covariance covariance) implements ProjectionErrors {
    @Override
    public String toString() {
      return covariance.toString();
    }
  }

  static ProjectionErrors neweyWest() {
    return new NeweyWest();
  }

  static ProjectionErrors driscollKraay() {
    return new DriscollKraay();
  }

  static ProjectionErrors lagAugmented() {
    return new LagAugmented();
  }

  static ProjectionErrors of(Covariance covariance) {
    return new Given(covariance);
  }

  /**
   * Reads a text of the command line: {@code nw}, {@code dk} (lags grow with the horizon), {@code
   * lag-augmented}, or any covariance such as {@code nw(4)} and {@code cluster(firm)}.
   */
  static ProjectionErrors parse(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "nw" -> neweyWest();
      case "dk" -> driscollKraay();
      case "lag-augmented" -> lagAugmented();
      default -> of(Covariance.parse(text));
    };
  }

  /** At a horizon. */
  default Covariance at(int horizon, int lags) {
    if (this instanceof Given g) {
      return g.covariance();
    } else if (this instanceof NeweyWest) {
      return Covariance.neweyWest(horizon);
    } else if (this instanceof DriscollKraay) {
      return Covariance.driscollKraay(horizon);
    } else if (lags < 1) {
      throw new EconometricsException(
          "lag-augmented errors need the lags of the controls: 1 or more, one more than the process"
              + " has.");
    }
    return Covariance.hc1();
  }
}
