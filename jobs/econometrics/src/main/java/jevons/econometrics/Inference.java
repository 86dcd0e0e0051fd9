package jevons.econometrics;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What one covariance says about the coefficients.
 *
 * @param covariance as asked for
 * @param smallSample convention of the factors
 * @param clusters number of clusters by column; empty unless clustered
 * @param lags of nw and dk, those with a weight above 0; number of cosines of ewc
 * @param bandwidth of nw and dk: weights are 1 - l/b
 * @param periods periods that have rows (nw, dk, ewc)
 * @param df degrees of freedom of t
 * @param factors each small-sample factor used, by its formula
 * @param terms in the order of the formula, the intercept first
 * @param vcov covariance matrix, factors included
 */
public record Inference(
    Covariance covariance,
    SmallSample smallSample,
    Map<String, Integer> clusters,
    OptionalInt lags,
    OptionalDouble bandwidth,
    OptionalInt periods,
    double df,
    Map<String, Double> factors,
    List<Coefficient> terms,
    Vcov vcov) {
  public Inference {
    clusters = Collections.unmodifiableMap(new LinkedHashMap<>(clusters));
    factors = Collections.unmodifiableMap(new LinkedHashMap<>(factors));
    terms = List.copyOf(terms);
  }

  /**
   * How many independent units it rests on: the clusters of the dimension with the fewest, the
   * periods, or the rows.
   *
   * @param n rows of the fit
   */
  public long independentUnits(long n) {
    return clusters.values().stream()
        .min(Integer::compare)
        .map(Integer::longValue)
        .orElseGet(() -> periods.isPresent() ? (long) periods.getAsInt() : n);
  }

  /** What t is compared with, in words. */
  public String distribution() {
    return terms.isEmpty()
        ? new NullDistribution.Student(df).toString()
        : terms.get(0).distribution().toString();
  }

  /** The coefficient of a term. */
  public Coefficient coefficient(String term) {
    return terms.stream()
        .filter(c -> c.term().equals(term))
        .findFirst()
        .orElseThrow(
            () ->
                new EconometricsException(
                    "no term \""
                        + term
                        + "\" in the fit; it has "
                        + terms.stream().map(Coefficient::term).toList()));
  }
}
