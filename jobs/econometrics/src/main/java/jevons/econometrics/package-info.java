/**
 * Regressions with honest standard errors on Spark; what a caller imports.
 *
 * <p>{@link jevons.econometrics.PanelOls} fits a {@link jevons.econometrics.Formula} on a Dataset
 * or a {@link jevons.econometrics.Sample}; the {@link jevons.econometrics.Fit} has one {@link
 * jevons.econometrics.Inference} for each {@link jevons.econometrics.Covariance}. Mistakes of a
 * caller are an {@link jevons.econometrics.EconometricsException}, what a reader of the result
 * should know a {@link jevons.econometrics.Remark}.
 */
package jevons.econometrics;
