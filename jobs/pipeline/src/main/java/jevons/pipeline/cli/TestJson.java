package jevons.pipeline.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/** A test for scripts. Its fields are a contract, see DESIGN.md, "The command line". */
final class TestJson {
  private TestJson() {}

  static void print(TestOutcome found, PrintStream out) throws IOException {
    try (JsonGenerator json = RowPrinter.generator(out)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeStringField("test", found.test());
      write(json, "statistic", found.statistic());
      write(json, "p_value", found.pValue().isPresent() ? found.pValue().getAsDouble() : null);
      // F has two; a script that knows the test knows which it gets.
      List<Double> df = found.df();
      write(json, "df", df.isEmpty() ? null : df.size() == 1 ? df.get(0) : df);
      write(json, "lags", found.lags().isPresent() ? found.lags().getAsInt() : null);
      write(json, "critical_values", TestOutcome.levels(found.criticalValues()));
      write(json, "n", found.n());
      write(json, "remarks", found.remarks());
      for (Map.Entry<String, Object> more : found.more().entrySet()) {
        write(json, more.getKey(), more.getValue());
      }
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  private static void write(JsonGenerator json, String name, Object value) throws IOException {
    json.writeFieldName(name);
    write(json, value);
  }

  private static void write(JsonGenerator json, Object value) throws IOException {
    if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        write(json, String.valueOf(entry.getKey()), entry.getValue());
      }
      json.writeEndObject();
    } else if (value instanceof List<?> list) {
      json.writeStartArray();
      for (Object element : list) {
        write(json, element);
      }
      json.writeEndArray();
    } else {
      Values.write(json, value);
    }
  }
}
