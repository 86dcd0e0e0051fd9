package jevons.econometrics;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What one covariance says about the coefficients.
 *
 * @param covariance as asked for
 * @param smallSample convention of the factors
 * @param clusters number of clusters by column; empty unless clustered
 * @param lags bandwidth of nw and dk, number of cosines of ewc
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
