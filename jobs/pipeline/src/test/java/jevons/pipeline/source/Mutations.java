package jevons.pipeline.source;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** What happens to files on their way: cuts, flipped bytes, stray signs, other encodings. */
public final class Mutations {
  private static final String SEPARATORS = ",:{}[]\n";

  private static final List<String> WORDS =
      List.of(
          ",",
          "\"",
          "\"\"",
          "\0",
          "\n",
          "\r",
          "\r\n",
          "\n\n",
          ",,,,",
          "\uFEFF",
          "\u00A0",
          "\u2028",
          "1e999",
          "-1e-999",
          "NaN",
          "Infinity",
          "0x1p3",
          "9".repeat(400),
          "1." + "0".repeat(300) + "1",
          "-",
          ".",
          "-99.99",
          "2025-02-30",
          "0000-00-00",
          "99999999",
          "\uD83D\uDE00",
          "{",
          "}",
          "[",
          "]",
          ":",
          "null",
          "[1]",
          "{\"a\":[2]}",
          "\"x\":1,",
          "true",
          "<html>",
          "x".repeat(2_000));

  private static final List<Charset> ENCODINGS =
      List.of(
          StandardCharsets.ISO_8859_1,
          StandardCharsets.UTF_16,
          StandardCharsets.UTF_16LE,
          Charset.forName("windows-1252"));

  private Mutations() {}

  /** The text, changed in one to four places, now and then not at all. */
  public static byte[] of(String text, Random random) {
    if (random.nextInt(40) == 0) {
      return text.getBytes(ENCODINGS.get(random.nextInt(ENCODINGS.size())));
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int left = random.nextInt(5); left > 0; left--) {
      bytes = once(bytes, random);
    }
    return bytes;
  }

  private static byte[] once(byte[] bytes, Random random) {
    int at = random.nextInt(bytes.length + 1);
    return switch (random.nextInt(10)) {
      case 0 -> Arrays.copyOf(bytes, at);
      case 1 -> replaced(bytes, at, 1, new byte[] {(byte) random.nextInt(256)});
      case 2 -> replaced(bytes, at, 1 + random.nextInt(30), new byte[0]);
      case 3 -> replaced(bytes, at, 0, copied(bytes, at, random.nextInt(80)));
      case 4 -> wordReplaced(bytes, at, word(random));
      case 5 -> replaced(bytes, lineBegin(bytes, at), 0, aLine(random));
      case 6 -> replaced(bytes, at, 1 + random.nextInt(8), word(random));
      default -> replaced(bytes, at, random.nextInt(2), word(random));
    };
  }

  private static int lineBegin(byte[] bytes, int at) {
    int begin = at;
    while (begin > 0 && bytes[begin - 1] != '\n') {
      begin--;
    }
    return begin;
  }

  private static byte[] aLine(Random random) {
    String word = WORDS.get(random.nextInt(WORDS.size()));
    return (word + (random.nextBoolean() ? ",\n" : "\n")).getBytes(StandardCharsets.UTF_8);
  }

  /** What stands between two separators, for instance a whole cell or a value. */
  private static byte[] wordReplaced(byte[] bytes, int at, byte[] by) {
    int begin = at;
    int end = at;
    while (begin > 0 && SEPARATORS.indexOf(bytes[begin - 1]) < 0) {
      begin--;
    }
    while (end < bytes.length && SEPARATORS.indexOf(bytes[end]) < 0) {
      end++;
    }
    return replaced(bytes, begin, end - begin, by);
  }

  private static byte[] copied(byte[] bytes, int at, int length) {
    return Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + length));
  }

  private static byte[] word(Random random) {
    return WORDS.get(random.nextInt(WORDS.size())).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] replaced(byte[] bytes, int at, int length, byte[] by) {
    int end = Math.min(bytes.length, at + length);
    byte[] other = new byte[at + by.length + bytes.length - end];
    System.arraycopy(bytes, 0, other, 0, at);
    System.arraycopy(by, 0, other, at, by.length);
    System.arraycopy(bytes, end, other, at + by.length, bytes.length - end);
    return other;
  }
}
