package jevons.pipeline.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;
import jevons.econometrics.Coefficient;
import jevons.econometrics.Fit;
import jevons.econometrics.Inference;
import jevons.econometrics.Remark;

/** A fit for scripts. Its fields are a contract, see DESIGN.md, "The command line". */
final class FitJson {
  private FitJson() {}

  static void print(Fit fit, PrintStream out) throws IOException {
    try (JsonGenerator json = RowPrinter.generator(out)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeStringField("formula", fit.formula().text());
      json.writeNumberField("n", fit.n());
      json.writeNumberField("k", fit.k());
      number(json, "r2", fit.r2());
      number(json, "r2_within", fit.r2Within());
      number(json, "df_residual", fit.dfResidual());
      number(json, "sigma", fit.sigma());
      json.writeArrayFieldStart("inference");
      for (Inference inference : fit.inferences()) {
        write(json, inference);
      }
      json.writeEndArray();
      json.writeNullField("first_stage");
      json.writeArrayFieldStart("effects");
      for (Fit.AbsorbedEffect effect : fit.effects()) {
        json.writeStartObject();
        json.writeStringField("name", effect.name());
        json.writeNumberField("levels", effect.levels());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeArrayFieldStart("remarks");
      for (Remark remark : fit.remarks()) {
        json.writeString(remark.toString());
      }
      json.writeEndArray();
      json.writeObjectFieldStart("dropped_rows");
      for (Map.Entry<String, Long> dropped : fit.droppedRows().entrySet()) {
        json.writeNumberField(dropped.getKey(), dropped.getValue());
      }
      json.writeEndObject();
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  private static void write(JsonGenerator json, Inference inference) throws IOException {
    json.writeStartObject();
    json.writeStringField("vcov", inference.covariance().toString());
    json.writeStringField("ssc", inference.smallSample().toString());
    json.writeObjectFieldStart("clusters");
    for (Map.Entry<String, Integer> clusters : inference.clusters().entrySet()) {
      json.writeNumberField(clusters.getKey(), clusters.getValue());
    }
    json.writeEndObject();
    if (inference.lags().isPresent()) {
      json.writeNumberField("lags", inference.lags().getAsInt());
    } else {
      json.writeNullField("lags");
    }
    number(json, "bandwidth", inference.bandwidth().orElse(Double.NaN));
    number(json, "df", inference.df());
    json.writeStringField("distribution", inference.distribution());
    json.writeObjectFieldStart("factors");
    for (Map.Entry<String, Double> factor : inference.factors().entrySet()) {
      number(json, factor.getKey(), factor.getValue());
    }
    json.writeEndObject();
    json.writeArrayFieldStart("terms");
    for (Coefficient term : inference.terms()) {
      Coefficient.Interval interval = term.interval(0.95);
      json.writeStartObject();
      json.writeStringField("term", term.term());
      number(json, "estimate", term.estimate());
      number(json, "standard_error", term.standardError());
      number(json, "t", term.t());
      number(json, "p_value", term.pValue());
      number(json, "ci_low", interval.low());
      number(json, "ci_high", interval.high());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void number(JsonGenerator json, String name, double value) throws IOException {
    json.writeFieldName(name);
    Values.writeNumber(json, value);
  }
}
