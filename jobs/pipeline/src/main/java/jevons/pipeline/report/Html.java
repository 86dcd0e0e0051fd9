package jevons.pipeline.report;

import java.util.regex.Pattern;

/** Writes HTML; every text and attribute is escaped here and nowhere else. */
final class Html {
  private static final Pattern DAY = Pattern.compile("\\b\\d{4}-\\d{2}-\\d{2}\\b");

  private final StringBuilder out = new StringBuilder();

  /** An opening tag; attributes as name, value, name, value. */
  Html open(String tag, String... attributes) {
    out.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"").append(escape(attributes[i + 1]));
      out.append('"');
    }
    out.append('>');
    return this;
  }

  Html close(String tag) {
    out.append("</").append(tag).append('>');
    return this;
  }

  /** A text; days in it are marked as such, and are not broken over lines. */
  Html text(String text) {
    out.append(DAY.matcher(escape(text)).replaceAll("<time>$0</time>"));
    return this;
  }

  /** A text as it is typed: days in it are not marked. */
  Html plain(String text) {
    out.append(escape(text));
    return this;
  }

  /** An element that holds a text. Not for {@code title}, which may hold letters alone. */
  Html element(String tag, String text, String... attributes) {
    return open(tag, attributes).text(text).close(tag);
  }

  Html line() {
    out.append('\n');
    return this;
  }

  /** What is HTML, CSS or script already: from resources of this package only. */
  Html trusted(String markup) {
    out.append(markup);
    return this;
  }

  /** JSON within a script element: no letter in it can end the element or open a comment. */
  Html json(String json) {
    out.append(
        json.replace("<", "\\u003c")
            .replace(">", "\\u003e")
            .replace("&", "\\u0026")
            .replace("\u2028", "\\u2028")
            .replace("\u2029", "\\u2029"));
    return this;
  }

  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '&' -> escaped.append("&amp;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
