package jevons.pipeline.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import jevons.pipeline.diff.Conclusion;
import jevons.pipeline.diff.Conclusion.Estimate;
import jevons.pipeline.diff.Conclusion.Moved;
import jevons.pipeline.diff.Difference;
import jevons.pipeline.diff.FileChange;
import jevons.pipeline.diff.RowDifference;
import jevons.pipeline.diff.RowDifference.ValueChange;
import jevons.pipeline.diff.TableDifference;
import jevons.pipeline.diff.TableDifference.Counted;
import jevons.pipeline.run.Published;

/** A difference for scripts. */
final class DiffJson {
  private DiffJson() {}

  static void write(JsonGenerator json, Difference difference) throws IOException {
    json.writeStartObject();
    state(json, "before", difference.before());
    state(json, "after", difference.after());
    json.writeBooleanField("same_code", difference.isOfTheSameCode());
    json.writeBooleanField("same_settings", difference.isOfTheSameSettings());
    json.writeNumberField("conclusions", difference.conclusions().size());
    json.writeArrayFieldStart("moved");
    for (Moved moved : difference.moved()) {
      moved(json, moved);
    }
    json.writeEndArray();
    json.writeNumberField("compared_tables", difference.compared());
    json.writeArrayFieldStart("tables");
    for (TableDifference table : difference.tables()) {
      table(json, table);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("landing_files");
    for (FileChange file : difference.files()) {
      json.writeStartObject();
      json.writeStringField("file", file.path());
      json.writeStringField("change", file.change().word());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void state(JsonGenerator json, String name, Published state) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("run_id", state.set().runId());
    json.writeNumberField("published_set", state.set().number());
    json.writeStringField("as_of", state.asOf().toString());
    json.writeEndObject();
  }

  private static void moved(JsonGenerator json, Moved moved) throws IOException {
    Conclusion conclusion = moved.conclusion();
    json.writeStartObject();
    json.writeStringField("conclusion", conclusion.name());
    json.writeStringField("study", conclusion.study());
    estimate(json, "before", conclusion.before());
    estimate(json, "after", conclusion.after());
    json.writeStringField("move", conclusion.move().word());
    json.writeBooleanField("turned", conclusion.turned());
    json.writeArrayFieldStart("changed_inputs");
    for (String input : moved.changedInputs()) {
      json.writeString(input);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void estimate(JsonGenerator json, String name, Optional<Estimate> estimate)
      throws IOException {
    json.writeFieldName(name);
    if (estimate.isEmpty()) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    json.writeFieldName("estimate");
    Values.write(json, estimate.get().value());
    json.writeFieldName("ci_low");
    Values.write(json, estimate.get().low().orElse(null));
    json.writeFieldName("ci_high");
    Values.write(json, estimate.get().high().orElse(null));
    json.writeEndObject();
  }

  private static void table(JsonGenerator json, TableDifference table) throws IOException {
    json.writeStartObject();
    json.writeStringField("table", table.table().toString());
    json.writeNumberField("rows_before", table.rowsBefore());
    json.writeNumberField("rows_after", table.rowsAfter());
    if (table.unreadable().isPresent()) {
      json.writeStringField("unreadable", table.unreadable().get());
    }
    if (table.counted().isPresent()) {
      counted(json, table.counted().get());
    }
    json.writeEndObject();
  }

  private static void counted(JsonGenerator json, Counted counted) throws IOException {
    json.writeNumberField("new", counted.appeared());
    json.writeNumberField("gone", counted.gone());
    json.writeNumberField("changed", counted.changed());
    json.writeObjectFieldStart("changed_by_column");
    for (Map.Entry<String, Long> column : counted.byColumn().entrySet()) {
      json.writeNumberField(column.getKey(), column.getValue());
    }
    json.writeEndObject();
    json.writeArrayFieldStart("rows");
    for (RowDifference row : counted.examples()) {
      row(json, row);
    }
    json.writeEndArray();
  }

  private static void row(JsonGenerator json, RowDifference row) throws IOException {
    json.writeStartObject();
    json.writeStringField("change", row.change().word());
    json.writeObjectFieldStart("key");
    for (Map.Entry<String, Object> value : row.key().entrySet()) {
      json.writeFieldName(value.getKey());
      Values.write(json, value.getValue());
    }
    json.writeEndObject();
    json.writeArrayFieldStart("values");
    for (ValueChange value : row.values()) {
      json.writeStartObject();
      json.writeStringField("column", value.column());
      json.writeFieldName("before");
      Values.write(json, value.before());
      json.writeFieldName("after");
      Values.write(json, value.after());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
