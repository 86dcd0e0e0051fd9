package jevons.pipeline.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jevons.econometrics.Remark;
import jevons.econometrics.timeseries.LocalProjection;

/** Local projections for people: a line a horizon. */
final class IrfText {
  private static final List<String> COLUMNS =
      List.of("horizon", "estimate", "std. error", "p", "95 % from", "95 % to", "n");

  private IrfText() {}

  static String of(LocalProjection.Result found) {
    List<List<Object>> rows = new ArrayList<>();
    for (LocalProjection.Step step : found.steps()) {
      rows.add(
          List.of(
              step.horizon(),
              step.coefficient().estimate(),
              step.coefficient().standardError(),
              TestText.p(step.coefficient().pValue()),
              step.interval().low(),
              step.interval().high(),
              step.n()));
    }
    TextTable table = TextTable.of(COLUMNS, rows);
    StringBuilder text = new StringBuilder(found.formula().text()).append('\n');
    text.append(
        "answer to %s, %s, errors %s%n%n"
            .formatted(found.impulse(), found.response(), found.errors()));
    text.append(table.header()).append('\n');
    rows.forEach(row -> text.append(table.line(row)).append('\n'));
    List<String> remarks = remarks(found);
    if (!remarks.isEmpty()) {
      text.append('\n');
      remarks.forEach(r -> text.append("remark: ").append(r).append('\n'));
    }
    return text.toString();
  }

  /** What the regressions have to say, each once with the horizons it is about. */
  static List<String> remarks(LocalProjection.Result found) {
    Map<String, List<Integer>> horizons = new LinkedHashMap<>();
    for (LocalProjection.Step step : found.steps()) {
      for (Remark remark : step.fit().remarks()) {
        horizons.computeIfAbsent(remark.toString(), r -> new ArrayList<>()).add(step.horizon());
      }
    }
    return horizons.entrySet().stream()
        .map(
            e ->
                "horizon "
                    + e.getValue().stream().map(String::valueOf).collect(Collectors.joining(", "))
                    + ": "
                    + e.getKey())
        .toList();
  }
}
