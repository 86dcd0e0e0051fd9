/** Resampling of a panel, and p-values of several tests at once. */
package jevons.econometrics.bootstrap;
