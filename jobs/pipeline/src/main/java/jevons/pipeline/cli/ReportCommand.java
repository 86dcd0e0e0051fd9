package jevons.pipeline.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import jevons.pipeline.report.HtmlReport;
import jevons.pipeline.report.MarkdownReport;
import jevons.pipeline.run.Nightly;
import jevons.pipeline.table.JevonsException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code jevons report}: the report of the published run. */
@Command(
    name = "report",
    description = {
      "The report of the newest published run: where its file is, or the report itself. As of"
          + " another day that was built it is written anew."
    })
final class ReportCommand implements Callable<Integer> {
  /** What is printed. */
  enum Format {
    path,
    html,
    markdown
  }

  private final Invocation invocation;

  @Option(names = "--open", description = "Opens it in the browser.")
  private boolean open;

  @Option(names = "--as-of", paramLabel = "DAY", description = "As of this day.")
  private Optional<LocalDate> asOf = Optional.empty();

  @Option(names = "--format", description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private Format format = Format.path;

  ReportCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException {
    Services services = invocation.services();
    String text =
        switch (format) {
          case html -> html(services);
          case markdown ->
              MarkdownReport.render(services.published(asOf), services.reportSettings());
          case path -> file(services) + System.lineSeparator();
        };
    invocation.console().out().print(text);
    invocation.console().out().flush();
    if (open) {
      show(file(services));
    }
    return 0;
  }

  private String html(Services services) {
    return asOf.isPresent()
        ? HtmlReport.render(services.published(asOf), services.reportSettings())
        : Nightly.report(services.store()).orElseThrow(ReportCommand::none);
  }

  /** A local lake's own file; of another lake, or as of another day, a copy. */
  private Path file(Services services) throws IOException {
    String lake = invocation.config().lakePath();
    if (asOf.isEmpty() && !lake.contains("://")) {
      // Read, since that tells apart what may stand in its way.
      html(services);
      return Path.of(lake, "report.html");
    }
    Path copy = Files.createTempDirectory("jevons-report").resolve("report.html");
    return Files.writeString(copy, html(services), StandardCharsets.UTF_8);
  }

  private static JevonsException none() {
    return JevonsException.usage("no report was published yet. Make one: jevons nightly.");
  }

  private void show(Path file) {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String opener = system.contains("mac") ? "open" : "xdg-open";
    try {
      new ProcessBuilder(opener, file.toString())
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      throw JevonsException.usage(
          "there is no " + opener + " to open a browser with. Open it by hand: " + file + ".");
    }
  }
}
