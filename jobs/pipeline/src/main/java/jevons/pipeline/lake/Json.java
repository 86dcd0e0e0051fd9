package jevons.pipeline.lake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import jevons.pipeline.table.ExitCode;
import jevons.pipeline.table.JevonsException;

/**
 * Records as JSON: keys in snake_case, days and moments in ISO 8601, null left out. Keys that a
 * record does not know are skipped, so that an older release reads what a newer one wrote.
 *
 * <p>A component is a text, a whole number, a double, a flag, a day, a moment, a record, a list of
 * these, or a map from text to one of them. Jackson's data binding would do the same, but takes
 * longer to start than an idle night takes.
 */
public final class Json {
  private static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  /** The record as a text in one line. */
  public static String text(Record value) {
    return write(value, false);
  }

  /** The record as UTF-8, indented for those who look into a lake. */
  public static byte[] bytes(Record value) {
    return write(value, true).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads a record.
   *
   * @param name the object it was read from, for the message
   * @throws JevonsException exit 6 when the text is not JSON or a value has another type
   */
  public static <T extends Record> T parse(Class<T> type, byte[] content, String name) {
    try (JsonParser parser = FACTORY.createParser(content)) {
      parser.nextToken();
      return type.cast(JsonRecord.of(type).read(parser));
    } catch (IOException | RuntimeException e) {
      throw new JevonsException(
          ExitCode.RESOURCES,
          name
              + " is damaged: "
              + firstLine(e)
              + ". Restore it from a copy, or remove it if nothing newer rests on it.",
          e);
    }
  }

  private static String write(Record value, boolean indented) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = FACTORY.createGenerator(text)) {
      if (indented) {
        out.useDefaultPrettyPrinter();
      }
      JsonRecord.write(value, out);
    } catch (IOException e) {
      throw new IllegalStateException("cannot write as JSON: " + value, e);
    }
    return text.toString();
  }

  private static String firstLine(Exception e) {
    String message = String.valueOf(e.getMessage());
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }
}
