/**
 * Regressions that shrink many coefficients, for exploring and forecasting; they give no p-values.
 */
package jevons.econometrics.penalized;
