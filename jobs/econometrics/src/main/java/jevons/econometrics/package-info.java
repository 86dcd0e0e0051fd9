/** Regressions with honest standard errors on Spark; what a caller imports. */
package jevons.econometrics;
