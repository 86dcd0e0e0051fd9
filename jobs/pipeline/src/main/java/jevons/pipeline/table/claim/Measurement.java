package jevons.pipeline.table.claim;

import static jevons.pipeline.table.claim.Parameter.AGAINST;
import static jevons.pipeline.table.claim.Parameter.DAY;
import static jevons.pipeline.table.claim.Parameter.OF;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What can be measured for a claim or a published figure: its unit and what it must be told. */
public enum Measurement {
  /** Capability of one model less that of another, by the two-parameter model. */
  CAPABILITY_DIFFERENCE("capability", OF, AGAINST),
  /** Training compute of a model over the mean of others as capable, published no later. */
  TRAINING_COMPUTE_RATIO("factor", OF),
  /** The same of the cost of training, US$ of 2023. */
  TRAINING_COST_RATIO("factor", OF),
  /** Chips a model was trained on, as Epoch AI has it. */
  TRAINING_CHIPS("chips", OF),
  /** Days of training: its chip hours by its chips, as the developer states both. */
  TRAINING_DAYS("days", OF),
  /** The developer's chip hours at the developer's price of an hour. */
  TRAINING_COST("US$", OF),
  /** The developer's chip hours at the rent of a chip seen in the year up to a day. */
  TRAINING_COST_AT_RENT("US$", OF, AGAINST, DAY),
  /** Rent of a chip on demand: the median of the offers seen in the year up to a day. */
  CHIP_RENT("US$ per hour", OF, DAY),
  /** A ticker's return on a day. */
  DAY_RETURN("share", OF, DAY),
  /** A ticker's close on a day, not adjusted for dividends. */
  CLOSE("US$ per share", OF, DAY),
  /** Change of a firm's market value on a day. */
  MARKET_VALUE_CHANGE("US$", OF, DAY),
  /** Price of tokens read: one model's over another's, in force on a day. */
  INPUT_PRICE_RATIO("factor", OF, AGAINST, DAY),
  /** The same of tokens written. */
  OUTPUT_PRICE_RATIO("factor", OF, AGAINST, DAY),
  /** The same of three tokens read to one written. */
  BLENDED_PRICE_RATIO("factor", OF, AGAINST, DAY),
  /** Days until a ticker closed no lower than on the day of trading before a day. */
  DAYS_TO_REGAIN("days", OF, DAY),
  /** Return from the close before a day to the first close a year after it. */
  YEAR_RETURN("share", OF, DAY),
  /** A ticker's abnormal return from day 0 of an event to the tenth after, market model. */
  ABNORMAL_RETURN("share", OF, AGAINST),
  /** Mean total return of a group's firms since the close before a day, less the market's. */
  GROUP_RETURN("share", OF, DAY),
  /** Newest multiple of a year's sales over the last before a day. */
  SALES_MULTIPLE_CHANGE("factor", OF, DAY),
  /** Hyperscalers' newest four quarters of capex over the last four before a day. */
  CAPEX_GROWTH("factor", DAY),
  /** Mean quarterly growth of ln capex from a day's quarter on less that of the 8 before. */
  CAPEX_GROWTH_CHANGE("ln per quarter", DAY),
  /** Hyperscalers' newest capex over the trend of the 8 quarters before a day's, carried on. */
  CAPEX_OVER_TREND("factor", DAY),
  /** Hyperscalers' capex of their newest four quarters. */
  TRAILING_CAPEX("US$"),
  /** Mean efficiency surprise of a country's models after a day less that of those before. */
  SURPRISE_CHANGE("log10 FLOP", OF, DAY),
  /** Capability that ten times the compute buys, over models published before a day. */
  ELASTICITY_BEFORE("capability per factor of ten", DAY),
  /** The same over models published from the day on. */
  ELASTICITY_SINCE("capability per factor of ten", DAY),
  /** Compute of the ten largest models of the year from a day on over those of the year before. */
  FRONTIER_COMPUTE_CHANGE("factor", DAY),
  /** Growth of training compute over a list's models published since a day. */
  COMPUTE_GROWTH("factor per year", OF, DAY),
  /** The same over those that were among the ten largest since the day when they came out. */
  FRONTIER_COMPUTE_GROWTH("factor per year", OF, DAY),
  /** Growth of the cost of training over the same. */
  FRONTIER_COST_GROWTH("factor per year", OF, DAY),
  /** Rate of efficiency gain of the newest quarter. */
  EFFICIENCY_RATE("factor per year"),
  /** Rate at which a model's level on a benchmark gets cheaper. */
  PRICE_FALL("factor per year", OF, AGAINST),
  /** Median of these rates over all benchmarks and levels, with the smallest and the largest. */
  PRICE_FALL_RANGE("factor per year");

  private final String unit;
  private final Set<Parameter> parameters;

  Measurement(String unit, Parameter... parameters) {
    this.unit = unit;
    this.parameters =
        parameters.length == 0
            ? EnumSet.noneOf(Parameter.class)
            : EnumSet.copyOf(List.of(parameters));
  }

  /** The word in the configuration and the tables, {@code "day-return"}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Unit of the figure. */
  public String unit() {
    return unit;
  }

  /** Whether it must be told this; else it must not. */
  public boolean needs(Parameter parameter) {
    return parameters.contains(parameter);
  }

  /** The measurement of this word. */
  public static Optional<Measurement> find(String word) {
    return Arrays.stream(values()).filter(m -> m.word().equals(word)).findFirst();
  }

  /** All words. */
  public static List<String> words() {
    return Arrays.stream(values()).map(Measurement::word).toList();
  }
}
