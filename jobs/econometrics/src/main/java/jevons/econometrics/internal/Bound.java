package jevons.econometrics.internal;

import java.util.List;

/**
 * A design and its rows.
 *
 * @param origin place of each row among those handed in; empty when distributed
 */
record Bound(Design design, Rows rows, List<Integer> origin) {}
