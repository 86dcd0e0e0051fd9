package jevons.pipeline.lake;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import jevons.pipeline.table.ExitCode;
import jevons.pipeline.table.JevonsException;

/**
 * Records as JSON: keys in snake_case, days and moments in ISO 8601, null left out. Keys that a
 * record does not know are skipped, so that an older release reads what a newer one wrote.
 */
public final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .build();

  private Json() {}

  /** The record as a text in one line. */
  public static String text(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write as JSON: " + value, e);
    }
  }

  /** The record as UTF-8, indented for those who look into a lake. */
  public static byte[] bytes(Object value) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write as JSON: " + value, e);
    }
  }

  /**
   * Reads a record.
   *
   * @param name the object it was read from, for the message
   * @throws JevonsException exit 6 when the text is not JSON or a value has another type
   */
  public static <T> T parse(Class<T> type, byte[] content, String name) {
    try {
      return MAPPER.readValue(content, type);
    } catch (IOException e) {
      throw new JevonsException(
          ExitCode.RESOURCES,
          name
              + " is damaged: "
              + firstLine(e)
              + ". Restore it from a copy, or remove it if nothing newer rests on it.",
          e);
    }
  }

  private static String firstLine(IOException e) {
    String message = String.valueOf(e.getMessage());
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }
}
