package jevons.pipeline.table;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The right name that a user most probably meant. */
public final class Closest {
  private Closest() {}

  /**
   * The candidate nearest to {@code name} by edits of one character (insert, delete, replace, swap
   * of neighbours; Damerau 1964), if it is near enough to be meant: at most a third of the letters.
   */
  public static Optional<String> to(String name, Collection<String> candidates) {
    String wanted = name.toLowerCase(Locale.ROOT);
    int limit = Math.max(1, wanted.length() / 3);
    return candidates.stream()
        .filter(c -> edits(wanted, c.toLowerCase(Locale.ROOT)) <= limit)
        .min(
            Comparator.<String>comparingInt(c -> edits(wanted, c.toLowerCase(Locale.ROOT)))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** {@code " Closest: x."} or nothing, to end a message with. */
  public static String hint(String name, Collection<String> candidates) {
    return to(name, candidates).map(c -> " Closest: " + c + ".").orElse("");
  }

  private static int edits(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + same);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
