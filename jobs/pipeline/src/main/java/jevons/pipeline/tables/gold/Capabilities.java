package jevons.pipeline.tables.gold;

import static java.util.stream.Collectors.groupingBy;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import jevons.econometrics.itemresponse.Rasch;
import jevons.econometrics.itemresponse.TwoParameterLogistic;
import jevons.pipeline.table.Grade;
import jevons.pipeline.tables.gold.ScoreCells.Cell;

/** Capability of models, estimated from their scores. */
final class Capabilities {
  private Capabilities() {}

  /**
   * The capability of each model, by name; none of no cells.
   *
   * @param method one that is estimated
   */
  static List<Capability> of(CapabilityMethod method, ScoreCells scores) {
    List<Cell> cells = scores.cells();
    if (cells.isEmpty()) {
      return List.of();
    }
    int[] model = ScoreCells.numbered(cells, Cell::model);
    int[] benchmark = ScoreCells.numbered(cells, Cell::benchmark);
    double[] logit = cells.stream().mapToDouble(Cell::logit).toArray();
    if (method == CapabilityMethod.RASCH) {
      Rasch fit = Rasch.fit(model, benchmark, logit);
      return of(scores, fit::capability, fit::standardError);
    } else if (method == CapabilityMethod.TWO_PARAMETER) {
      TwoParameterLogistic fit = TwoParameterLogistic.fit(model, benchmark, logit);
      double[] errors = fit.standardErrors();
      return of(scores, fit::capability, i -> errors[i]);
    }
    throw new IllegalArgumentException(method + " is not estimated from scores");
  }

  private static List<Capability> of(
      ScoreCells scores, IntToDoubleFunction estimate, IntToDoubleFunction standardError) {
    List<String> models = scores.models();
    Map<String, List<Cell>> ofModel = scores.cells().stream().collect(groupingBy(Cell::model));
    return IntStream.range(0, models.size())
        .mapToObj(
            i -> {
              String model = models.get(i);
              List<Cell> own = ofModel.get(model);
              return new Capability(
                  model,
                  estimate.applyAsDouble(i),
                  OptionalDouble.of(standardError.applyAsDouble(i)),
                  own.size(),
                  (int) own.stream().filter(Cell::isClipped).count(),
                  own.stream().map(Cell::grade).reduce(Grade.ESTIMATED, Grade::weaker));
            })
        .toList();
  }
}
