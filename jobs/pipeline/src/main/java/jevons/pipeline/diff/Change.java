package jevons.pipeline.diff;

/** How a file or a row differs. */
public enum Change {
  APPEARED("new"),
  GONE("gone"),
  CHANGED("changed");

  private final String word;

  Change(String word) {
    this.word = word;
  }

  /** For display. */
  public String word() {
    return word;
  }
}
