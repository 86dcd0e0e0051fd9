/**
 * Tests and models of series: unit roots, cointegration, breaks, local projections, rolling and
 * recursive regressions. Series are short enough for the driver; values stand in order of time
 * without gaps, which {@link jevons.econometrics.timeseries.SeriesTable} makes sure of.
 */
package jevons.econometrics.timeseries;
