package jevons.econometrics.internal;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** The closest of the names there are to one that is not. */
public final class Names {
  private Names() {}

  /** " Closest: x." for a message, or the list of names when none is near. */
  public static String hint(String wanted, Collection<String> there) {
    return there.stream()
        .min(Comparator.comparingInt(name -> distance(wanted, name)))
        .filter(name -> distance(wanted, name) <= Math.max(2, wanted.length() / 2))
        .map(name -> " Closest: " + name + ".")
        .orElseGet(() -> " They have " + there + ".");
  }

  /** Edits (insert, delete, replace, swap of neighbours) from one name to the other, case aside. */
  static int distance(String from, String to) {
    String a = from.toLowerCase(Locale.ROOT);
    String b = to.toLowerCase(Locale.ROOT);
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int replace = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + replace);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
