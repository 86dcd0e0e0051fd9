package jevons.pipeline.tables.gold;

import static java.util.stream.Collectors.groupingBy;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import jevons.econometrics.itemresponse.Rasch;
import jevons.pipeline.table.Grade;
import jevons.pipeline.tables.gold.ScoreCells.Cell;

/** Capability by the linear Rasch model: a score's logit is capability plus easiness. */
final class RaschCapability {
  private RaschCapability() {}

  /** The capability of each model, by name; none of no cells. */
  static List<Capability> of(ScoreCells scores) {
    List<Cell> cells = scores.cells();
    if (cells.isEmpty()) {
      return List.of();
    }
    List<String> models = scores.models();
    Rasch fit =
        Rasch.fit(
            ScoreCells.numbered(cells, Cell::model),
            ScoreCells.numbered(cells, Cell::benchmark),
            cells.stream().mapToDouble(Cell::logit).toArray());
    Map<String, List<Cell>> ofModel = cells.stream().collect(groupingBy(Cell::model));
    return IntStream.range(0, models.size())
        .mapToObj(
            i -> {
              String model = models.get(i);
              List<Cell> own = ofModel.get(model);
              return new Capability(
                  model,
                  fit.capability(i),
                  fit.standardError(i),
                  own.size(),
                  (int) own.stream().filter(Cell::isClipped).count(),
                  own.stream().map(Cell::grade).reduce(Grade.ESTIMATED, Grade::weaker));
            })
        .toList();
  }
}
