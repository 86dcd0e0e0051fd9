package jevons.pipeline.report;

import java.util.ArrayList;
import java.util.List;
import jevons.pipeline.report.Regressions.Specification;

/** What the data cannot tell: never folded. */
final class LimitsChapter implements Chapter {
  @Override
  public String id() {
    return "limits";
  }

  @Override
  public String title() {
    return "What the data cannot tell";
  }

  @Override
  public List<Block> blocks(Material material) {
    List<String> items = new ArrayList<>();
    material
        .regressions()
        .find("investment", "headline")
        .ifPresent(headline -> items.addAll(sample(headline)));
    items.add(
        "Efficiency is the same for every firm in a quarter, so more firms add almost nothing: the"
            + " sample is the quarters, and there are few.");
    items.add(
        "The rate of efficiency gain is itself estimated, cumulative and trending. Two series that"
            + " both trend look related without being so; hence the detrended estimate and the"
            + " random walks.");
    items.add(
        "Spending is in dollars: changes in the price of chips, buildings and power are in it, and"
            + " so is spending that has nothing to do with training.");
    items.add(
        "Training compute and cost are mostly outside estimates and are revised for years. Figures"
            + " as of an earlier day use the oldest vintage there is and are graded assumed.");
    items.add(
        "Results are announced with or before the filing, so the price's reaction on the filing day"
            + " is a noisy, lower bound.");
    items.add(
        "Nothing here is an experiment: rates, chip supply, export rules and the models'"
            + " capabilities all moved at once.");
    items.add("Nothing here is advice to buy or sell anything.");
    return List.of(new Block.Bullets(items));
  }

  private static List<String> sample(Specification headline) {
    List<String> items = new ArrayList<>();
    if (headline.independentUnits() != null) {
      items.add(
          "The headline estimate rests on T = "
              + Numbers.count(headline.independentUnits())
              + " quarters"
              + (headline.hasFewUnits()
                  ? ", below the " + Regressions.FEWEST_UNITS + " under which no claim is made."
                  : "."));
    }
    if (headline.minimumDetectableEffect() != null) {
      items.add(
          "An elasticity smaller than "
              + Numbers.figure(headline.minimumDetectableEffect())
              + " in size would be missed more often than one time in five.");
    }
    return items;
  }
}
