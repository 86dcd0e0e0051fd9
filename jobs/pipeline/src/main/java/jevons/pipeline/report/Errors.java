package jevons.pipeline.report;

import java.util.Map;

/** The kinds of standard errors in words. */
final class Errors {
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("ewc", "equal-weighted cosine"),
          Map.entry("nw", "Newey-West"),
          Map.entry("dk", "Driscoll-Kraay"),
          Map.entry("cluster", "clustered"),
          Map.entry("cr3", "jackknife clustered"),
          Map.entry("wild", "wild cluster bootstrap"),
          Map.entry("welch", "Welch's"),
          Map.entry("iid", "classical"));

  private Errors() {}

  /** {@code "Newey-West, nw(2)"}: in words, then as on the command line. */
  static String words(String vcov) {
    int bracket = vcov.indexOf('(');
    String kind = bracket < 0 ? vcov : vcov.substring(0, bracket);
    if (kind.matches("hc[0-3]")) {
      return "heteroskedasticity-robust (" + vcov + ")";
    }
    String words = WORDS.get(kind);
    return words == null ? vcov : words + " (" + vcov + ")";
  }
}
