package jevons.econometrics.timeseries;

import java.util.Locale;
import jevons.econometrics.EconometricsException;

/** What a test of breaks supposes of the errors. */
public enum BreakErrors {
  /** One variance throughout, no autocorrelation. */
  HOMOSKEDASTIC,
  /** Any variances, no autocorrelation: HC with the factor n/(n - coefficients). */
  ROBUST;

  /** Reads a name of the command line: iid or hc1. */
  public static BreakErrors parse(String name) {
    return switch (name.strip().toLowerCase(Locale.ROOT)) {
      case "iid" -> HOMOSKEDASTIC;
      case "hc1" -> ROBUST;
      default ->
          throw new EconometricsException(
              "errors \"" + name + "\" are not known for breaks; there are iid, hc1.");
    };
  }

  @Override
  public String toString() {
    return this == HOMOSKEDASTIC ? "iid" : "hc1";
  }
}
