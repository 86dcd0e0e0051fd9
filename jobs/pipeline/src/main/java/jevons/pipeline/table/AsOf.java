package jevons.pipeline.table;

/** The day of knowledge, first in the key of every gold table. */
public final class AsOf {
  /** The column {@code as_of}. */
  public static final Field FIELD =
      Field.required(
          "as_of", Type.DAY, Unit.NONE, "Day of knowledge: built from what was known by then");

  private AsOf() {}
}
