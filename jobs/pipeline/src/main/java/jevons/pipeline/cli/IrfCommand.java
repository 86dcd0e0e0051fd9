package jevons.pipeline.cli;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import jevons.econometrics.SmallSample;
import jevons.econometrics.timeseries.LocalProjection;
import jevons.econometrics.timeseries.ProjectionErrors;
import jevons.pipeline.table.JevonsException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jevons irf}: local projections on a table or a file. */
@Command(
    name = "irf",
    description = {
      "Local projections: how y answers to the first term of the formula, one regression a"
          + " horizon.",
      "Example: jevons irf gold.firm_quarter \"d_log_capex ~ log_rate | ticker\" --horizon 8 --lags"
          + " 1 --unit ticker --time quarter --vcov dk"
    })
final class IrfCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Mixin private DataArgument data = new DataArgument();

  @Parameters(index = "1", paramLabel = "FORMULA", description = "y ~ shock + controls | effects")
  private String formula;

  @Option(names = "--horizon", paramLabel = "H", description = "Last horizon, from 0 on.")
  private Optional<Integer> horizon = Optional.empty();

  @Option(
      names = "--lags",
      paramLabel = "L",
      description = "Lags of y and of the shock among the controls; default 0.")
  private int lags;

  @Option(
      names = "--shock",
      paramLabel = "TERM",
      description = "The term that y answers to; default: the first of the formula.")
  private Optional<String> shock = Optional.empty();

  @Option(
      names = "--response",
      paramLabel = "R",
      description = "level y[t+h] (default), change y[t+h] - y[t-1], or sum y[t] + ... + y[t+h].")
  private Optional<String> response = Optional.empty();

  @Option(names = "--cumulative", description = "The same as --response sum.")
  private boolean cumulative;

  @Option(
      names = "--vcov",
      paramLabel = "V",
      description =
          "Errors: nw (default), dk, both with h lags at horizon h; lag-augmented; or any of jevons"
              + " fit, the same at all horizons.")
  private String vcov = "nw";

  @Option(
      names = "--ssc",
      paramLabel = "S",
      description = "Small-sample convention: fixest (default), stata, none.")
  private String ssc = "fixest";

  @Option(names = "--weights", paramLabel = "COLUMN", description = "Analytic weights.")
  private Optional<String> weights = Optional.empty();

  @Option(names = "--unit", paramLabel = "COLUMN", description = "The panel's unit.")
  private Optional<String> unit = Optional.empty();

  @Option(
      names = "--time",
      paramLabel = "COLUMN",
      description = "The period; without it the rows of a csv file are one series in order.")
  private Optional<String> time = Optional.empty();

  @Option(names = "--format", description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private TextOrJson format = TextOrJson.table;

  IrfCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException {
    LocalProjection projection =
        new LocalProjection()
            .setFormula(formula)
            .setHorizon(lastHorizon())
            .setLags(lags)
            .setResponse(response())
            .setErrors(ProjectionErrors.parse(vcov))
            .setSmallSample(SmallSample.parse(ssc));
    shock.ifPresent(projection::setImpulse);
    weights.ifPresent(projection::setWeights);
    unit.ifPresent(projection::setUnit);
    time.ifPresent(projection::setTime);
    GivenData given = data.of(invocation::services);
    if (time.isEmpty() && !given.isOrdered()) {
      throw missing("--time", "only the rows of a csv file without --where have an order.", given);
    }
    LocalProjection.Result found = given.read(projection::fit, projection::fit);
    switch (format) {
      case table -> invocation.console().out().print(IrfText.of(found));
      case json -> IrfJson.print(found, invocation.console().out());
    }
    invocation.console().out().flush();
    return 0;
  }

  private int lastHorizon() {
    return horizon.orElseThrow(
        () -> missing("--horizon", "how far ahead to look.", data.of(invocation::services)));
  }

  private LocalProjection.Response response() {
    if (cumulative && response.isPresent()) {
      throw JevonsException.usage("jevons irf: give --response or --cumulative, not both.");
    }
    return cumulative
        ? LocalProjection.Response.SUM
        : LocalProjection.Response.parse(response.orElse("level"));
  }

  private static JevonsException missing(String option, String why, GivenData given) {
    return JevonsException.usage(
        "jevons irf: %s is missing: %s Example: jevons irf %s \"y ~ shock\" --horizon 8 --time quarter"
            .formatted(option, why, given.name()));
  }
}
