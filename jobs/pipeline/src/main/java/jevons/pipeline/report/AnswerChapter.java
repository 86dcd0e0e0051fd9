package jevons.pipeline.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jevons.pipeline.report.Block.Answer;
import jevons.pipeline.report.Regressions.Coefficient;
import jevons.pipeline.report.Regressions.Diagnostic;
import jevons.pipeline.report.Regressions.Specification;

/** The answer in one paragraph, made by rule from the investment study. */
final class AnswerChapter implements Chapter {
  private static final String STUDY = "investment";

  @Override
  public Page page() {
    return Page.ANSWER;
  }

  @Override
  public String title() {
    return "";
  }

  @Override
  public Part part(Material material) {
    Part.Builder part = Part.of();
    Optional<Specification> headline = material.regressions().find(STUDY, "headline");
    if (headline.flatMap(Specification::headline).map(Coefficient::estimate).isEmpty()) {
      part.add(
          new Answer(
              words(ElasticityVerdict.CANNOT_TELL),
              "The tables as of "
                  + material.asOf()
                  + " hold no estimate of the Jevons elasticity (gold.regression, study investment,"
                  + " specification headline): its inputs are missing, which the pages below name,"
                  + " or too few quarters had both spending and a rate of efficiency gain by"
                  + " then."));
      Staleness.notice(material).ifPresent(part::add);
      return part.build();
    }
    Specification fit = headline.orElseThrow();
    Optional<Specification> detrended = material.regressions().find(STUDY, "headline_detrended");
    ElasticityVerdict verdict = ElasticityVerdict.of(fit, detrended);
    part.add(new Answer(words(verdict.words()), inShort(fit)))
        .text(
            "How much spending answers to one per cent is the Jevons elasticity. Above 0 spending"
                + " grows with efficiency (Jevons was right); at 0 demand grows just as fast as"
                + " efficiency, and spending stays; at "
                + Numbers.figure(-1)
                + " nobody buys more, and the whole gain is saved.")
        .add(
            new Block.Group(
                "How sure is that", List.of(new Block.Bullets(reasons(fit, detrended, verdict)))));
    Staleness.notice(material).ifPresent(part::add);
    return part.cannotTell(
            "What caused what: nothing here is an experiment. The limits of each study stand on its"
                + " page.")
        .build();
  }

  /** The verdict, with what it is about. */
  private static String words(String verdict) {
    return verdict.equals(ElasticityVerdict.CANNOT_TELL)
        ? verdict + " whether they spend more or less"
        : verdict;
  }

  /** The estimate with its interval, in words without a term of art. */
  static String inShort(Specification fit) {
    Coefficient main = fit.headline().orElseThrow();
    return "The best estimate: when training gets one per cent more efficient, the four"
        + " hyperscalers' spending "
        + (main.estimate() < 0 ? "falls" : "grows")
        + " by "
        + Numbers.figure(Math.abs(main.estimate()))
        + " per cent. It is uncertain: the 95 % interval reaches from "
        + end(main.low())
        + " to "
        + end(main.high())
        + ".";
  }

  private static String end(Double change) {
    return change == null
        ? "any size"
        : (change < 0 ? "a fall of " : "a rise of ")
            + Numbers.figure(Math.abs(change))
            + Numbers.SPACE
            + "per cent";
  }

  private static List<String> reasons(
      Specification fit, Optional<Specification> detrended, ElasticityVerdict verdict) {
    List<String> items = new ArrayList<>(verdict.reasons());
    detrended
        .flatMap(Specification::headline)
        .filter(c -> c.estimate() != null)
        .ifPresent(
            c ->
                items.add(
                    "With a linear trend taken out of both, the estimate is "
                        + Numbers.figure(c.estimate())
                        + " (95 % interval "
                        + Numbers.interval(c.low(), c.high())
                        + ")."));
    ElasticityVerdict.randomWalks(fit, 0)
        .map(Diagnostic::pValue)
        .ifPresent(
            p ->
                items.add(
                    "Random walks that merely drift as efficiency does give a t-value this far from"
                        + " 0 in "
                        + Numbers.percent(p)
                        + " of draws."));
    spread(fit).ifPresent(items::add);
    items.add(technical(fit));
    return items;
  }

  private static String technical(Specification fit) {
    Coefficient main = fit.headline().orElseThrow();
    return "The interval: "
        + Errors.words(main.vcov())
        + " errors, t with "
        + (main.df() == null ? "unknown" : Numbers.figure(main.df()))
        + " degrees of freedom"
        + (main.pValue() == null ? "" : ", " + Numbers.pStatement(main.pValue()) + " against 0")
        + "; n = "
        + (fit.n() == null ? "unknown" : Numbers.count(fit.n()))
        + ", "
        + sample(fit)
        + ".";
  }

  private static String sample(Specification fit) {
    return fit.sampleStart() == null || fit.sampleEnd() == null
        ? "sample unknown"
        : Numbers.quarter(fit.sampleStart()) + " to " + Numbers.quarter(fit.sampleEnd());
  }

  private static Optional<String> spread(Specification fit) {
    List<Double> values =
        fit.headlineUnderAll().stream()
            .map(Coefficient::pValue)
            .filter(p -> p != null)
            .sorted()
            .toList();
    if (values.size() < 2) {
      return Optional.empty();
    }
    return Optional.of(
        "Under the "
            + values.size()
            + " kinds of standard errors side by side, p runs from "
            + Numbers.pValue(values.get(0))
            + " to "
            + Numbers.pValue(values.get(values.size() - 1))
            + ".");
  }
}
