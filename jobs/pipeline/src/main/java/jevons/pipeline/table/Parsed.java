package jevons.pipeline.table;

import java.util.List;

/**
 * What a parser found: a line taken in, a line set aside, a line in doubt, or that the file as a
 * whole is no good.
 */
public sealed interface Parsed {
  /**
   * A good line.
   *
   * @param line its number, the first is 1 (of JSON: the line a fact starts on)
   * @param words one for each of {@link Landed#words()}, null where the source has none
   */
  record Line(long line, List<String> words) implements Parsed {}

  /**
   * A line that breaks a rule; the file's other lines are taken in.
   *
   * @param column the source's column, or empty
   * @param message what was found and what was expected
   * @param text the line itself, cut at 1,000 characters
   */
  record Reject(long line, String column, RejectReason reason, String message, String text)
      implements Parsed {}

  /**
   * A line that is good if something else confirms it, and else set aside.
   *
   * @param reject what becomes of it when nothing does
   * @param since the line's predecessor, by its day
   * @param jump the line's figure over that of its predecessor
   */
  record Doubt(Line line, Reject reject, String since, double jump) implements Parsed {}

  /** The file cannot be used: cut off, wrong header, not text. Nothing of it is taken in. */
  record Fault(String message) implements Parsed {}
}
