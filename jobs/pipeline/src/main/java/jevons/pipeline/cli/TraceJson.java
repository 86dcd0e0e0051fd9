package jevons.pipeline.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;
import jevons.pipeline.table.TableName;
import jevons.pipeline.trace.Origin;
import jevons.pipeline.trace.TraceNode;

/** A trace for scripts: nested rows, the innermost inputs are lines of landing files. */
final class TraceJson {
  private TraceJson() {}

  static void write(JsonGenerator json, TraceNode node) throws IOException {
    json.writeStartObject();
    json.writeStringField("table", node.table().toString());
    writeValues(json, "key", node.key());
    writeValues(json, "columns", node.columns());
    json.writeArrayFieldStart("inputs");
    if (node.origin().isPresent()) {
      write(json, node.origin().get());
    }
    for (TraceNode input : node.inputs()) {
      write(json, input);
    }
    json.writeEndArray();
    if (!node.leftOut().isEmpty()) {
      json.writeObjectFieldStart("left_out");
      for (Map.Entry<TableName, Long> more : node.leftOut().entrySet()) {
        json.writeNumberField(more.getKey().toString(), more.getValue());
      }
      json.writeEndObject();
    }
    if (node.isRepeated()) {
      json.writeBooleanField("repeated", true);
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Origin origin) throws IOException {
    json.writeStartObject();
    json.writeStringField("file", origin.file());
    json.writeNumberField("line", origin.line());
    json.writeStringField("sha256", origin.sha256());
    json.writeStringField("exported_on", origin.exportedOn().toString());
    if (origin.accessionNumber().isPresent()) {
      json.writeStringField("accession_number", origin.accessionNumber().get());
    }
    json.writeEndObject();
  }

  private static void writeValues(JsonGenerator json, String name, Map<String, Object> values)
      throws IOException {
    json.writeObjectFieldStart(name);
    for (Map.Entry<String, Object> value : values.entrySet()) {
      json.writeFieldName(value.getKey());
      Values.write(json, value.getValue());
    }
    json.writeEndObject();
  }
}
