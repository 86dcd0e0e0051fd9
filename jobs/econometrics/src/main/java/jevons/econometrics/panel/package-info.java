/** Models of panels: which part of the variation over units and periods a regression uses. */
package jevons.econometrics.panel;
