package jevons.econometrics.diagnostics;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jevons.econometrics.EconometricsException;
import jevons.econometrics.internal.Names;

/** Reads linear restrictions; a term's name may hold spaces, commas and signs of its own. */
final class RestrictionParser {
  private static final Pattern NUMBER = Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

  private final String text;
  private final List<String> terms;
  private int at;

  private RestrictionParser(String text, List<String> terms) {
    this.text = text;
    this.terms = terms;
  }

  static List<LinearRestrictions.Restriction> parse(String text, List<String> terms) {
    return new RestrictionParser(text, terms).equations();
  }

  /** A sum of terms; its last entry is the constant. */
  private List<LinearRestrictions.Restriction> equations() {
    List<LinearRestrictions.Restriction> list = new ArrayList<>();
    do {
      skip();
      int start = at;
      double[] left = sum();
      boolean alone = true;
      while (take('=')) {
        double[] right = sum();
        list.add(equation(start, left, right));
        left = right;
        alone = false;
      }
      if (alone) {
        list.add(equation(start, left, new double[terms.size() + 1]));
      }
    } while (take(','));
    if (at < text.length()) {
      throw wrong(at, "expected +, -, = or a comma, found \"" + text.charAt(at) + "\"");
    }
    return list;
  }

  private LinearRestrictions.Restriction equation(int start, double[] left, double[] right) {
    List<Double> weights = new ArrayList<>();
    boolean none = true;
    int k = terms.size();
    for (int j = 0; j < k; j++) {
      weights.add(left[j] - right[j]);
      none &= left[j] == right[j];
    }
    if (none) {
      throw wrong(start, "this equation is about no term");
    }
    return new LinearRestrictions.Restriction(
        text.substring(start, at).strip(), weights, right[k] - left[k]);
  }

  private double[] sum() {
    double[] sum = new double[terms.size() + 1];
    boolean first = true;
    while (true) {
      int sign = 1;
      if (take('-')) {
        sign = -1;
      } else if (!take('+') && !first) {
        return sum;
      }
      first = false;
      item(sum, sign);
    }
  }

  private void item(double[] sum, double sign) {
    skip();
    if (at >= text.length() || text.charAt(at) == '=' || text.charAt(at) == ',') {
      throw wrong(at, "a term or a number is missing here");
    }
    double factor = sign;
    Matcher number = NUMBER.matcher(text).region(at, text.length());
    boolean hasNumber = number.lookingAt();
    if (hasNumber) {
      factor *= Double.parseDouble(number.group());
      at = number.end();
      boolean times = take('*');
      skip();
      if (!times && (at >= text.length() || "+-=,/".indexOf(text.charAt(at)) >= 0)) {
        sum[terms.size()] += factor / divisor();
        return;
      }
    }
    int term = term();
    sum[term] += factor / divisor();
  }

  private double divisor() {
    if (!take('/')) {
      return 1;
    }
    skip();
    Matcher number = NUMBER.matcher(text).region(at, text.length());
    if (!number.lookingAt() || Double.parseDouble(number.group()) == 0) {
      throw wrong(at, "expected a number other than 0 to divide by");
    }
    at = number.end();
    return Double.parseDouble(number.group());
  }

  /** The longest name that stands here, spaces aside. */
  private int term() {
    int best = -1;
    int bestEnd = at;
    for (int j = 0; j < terms.size(); j++) {
      int end = end(terms.get(j));
      if (end > bestEnd) {
        best = j;
        bestEnd = end;
      }
    }
    if (best < 0) {
      String word = word();
      throw wrong(
          at, word + " is not a term of the fit." + Names.hint(word, terms).replaceAll("\\.$", ""));
    }
    at = bestEnd;
    return best;
  }

  /** Where the name would end if it stood here; -1 if it does not. */
  private int end(String name) {
    int i = at;
    for (int c = 0; c < name.length(); c++) {
      if (Character.isWhitespace(name.charAt(c))) {
        continue;
      }
      while (i < text.length() && Character.isWhitespace(text.charAt(i)) && c > 0) {
        i++;
      }
      if (i >= text.length() || text.charAt(i) != name.charAt(c)) {
        return -1;
      }
      i++;
    }
    boolean cut =
        i < text.length() && isWord(text.charAt(i)) && isWord(name.charAt(name.length() - 1));
    return cut ? -1 : i;
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '.';
  }

  /** What stands here up to the next sign outside brackets. */
  private String word() {
    int depth = 0;
    int i = at;
    while (i < text.length()) {
      char c = text.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (depth <= 0 && "+-=,/*".indexOf(c) >= 0) {
        break;
      }
      i++;
    }
    return text.substring(at, i).strip();
  }

  private boolean take(char c) {
    skip();
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private void skip() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private EconometricsException wrong(int position, String what) {
    return new EconometricsException(
        "restriction \"%s\", character %d: %s.\n  %s\n  %s^"
            .formatted(
                text, position + 1, what, text.replaceAll("\\s", " "), " ".repeat(position)));
  }
}
