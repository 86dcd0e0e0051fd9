package jevons.pipeline.report;

/** Puts one section together from the published tables. */
interface Chapter {
  /** Its anchor. */
  String id();

  /** Its heading. */
  String title();

  /** Whether it is left out when there is nothing to show, instead of saying so. */
  default boolean isOptional() {
    return false;
  }

  /**
   * Its blocks.
   *
   * @throws MissingRows when a table it cannot do without is not there
   */
  java.util.List<Block> blocks(Material material);
}
