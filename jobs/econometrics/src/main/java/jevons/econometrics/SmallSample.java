package jevons.econometrics;

import java.util.Locale;

/**
 * The small-sample convention of a covariance. n rows, K coefficients with absorbed levels, K' the
 * same but each effect nested in a cluster counted once, G the smallest number of clusters, T
 * periods that have rows.
 *
 * <pre>
 *           iid      hc1      hc0, hc2, hc3  cluster               nw, dk
 *   FIXEST  1/(n-K)  n/(n-K)  none           (n-1)/(n-K') G/(G-1)  (n-1)/(n-K) T/(T-1)
 *   STATA   1/(n-K)  n/(n-K)  none           (n-1)/(n-K') G/(G-1)  nw: n/(n-K); dk: none
 *   NONE    1/(n-K)  none     none           none                  none
 * </pre>
 *
 * cr3 has (G-1)/G alone; ewc, hodrick and what is compared with its fixed-b limit have none;
 * hansen-hodrick has those of nw; wild those of cluster, which its p-value does not depend on.
 *
 * <p>t with n - K degrees of freedom; clusters G - 1; nw in a panel and dk T - 1; STATA's nw n - K
 * in every case. Effects are counted as sum of levels less (effects - 1), as fixest and reghdfe do
 * when they are not asked for the exact rank.
 */
public enum SmallSample {
  /** As fixest 0.13. */
  FIXEST,
  /**
   * As regress (iid, hc1), reghdfe (cluster), newey (nw). For dk no factor, as in xtscc's paper:
   * Hoechle (2007), Stata Journal 7(3), 281-312.
   */
  STATA,
  /** No factor but the 1/(n-K) of iid. */
  NONE;

  /** Reads a name of the command line: fixest, stata, none. */
  public static SmallSample parse(String name) {
    for (SmallSample s : values()) {
      if (s.toString().equals(name.strip().toLowerCase(Locale.ROOT))) {
        return s;
      }
    }
    throw new EconometricsException(
        "ssc \"" + name + "\" is not known; there are fixest, stata, none.");
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
