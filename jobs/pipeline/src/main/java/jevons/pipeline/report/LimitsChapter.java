package jevons.pipeline.report;

/** What the data as a whole cannot tell; each study's own limits stand on its page. */
final class LimitsChapter implements Chapter {
  @Override
  public Page page() {
    return Page.METHOD;
  }

  @Override
  public String title() {
    return "How to read this report";
  }

  @Override
  public Part part(Material material) {
    return Part.of()
        .text(
            "Each figure has a grade, the weakest of what it was made from: reported (as its source"
                + " states it), derived (computed from such), estimated (by a statistical model) or"
                + " assumed.")
        .text(
            "Each figure has the day on which the world could have known it: a filing's day, a"
                + " score's evaluation, a price's trading day. A report as of a day reads nothing"
                + " that became known later.")
        .cannotTell(
            "Nothing here is an experiment: rates, chip supply, export rules and the models'"
                + " capabilities all moved at once.",
            "Nothing here is advice to buy or sell anything.")
        .build();
  }
}
