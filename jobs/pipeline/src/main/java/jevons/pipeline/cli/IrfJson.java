package jevons.pipeline.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import jevons.econometrics.Coefficient;
import jevons.econometrics.timeseries.LocalProjection;

/** Local projections for scripts, numbers with 17 significant digits. */
final class IrfJson {
  private IrfJson() {}

  static void print(LocalProjection.Result found, PrintStream out) throws IOException {
    try (JsonGenerator json = RowPrinter.generator(out)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeStringField("formula", found.formula().text());
      json.writeStringField("shock", found.impulse());
      json.writeArrayFieldStart("horizons");
      for (LocalProjection.Step step : found.steps()) {
        Coefficient c = step.coefficient();
        json.writeStartObject();
        json.writeNumberField("horizon", step.horizon());
        number(json, "estimate", c.estimate());
        number(json, "standard_error", c.standardError());
        number(json, "t", c.t());
        number(json, "p_value", c.pValue());
        number(json, "ci_low", step.interval().low());
        number(json, "ci_high", step.interval().high());
        number(json, "df", c.degreesOfFreedom());
        json.writeNumberField("n", step.n());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeArrayFieldStart("remarks");
      for (String remark : IrfText.remarks(found)) {
        json.writeString(remark);
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  private static void number(JsonGenerator json, String name, double value) throws IOException {
    json.writeFieldName(name);
    Values.writeNumber(json, value);
  }
}
