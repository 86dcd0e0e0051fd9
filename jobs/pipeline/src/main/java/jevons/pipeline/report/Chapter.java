package jevons.pipeline.report;

/**
 * Puts one part of a page together from the published tables. Several chapters may fill one page:
 * their parts follow each other in the order of {@link Report}'s list, and the page says at its end
 * what all of them cannot tell and how all of them were measured.
 */
interface Chapter {
  /** The page that the part stands on. */
  Page page();

  /** The part's heading; empty where the page's question is enough. */
  String title();

  /** Whether it is left out when there is nothing to show, instead of saying so. */
  default boolean isOptional() {
    return false;
  }

  /**
   * What it shows. A part without any chart, block, method or limit is left out.
   *
   * @throws MissingRows when a table it cannot do without is not there
   */
  Part part(Material material);
}
