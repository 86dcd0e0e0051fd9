package jevons.pipeline.run;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a table's rows come to, in any order. Rows can be added and taken out again, since the two
 * hashes are sums modulo 2 over those of the rows.
 *
 * @param schema digest of the columns
 */
record ContentDigest(String schema, long rows, long hash, long secondHash) {
  private static final Pattern TEXT =
      Pattern.compile("([0-9a-f]{16})-([0-9a-f]{16})([0-9a-f]{16})-([0-9]+)");

  /** The digest as sets and commits keep it. */
  String text() {
    return "%s-%016x%016x-%d".formatted(schema, hash, secondHash, rows);
  }

  /** Reads {@link #text()}; empty for what is no such text, as a vintage's digest of digests. */
  static Optional<ContentDigest> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new ContentDigest(
                matcher.group(1),
                Long.parseLong(matcher.group(4)),
                Long.parseUnsignedLong(matcher.group(2), 16),
                Long.parseUnsignedLong(matcher.group(3), 16)))
        : Optional.empty();
  }

  /** With further rows of the same columns. */
  ContentDigest plus(ContentDigest added) {
    return joined(added, rows + added.rows);
  }

  /** Without rows that are among these. */
  ContentDigest minus(ContentDigest gone) {
    return joined(gone, rows - gone.rows);
  }

  private ContentDigest joined(ContentDigest other, long joinedRows) {
    return new ContentDigest(schema, joinedRows, hash ^ other.hash, secondHash ^ other.secondHash);
  }
}
