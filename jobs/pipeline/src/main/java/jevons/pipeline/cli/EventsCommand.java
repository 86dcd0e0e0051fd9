package jevons.pipeline.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import jevons.econometrics.eventstudy.EventStudy;
import jevons.econometrics.eventstudy.EventStudyResult;
import jevons.econometrics.eventstudy.FirmEvent;
import jevons.econometrics.eventstudy.MissingReturns;
import jevons.econometrics.eventstudy.Placebo;
import jevons.econometrics.eventstudy.ReturnModel;
import jevons.econometrics.eventstudy.Window;
import jevons.pipeline.table.Closest;
import jevons.pipeline.table.JevonsException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jevons events}: an event study on one's own returns and dates. */
@Command(
    name = "events",
    description = {
      "An event study on one's own returns and dates: abnormal returns and every test of them.",
      "DATA has a row for each firm and trading day: firm, date, return as a share, and the market"
          + " or factors as further columns.",
      "Example: jevons events returns.csv --events dates.csv --model market --window 0,0 --window"
          + " -1,1"
    })
final class EventsCommand implements Callable<Integer> {
  private static final String MODELS = "market, capm, factors, mean-adjusted, market-adjusted";

  private final Invocation invocation;

  @Mixin private DataArgument data;

  @Option(
      names = "--events",
      paramLabel = "FILE",
      description = "A csv file with a column for the firm and one for the date of its event.")
  private Optional<Path> events = Optional.empty();

  @Option(
      names = "--event-date",
      paramLabel = "DAY",
      description = "The same event day for all firms of DATA; may be repeated.")
  private List<LocalDate> eventDates = new ArrayList<>();

  @Option(
      names = "--firm",
      paramLabel = "COLUMN",
      description = "The firm; default ${DEFAULT-VALUE}.")
  private String firm = "firm";

  @Option(
      names = "--date",
      paramLabel = "COLUMN",
      description = "The day; default ${DEFAULT-VALUE}.")
  private String date = "date";

  @Option(
      names = "--return",
      paramLabel = "COLUMN",
      description = "The return, a share; default ${DEFAULT-VALUE}.")
  private String returned = "return";

  @Option(
      names = "--market",
      paramLabel = "COLUMN",
      description = "The market's return; for capm in excess of the riskless rate.")
  private Optional<String> market = Optional.empty();

  @Option(
      names = "--market-firm",
      paramLabel = "FIRM",
      description = "A firm of DATA whose return is the market's, such as an index fund.")
  private Optional<String> marketFirm = Optional.empty();

  @Option(
      names = "--factors",
      paramLabel = "COLUMNS",
      split = ",",
      description = "Columns of factor returns, with commas.")
  private List<String> factors = new ArrayList<>();

  @Option(
      names = "--riskless",
      paramLabel = "COLUMN",
      description = "The riskless rate; returns are then taken in excess of it.")
  private Optional<String> riskless = Optional.empty();

  @Option(names = "--model", paramLabel = "MODEL", description = MODELS + "; default market.")
  private String model = "market";

  @Option(
      names = "--window",
      paramLabel = "FROM,TO",
      description = "Trading days around day 0; may be repeated. Default -1,1.")
  private List<String> windows = new ArrayList<>();

  @Option(
      names = "--estimation",
      paramLabel = "FROM,TO",
      description = "Trading days the model is fitted on; default ${DEFAULT-VALUE}.")
  private String estimation = "-260,-11";

  @Option(
      names = "--missing",
      paramLabel = "RULE",
      description =
          "Firms with missing returns: leave-out (default), lumped (0, then all at once),"
              + " trade-to-trade (against factors over the same days).")
  private String missing = "leave-out";

  @Option(
      names = "--placebo",
      description = "Each firm's p among all its earlier days; slow with many firms.")
  private boolean placebo;

  @Option(names = "--format", description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private TextOrJson format = TextOrJson.table;

  EventsCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException {
    List<Window> wanted =
        windows.isEmpty()
            ? List.of(new Window(-1, 1))
            : windows.stream().map(Window::parse).distinct().toList();
    ReturnModel chosen = model();
    if (events.isPresent() == !eventDates.isEmpty()) {
      throw JevonsException.usage(
          "say when: either --events FILE, with a column "
              + firm
              + " and a column "
              + date
              + ", or --event-date DAY for all firms.");
    }
    EventStudy study =
        new EventStudy()
            .setModel(chosen)
            .setEstimation(Window.parse(estimation))
            .setWindows(wanted)
            .setMissing(MissingReturns.parse(missing));
    EventData read =
        EventData.read(
            data.of(invocation::services), firm, date, returned, chosen.series(), marketFirm);
    List<FirmEvent> firmEvents =
        events.isPresent()
            ? EventData.events(events.get(), firm, date)
            : read.everyFirm(eventDates);
    if (firmEvents.isEmpty()) {
      throw JevonsException.usage(
          "the data have no row, so no firm has an event. Choose others by --where.");
    }
    EventStudyResult result = study.run(read.returns(), firmEvents);
    if (result.firms().isEmpty()) {
      throw JevonsException.usage(
          "none of %d events can be studied. The first, %s."
              .formatted(firmEvents.size(), result.leftOut().get(0)));
    }
    Map<FirmEvent, List<Placebo>> placebos = new LinkedHashMap<>();
    if (placebo) {
      placebos.putAll(EventPlacebos.of(study, read.returns(), result));
    }
    switch (format) {
      case table -> invocation.console().out().print(EventsText.of(result, placebos));
      case json -> EventsJson.print(result, placebos, invocation.console().out());
    }
    invocation.console().out().flush();
    return 0;
  }

  private ReturnModel model() {
    return switch (model) {
      case "market" -> ReturnModel.market(marketSeries());
      case "capm" ->
          ReturnModel.capm(
              marketSeries(),
              riskless.orElseThrow(() -> needed("capm", "--riskless COLUMN, the riskless rate")));
      case "factors" -> {
        if (factors.isEmpty()) {
          throw needed("factors", "--factors mkt,smb,hml, the columns of the factors");
        }
        yield ReturnModel.factors("factors", factors, riskless);
      }
      case "mean-adjusted" -> ReturnModel.meanAdjusted();
      case "market-adjusted" -> ReturnModel.marketAdjusted(marketSeries());
      default ->
          throw JevonsException.usage(
              "--model "
                  + model
                  + " is none of "
                  + MODELS
                  + "."
                  + Closest.hint(model, List.of(MODELS.split(", "))));
    };
  }

  private String marketSeries() {
    if (market.isPresent() && marketFirm.isPresent()) {
      throw JevonsException.usage(
          "--market and --market-firm both name the market; give one of them.");
    }
    return market
        .or(() -> marketFirm)
        .orElseThrow(
            () ->
                needed(model, "--market COLUMN, or --market-firm FIRM where the market is a firm"));
  }

  private static JevonsException needed(String model, String what) {
    return JevonsException.usage("--model " + model + " needs " + what + ".");
  }
}
