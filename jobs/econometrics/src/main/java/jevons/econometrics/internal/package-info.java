/** Design matrix, factorisations, kernels; not for callers, and free to change. */
package jevons.econometrics.internal;
