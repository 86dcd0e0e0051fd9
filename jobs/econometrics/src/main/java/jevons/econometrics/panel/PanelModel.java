package jevons.econometrics.panel;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import jevons.econometrics.EconometricsException;

/** Which variation of a panel a regression uses. {@code toString} gives the command line's word. */
public enum PanelModel {
  /** The rows as they are; whatever effects the formula absorbs are absorbed. */
  POOLED("pooled"),
  /** Changes over time: the effects of the unit are absorbed besides those of the formula. */
  WITHIN("within"),
  /**
   * Differences of each variable from one period to the next of the same unit; a gap gives none.
   * The intercept of the formula stays and is then a common drift, as in R's plm; linearmodels has
   * none, which {@code - 1} gives.
   */
  FIRST_DIFFERENCES("fd"),
  /**
   * One row for each unit, the mean of its rows that have all variables. Without weights each unit
   * counts once; with weights the means are weighted and a unit counts by the sum of its weights,
   * as in linearmodels.
   */
  BETWEEN("between");

  private final String word;

  PanelModel(String word) {
    this.word = word;
  }

  /** Reads a word of the command line. */
  public static PanelModel parse(String text) {
    String word = text.strip().toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(m -> m.word.equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new EconometricsException(
                    "model \""
                        + text
                        + "\" is not known; there are "
                        + Arrays.stream(values())
                            .map(PanelModel::toString)
                            .collect(Collectors.joining(", "))
                        + "."));
  }

  @Override
  public String toString() {
    return word;
  }
}
