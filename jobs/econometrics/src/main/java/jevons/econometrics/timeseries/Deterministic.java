package jevons.econometrics.timeseries;

import java.util.Locale;
import jevons.econometrics.EconometricsException;

/** What a series has besides its stochastic part. */
public enum Deterministic {
  /** Nothing. */
  NONE(0),
  /** A level. */
  CONSTANT(1),
  /** A level and a linear trend. */
  TREND(2);

  private final int terms;

  Deterministic(int terms) {
    this.terms = terms;
  }

  /** Coefficients that it takes. */
  int terms() {
    return terms;
  }

  /** Reads a name of the command line: none, constant, trend. */
  public static Deterministic parse(String name) {
    for (Deterministic d : values()) {
      if (d.toString().equals(name.strip().toLowerCase(Locale.ROOT))) {
        return d;
      }
    }
    throw new EconometricsException(
        "deterministic part \"" + name + "\" is not known; there are none, constant, trend.");
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
