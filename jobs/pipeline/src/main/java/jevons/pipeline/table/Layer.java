package jevons.pipeline.table;

import java.util.Locale;

/** The layers of the lake, in the order in which they are made. */
public enum Layer {
  /** Landing files as they came. */
  BRONZE,
  /** Typed, deduplicated, in stated units, point in time. */
  SILVER,
  /** Joins and studies, as of a day. */
  GOLD,
  /** The pipeline about itself. */
  OPS;

  /** The schema's name, {@code "gold"}. */
  public String schema() {
    return name().toLowerCase(Locale.ROOT);
  }
}
