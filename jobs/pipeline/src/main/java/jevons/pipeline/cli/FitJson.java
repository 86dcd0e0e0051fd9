package jevons.pipeline.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;
import jevons.econometrics.Coefficient;
import jevons.econometrics.Fit;
import jevons.econometrics.Inference;
import jevons.econometrics.InstrumentTests;
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
        write(json, inference, fit.instrumentTests());
      }
      json.writeEndArray();
      firstStages(json, fit.instrumentTests());
      json.writeArrayFieldStart("effects");
      for (Fit.AbsorbedEffect effect : fit.effects()) {
        json.writeStartObject();
        json.writeStringField("name", effect.name());
        json.writeNumberField("levels", effect.levels());
        json.writeEndObject();
      }
      json.writeEndArray();
      convergence(json, fit.convergence());
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

  private static void firstStages(JsonGenerator json, Optional<InstrumentTests> tests)
      throws IOException {
    if (tests.isEmpty()) {
      json.writeNullField("first_stage");
      return;
    }
    json.writeArrayFieldStart("first_stage");
    for (InstrumentTests.FirstStage stage : tests.get().firstStages()) {
      json.writeStartObject();
      json.writeStringField("endogenous", stage.endogenous());
      json.writeStringField("vcov", stage.covariance().toString());
      f(json, stage.test());
      number(json, "partial_r2", stage.partialR2());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void convergence(JsonGenerator json, Optional<Fit.Convergence> convergence)
      throws IOException {
    if (convergence.isEmpty()) {
      json.writeNullField("convergence");
      return;
    }
    json.writeObjectFieldStart("convergence");
    json.writeNumberField("rounds", convergence.get().rounds());
    json.writeNumberField("steps", convergence.get().steps());
    number(json, "remaining", convergence.get().remaining());
    json.writeBooleanField("reached", convergence.get().isReached());
    json.writeEndObject();
  }

  private static void identification(JsonGenerator json, InstrumentTests.Identification tests)
      throws IOException {
    json.writeObjectFieldStart("instruments");
    json.writeObjectFieldStart("weak_identification");
    json.writeStringField("test", tests.weakIdentification().test());
    number(json, "f", tests.weakIdentification().f());
    json.writeEndObject();
    chiSquared(json, "underidentification", tests.underidentification());
    if (tests.overidentification().isPresent()) {
      chiSquared(json, "overidentification", tests.overidentification().get());
    } else {
      json.writeNullField("overidentification");
    }
    json.writeObjectFieldStart("endogeneity");
    json.writeStringField("test", tests.endogeneity().test());
    f(json, tests.endogeneity());
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void f(JsonGenerator json, InstrumentTests.FTest test) throws IOException {
    number(json, "f", test.f());
    number(json, "df1", test.df1());
    number(json, "df2", test.df2());
    number(json, "p_value", test.pValue());
  }

  private static void chiSquared(
      JsonGenerator json, String name, InstrumentTests.ChiSquaredTest test) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("test", test.test());
    number(json, "statistic", test.statistic());
    number(json, "df", test.df());
    number(json, "p_value", test.pValue());
    json.writeEndObject();
  }

  private static void write(
      JsonGenerator json, Inference inference, Optional<InstrumentTests> tests) throws IOException {
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
    if (tests.isPresent()) {
      identification(json, tests.get().identification(inference.covariance()));
    }
    json.writeEndObject();
  }

  private static void number(JsonGenerator json, String name, double value) throws IOException {
    json.writeFieldName(name);
    Values.writeNumber(json, value);
  }
}
