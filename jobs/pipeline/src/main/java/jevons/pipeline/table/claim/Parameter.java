package jevons.pipeline.table.claim;

import java.util.Locale;

/** What a measurement must be told: a key of the claim's record. */
public enum Parameter {
  /** Whom or what it is about: a model, ticker, chip, group of firms, benchmark or list. */
  OF,
  /** What it is compared with. */
  AGAINST,
  /** The day it is about, or that parts before from after. */
  DAY;

  /** The key in the configuration. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
