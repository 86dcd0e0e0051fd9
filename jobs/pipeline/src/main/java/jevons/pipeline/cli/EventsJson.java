package jevons.pipeline.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import jevons.econometrics.Coefficient;
import jevons.econometrics.eventstudy.AbnormalReturn;
import jevons.econometrics.eventstudy.Cumulative;
import jevons.econometrics.eventstudy.EventStudyResult;
import jevons.econometrics.eventstudy.EventTest;
import jevons.econometrics.eventstudy.EventTests;
import jevons.econometrics.eventstudy.FirmEvent;
import jevons.econometrics.eventstudy.FirmResult;
import jevons.econometrics.eventstudy.LeftOut;
import jevons.econometrics.eventstudy.Placebo;
import jevons.econometrics.eventstudy.Window;

/** An event study for scripts. */
final class EventsJson {
  private EventsJson() {}

  static void print(
      EventStudyResult result, Map<FirmEvent, List<Placebo>> placebos, PrintStream out)
      throws IOException {
    try (JsonGenerator json = RowPrinter.generator(out)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeStringField("model", result.model().name());
      window(json, "estimation", result.estimation());
      json.writeArrayFieldStart("firms");
      for (FirmResult firm : result.firms()) {
        write(json, firm, placebos.get(firm.event()));
      }
      json.writeEndArray();
      json.writeArrayFieldStart("tests");
      for (Window window : result.windows()) {
        for (EventTest test : result.tests(window)) {
          write(json, result, window, test);
        }
      }
      json.writeEndArray();
      json.writeArrayFieldStart("left_out");
      for (LeftOut left : result.leftOut()) {
        json.writeStartObject();
        event(json, left.event());
        if (left.window().isPresent()) {
          window(json, "window", left.window().get());
        } else {
          json.writeNullField("window");
        }
        json.writeStringField("reason", left.reason());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  private static void write(JsonGenerator json, FirmResult firm, List<Placebo> placebos)
      throws IOException {
    json.writeStartObject();
    event(json, firm.event());
    json.writeStringField("day_zero", firm.dayZero().toString());
    json.writeNumberField("observations", firm.observations());
    json.writeNumberField("df", firm.df());
    number(json, "sigma", firm.sigma());
    json.writeArrayFieldStart("coefficients");
    for (FirmResult.Loading loading : firm.coefficients()) {
      json.writeStartObject();
      json.writeStringField("term", loading.term());
      number(json, "estimate", loading.estimate());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("windows");
    for (int w = 0; w < firm.cumulative().size(); w++) {
      Cumulative sum = firm.cumulative().get(w);
      Coefficient car = EventsText.car(firm, sum);
      Coefficient.Interval interval = car.interval(0.95);
      json.writeStartObject();
      window(json, "window", sum.window());
      number(json, "car", car.estimate());
      number(json, "standard_error", car.standardError());
      number(json, "t", car.t());
      number(json, "p_value", car.pValue());
      number(json, "ci_low", interval.low());
      number(json, "ci_high", interval.high());
      number(json, "buy_and_hold", sum.buyAndHold());
      if (placebos != null) {
        number(json, "placebo_p_value", placebos.get(w).pValue());
        json.writeNumberField("placebo_days", placebos.get(w).n());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("days");
    for (AbnormalReturn day : firm.days()) {
      json.writeStartObject();
      json.writeNumberField("relative_day", day.relativeDay());
      json.writeStringField("date", day.day().toString());
      number(json, "abnormal_return", day.abnormal());
      number(json, "standardized", day.standardized());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(
      JsonGenerator json, EventStudyResult result, Window window, EventTest test)
      throws IOException {
    Optional<EventTest.Interval> interval = test.interval(0.95);
    json.writeStartObject();
    window(json, "window", window);
    json.writeStringField("test", test.name().toString());
    number(json, "mean", test.mean().orElse(Double.NaN));
    json.writeStringField("unit", test.unit().name().toLowerCase(Locale.ROOT));
    number(json, "statistic", test.statistic());
    number(json, "df", test.df());
    number(json, "p_value", test.pValue());
    json.writeNumberField("n", test.n());
    number(json, "standard_error", test.standardError());
    number(json, "ci_low", interval.map(EventTest.Interval::low).orElse(Double.NaN));
    number(json, "ci_high", interval.map(EventTest.Interval::high).orElse(Double.NaN));
    number(
        json,
        "average_correlation",
        EventTests.averageCorrelation(
            result.firms().stream().filter(f -> f.find(window).isPresent()).toList(), window));
    json.writeEndObject();
  }

  private static void event(JsonGenerator json, FirmEvent event) throws IOException {
    json.writeStringField("firm", event.firm());
    json.writeStringField("date", event.date().toString());
  }

  private static void window(JsonGenerator json, String name, Window window) throws IOException {
    json.writeArrayFieldStart(name);
    json.writeNumber(window.start());
    json.writeNumber(window.end());
    json.writeEndArray();
  }

  private static void number(JsonGenerator json, String name, OptionalDouble value)
      throws IOException {
    number(json, name, value.orElse(Double.NaN));
  }

  private static void number(JsonGenerator json, String name, double value) throws IOException {
    json.writeFieldName(name);
    Values.writeNumber(json, value);
  }
}
