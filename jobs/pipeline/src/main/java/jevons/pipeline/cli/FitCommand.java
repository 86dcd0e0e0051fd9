package jevons.pipeline.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import jevons.econometrics.Covariance;
import jevons.econometrics.Etable;
import jevons.econometrics.EtableColumn;
import jevons.econometrics.Fit;
import jevons.econometrics.PanelOls;
import jevons.econometrics.SmallSample;
import jevons.econometrics.panel.PanelModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jevons fit}: a regression on a table or a file. */
@Command(
    name = "fit",
    description = {
      "A regression on a published table, or on a csv, parquet or Delta path.",
      "Formulas are fixest's: y ~ x1 + x2 | firm + year, lag(x, 1), lead(x, 1), d(x), log(x),"
          + " x1:x2, x1*x2, i(x), i(x, ref = b), I(x^2), - 1; instruments stand behind the last bar:"
          + " y ~ x1 | firm | x2 ~ z1 + z2, or y ~ x1 | x2 ~ z1 + z2.",
      "With instruments the fit is two-stage least squares. JSON then has first_stage, a list of"
          + " {endogenous, vcov, f, df1, df2, p_value, partial_r2}, and each inference has"
          + " instruments: weak_identification (Cragg-Donald or Kleibergen-Paap),"
          + " underidentification, overidentification (Sargan or Hansen J) and endogeneity"
          + " (Wu-Hausman).",
      "Example: jevons fit gold.firm_quarter \"d_log_capex ~ log_rate_lag1 | ticker\" --unit ticker"
          + " --time quarter --vcov dk --vcov \"cluster(ticker)\""
    })
final class FitCommand implements Callable<Integer> {
  /** How the fit is printed; latex and csv have a column for each kind of errors. */
  enum Format {
    table,
    json,
    latex,
    csv
  }

  private final Invocation invocation;

  @Mixin private DataArgument data = new DataArgument();

  @Parameters(index = "1", paramLabel = "FORMULA", description = "y ~ x1 + x2 | firm | x3 ~ z")
  private String formula;

  @Option(
      names = "--vcov",
      paramLabel = "V",
      description =
          "Errors: iid (default), hc0 to hc3, cluster(firm), cluster(firm,year), cr3(firm),"
              + " wild(firm), wild(firm,webb), nw(L), nw(auto), nw(andrews), nw(auto,prewhite),"
              + " nw(L,fixedb), dk with the same, ewc, hansen-hodrick(H), hodrick(H,returns); may"
              + " be repeated, they are printed side by side.")
  private List<String> vcovs = new ArrayList<>();

  @Option(
      names = "--ssc",
      paramLabel = "S",
      description = "Small-sample convention: fixest (default), stata, none.")
  private String ssc = "fixest";

  @Option(names = "--weights", paramLabel = "COLUMN", description = "Analytic weights.")
  private Optional<String> weights = Optional.empty();

  @Option(names = "--unit", paramLabel = "COLUMN", description = "The panel's unit, for lags.")
  private Optional<String> unit = Optional.empty();

  @Option(names = "--time", paramLabel = "COLUMN", description = "The period, for lags, nw, dk.")
  private Optional<String> time = Optional.empty();

  @Option(
      names = "--model",
      paramLabel = "M",
      description =
          "pooled (default); within: absorbs the unit; fd: first differences, a gap gives none;"
              + " between: means by unit. All but the first need --unit.")
  private String model = "pooled";

  @Option(names = "--format", description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private Format format = Format.table;

  FitCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException {
    PanelOls regression =
        new PanelOls()
            .setFormula(formula)
            .setModel(PanelModel.parse(model))
            .setSmallSample(SmallSample.parse(ssc));
    weights.ifPresent(regression::setWeights);
    unit.ifPresent(regression::setUnit);
    time.ifPresent(regression::setTime);
    List<Covariance> covariances =
        vcovs.isEmpty()
            ? List.of(Covariance.iid())
            : vcovs.stream().map(Covariance::parse).toList();
    Fit fit =
        data.of(invocation::services)
            .read(
                few -> regression.fit(few, covariances), rows -> regression.fit(rows, covariances));
    switch (format) {
      case table -> invocation.console().out().print(FitText.of(fit));
      case json -> FitJson.print(fit, invocation.console().out());
      case latex -> invocation.console().out().print(new Etable(EtableColumn.of(fit)).latex());
      case csv -> invocation.console().out().print(new Etable(EtableColumn.of(fit)).csv());
    }
    invocation.console().out().flush();
    return 0;
  }
}
