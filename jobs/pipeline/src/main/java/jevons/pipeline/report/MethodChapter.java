package jevons.pipeline.report;

import java.util.List;

/** How the figures are made, in short; folded. */
final class MethodChapter implements Chapter {
  @Override
  public String id() {
    return "method";
  }

  @Override
  public String title() {
    return "How it is measured";
  }

  @Override
  public List<Block> blocks(Material material) {
    return List.of(
        note(
            "Known time",
            "Every figure has the day on which the world could have known it: a filing's day, a"
                + " score's evaluation, a price's trading day. A report as of a day reads nothing"
                + " that became known later."),
        note(
            "Spending",
            "Capex is cash paid for property, plant and equipment, from the filings as first filed."
                + " Cash-flow statements count from the start of the fiscal year, so most quarters"
                + " are the difference of two reports. A quarter that cannot be derived stays"
                + " empty; the year-to-date figure never stands in for it."),
        note(
            "Capability",
            "Scores on public benchmarks are corrected for guessing, put on the logit scale and"
                + " explained by one capability per model and the difficulty of each benchmark"
                + " (Rasch), or its difficulty and slope (2PL)."),
        note(
            "Efficiency",
            "Capability = a + b log10(compute) + g time + error. The rate of efficiency gain is"
                + " 10^(g/b) a year, with Fieller's interval; a model's surprise is its error"
                + " divided by b. The rate is estimated anew at each quarter's end from what was"
                + " known by then."),
        note(
            "Elasticity",
            "The mean growth of the hyperscalers' capex in a quarter, less its calendar-quarter"
                + " mean, on the log rate of efficiency gain known before the quarter began."
                + " Standard errors: equal-weighted cosines (ewc) with few degrees of freedom,"
                + " beside Newey-West (nw), Driscoll-Kraay (dk), clusters and the classical ones."),
        note(
            "Verdict",
            "None with fewer than "
                + Regressions.FEWEST_UNITS
                + " quarters. Else a claim against 0 or "
                + Numbers.figure(-1)
                + " needs the headline, the detrended estimate and the random walks to agree at 5 %."
                + " In every other case the verdict is: cannot tell."),
        note(
            "Grades",
            "Each figure is reported (as its source states it), derived (computed from such),"
                + " estimated (by a statistical model) or assumed, and takes the weakest grade of"
                + " what it was made from."));
  }

  private static Block note(String title, String text) {
    return new Block.Folded(title, List.of(new Block.Paragraph(text)));
  }
}
