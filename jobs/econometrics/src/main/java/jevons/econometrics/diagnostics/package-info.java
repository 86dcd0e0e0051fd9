/** Tests of what a regression assumes, and tests between two samples. */
package jevons.econometrics.diagnostics;
