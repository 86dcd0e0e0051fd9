package jevons.pipeline.cli;

import java.io.PrintStream;
import java.util.Map;
import java.util.stream.Collectors;
import jevons.pipeline.table.TableName;
import jevons.pipeline.trace.Origin;
import jevons.pipeline.trace.TraceNode;

/** A trace for people: what a row was made from stands below it, two spaces further in. */
final class TraceText {
  private final PrintStream out;

  TraceText(PrintStream out) {
    this.out = out;
  }

  void print(TraceNode root) {
    print(root, "");
    out.flush();
  }

  private void print(TraceNode node, String indent) {
    String key = pairs(node.key(), "=", " ");
    String above = node.isRepeated() ? "  (what is behind it: see above)" : "";
    out.println(indent + node.table() + "  " + key + above);
    String inner = indent + "  ";
    if (!node.columns().isEmpty() && !node.isRepeated()) {
      out.println(inner + pairs(node.columns(), " = ", ", "));
    }
    node.origin().ifPresent(origin -> out.println(inner + line(origin)));
    node.inputs().forEach(input -> print(input, inner));
    for (Map.Entry<TableName, Long> more : node.leftOut().entrySet()) {
      out.println(inner + more.getKey() + "  ... " + more.getValue() + " more, --all");
    }
  }

  private static String line(Origin origin) {
    return origin.file()
        + " line "
        + origin.line()
        + origin.accessionNumber().map(n -> ", accession " + n).orElse("")
        + ", sha256 "
        + origin.sha256();
  }

  private static String pairs(Map<String, Object> values, String equals, String separator) {
    return values.entrySet().stream()
        .map(e -> e.getKey() + equals + Values.readable(e.getValue()))
        .collect(Collectors.joining(separator));
  }
}
