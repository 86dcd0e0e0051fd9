/**
 * Sums over many rows in one or two reads: rows are taken in blocks of columns, sorted by cluster
 * and period and multiplied out in plain loops. Small figures come back to the driver, rows never.
 */
package jevons.econometrics.internal.moments;
