package jevons.pipeline.report;

/** Puts one section together from the published tables. */
interface Chapter {
  /** Its anchor. */
  String id();

  /** Its heading. */
  String title();

  /**
   * Its blocks.
   *
   * @throws MissingRows when a table it cannot do without is not there
   */
  java.util.List<Block> blocks(Material material);
}
