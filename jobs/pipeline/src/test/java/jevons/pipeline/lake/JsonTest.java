package jevons.pipeline.lake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import jevons.pipeline.table.ExitCode;
import jevons.pipeline.table.JevonsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records as JSON. */
final class JsonTest {
  private static final Everything FULL =
      new Everything(
          "a \"b\"\n\u00e9",
          1L << 60,
          7,
          0.1,
          true,
          9L,
          LocalDate.of(2025, 1, 31),
          Instant.parse("2025-01-31T02:00:00.123456Z"),
          List.of(new Part("x", 1), new Part(null, 2)),
          Map.of("k", "v"));

  private record Part(String name, long rows) {}

  private record Everything(
      String oneText,
      long count,
      int small,
      double number,
      boolean flag,
      Long perhaps,
      LocalDate asOf,
      Instant publishedAt,
      List<Part> parts,
      Map<String, String> notes) {}

  @Test
  void recordIsReadAsItWasWritten() {
    assertThat(Json.parse(Everything.class, Json.bytes(FULL), "x")).isEqualTo(FULL);
    assertThat(Json.parse(Everything.class, Json.text(FULL).getBytes(UTF_8), "x")).isEqualTo(FULL);
  }

  @Test
  void keysAreInSnakeCaseAndNullIsLeftOut() {
    assertThat(Json.text(new Part(null, 2))).isEqualTo("{\"rows\":2}");
    assertThat(Json.text(FULL))
        .contains("\"one_text\":", "\"as_of\":\"2025-01-31\"", "\"published_at\":\"2025-01-31T02");
  }

  @Test
  void keysThatTheRecordDoesNotKnowAreSkipped() {
    String json =
        "{\"new\": {\"deep\": [1, {\"a\": null}]}, \"name\": \"x\", \"more\": [], \"rows\": 3}";

    assertThat(Json.parse(Part.class, json.getBytes(UTF_8), "x")).isEqualTo(new Part("x", 3));
  }

  @Test
  void missingAndNullAreAbsent() {
    assertThat(Json.parse(Part.class, "{\"name\": null}".getBytes(UTF_8), "x"))
        .isEqualTo(new Part(null, 0));
    assertThat(Json.parse(Everything.class, "{}".getBytes(UTF_8), "x").perhaps()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"name\": \"x\"",
        "{\"name\": 5}",
        "{\"rows\": \"many\"}",
        "{\"rows\": 99999999999999999999}",
        "not json"
      })
  void damagedObjectIsNamed(String json) {
    assertThatThrownBy(() -> Json.parse(Part.class, json.getBytes(UTF_8), "_lock/000001.json"))
        .isInstanceOfSatisfying(
            JevonsException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.RESOURCES))
        .hasMessageStartingWith("_lock/000001.json is damaged: ");
  }

  @Test
  void dayThatIsNoneIsDamage() {
    assertThatThrownBy(
            () ->
                Json.parse(Everything.class, "{\"as_of\": \"2025-02-30\"}".getBytes(UTF_8), "set"))
        .hasMessageContaining("set is damaged")
        .hasMessageContaining("2025-02-30");
  }
}
