package jevons.pipeline.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import jevons.pipeline.fetch.Fetch;
import jevons.pipeline.fetch.FetchResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jevons fetch}: new landing files. */
@Command(
    name = "fetch",
    description = {
      "Brings new landing files from their providers: edgar, epoch, fred, fama_french, prices"
          + " (each ticker's history), price_days (all tickers for each new day).",
      "A provider that fails leaves the files that are there; exit 4, and a night can run."
    })
final class FetchCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Parameters(
      arity = "0..*",
      paramLabel = "SOURCE",
      description = "What to fetch; those of jevons.fetch.sources if left out.")
  private List<String> sources = new ArrayList<>();

  @Option(names = "--format", description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private TextOrJson format = TextOrJson.table;

  FetchCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException {
    Fetch fetch = new Fetch(invocation.config(), System::getenv, Clock.systemUTC());
    List<FetchResult> results = fetch.run(sources);
    PrintStream out = invocation.console().out();
    switch (format) {
      case table -> printText(out, results);
      case json -> printJson(out, results);
    }
    out.flush();
    return Fetch.exitCode(results).code();
  }

  private static void printText(PrintStream out, List<FetchResult> results) {
    List<List<Object>> rows = new ArrayList<>();
    for (FetchResult result : results) {
      Object bytes = result.sha256().isEmpty() ? null : result.bytes();
      rows.add(Arrays.asList(result.file(), result.outcome().words(), bytes));
    }
    new RowPrinter(out)
        .print(RowFormat.table, List.of("file", "outcome", "bytes"), rows.iterator());
    for (FetchResult result : results) {
      if (!result.message().isEmpty()) {
        out.println(result.file() + ": " + result.message());
      }
    }
  }

  private void printJson(PrintStream out, List<FetchResult> results) throws IOException {
    try (JsonGenerator json = RowPrinter.generator(out)) {
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeNumberField("exit_code", Fetch.exitCode(results).code());
      json.writeStringField("landing", invocation.config().landingPath());
      json.writeArrayFieldStart("files");
      for (FetchResult result : results) {
        json.writeStartObject();
        json.writeStringField("source", result.source());
        json.writeStringField("file", result.file());
        json.writeStringField("outcome", result.outcome().words());
        json.writeStringField("address", result.address());
        json.writeNumberField("bytes", result.bytes());
        json.writeStringField("sha256", result.sha256());
        json.writeStringField("message", result.message());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }
}
