package jevons.pipeline.table.claim;

import java.util.Locale;

/** What the data say of a claim. */
public enum Verdict {
  HOLDS,
  FAILS,
  /** Only its direction holds: more or less than no effect, but not by so much. */
  PARTLY,
  CANNOT_TELL;

  /** The word in the tables, {@code "cannot tell"}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
