package jevons.pipeline.report;

import java.util.List;

/** A page of the report with its parts. */
record Section(Page page, List<Titled> parts) {
  Section {
    parts = List.copyOf(parts);
  }

  /** A part under its heading. */
  record Titled(String title, Part part) {}

  List<Part.Note> method() {
    return parts.stream().flatMap(p -> p.part().method().stream()).distinct().toList();
  }

  List<String> cannotTell() {
    return parts.stream().flatMap(p -> p.part().cannotTell().stream()).distinct().toList();
  }

  List<String> inShort() {
    return parts.stream().flatMap(p -> p.part().inShort().stream()).distinct().toList();
  }

  List<Trace> traces() {
    return parts.stream().flatMap(p -> p.part().traces().stream()).distinct().toList();
  }
}
