package jevons.pipeline.fetch;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** An answer as text, refused when it is none, or a web page. */
final class Text {
  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final int SHOWN = 80;

  private Text() {}

  /** The text, without a byte order mark. */
  static String of(byte[] content, String what) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException e) {
      throw FetchFailure.refused(what + " is not text in UTF-8: packed, or in another encoding");
    }
    if (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
      text = text.substring(1);
    }
    if (text.indexOf('\0') >= 0) {
      throw FetchFailure.refused(what + " holds NUL bytes: damaged, or no text");
    }
    if (text.isBlank()) {
      throw FetchFailure.refused(what + " is empty");
    }
    if (text.stripLeading().startsWith("<")) {
      throw FetchFailure.refused(
          what + " is a web page: \"" + beginning(text) + "\". An error page, or a moved file");
    }
    return text;
  }

  /** The beginning of a text, for messages. */
  static String beginning(String text) {
    String line = text.strip().lines().findFirst().orElse("");
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "...";
  }
}
