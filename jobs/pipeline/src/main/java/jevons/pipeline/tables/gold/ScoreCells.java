package jevons.pipeline.tables.gold;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toCollection;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import jevons.econometrics.itemresponse.Rasch;
import jevons.pipeline.table.Grade;

/**
 * The scores that capability is estimated from: for each model and benchmark the best one,
 * corrected for chance, as a logit.
 *
 * <p>Models are compared through benchmarks they share. So benchmarks with few models and models
 * with few benchmarks go, in turn, until nothing changes, and of parts that share no benchmark the
 * one with the most models stays.
 *
 * @param cells sorted by model, then benchmark
 * @param tooFew models left out for their few benchmarks
 * @param unconnected models left out since they share no benchmark with the rest
 */
record ScoreCells(List<Cell> cells, int tooFew, int unconnected) {
  static final int MODELS_OF_A_BENCHMARK = 5;
  static final int BENCHMARKS_OF_A_MODEL = 3;

  /** Shares this near to 0 and 1 say little more than that a benchmark does not fit a model. */
  private static final double CLIP = 0.01;

  /**
   * The best score of a model on a benchmark.
   *
   * @param logit of the share above chance, ln(q / (1 - q)), q = (p - c) / (1 - c)
   * @param isClipped whether q was outside 0.01 to 0.99 and set to the nearer end
   */
  record Cell(String model, String benchmark, double logit, boolean isClipped, Grade grade) {
    private static Cell of(KnownScore score) {
      double aboveChance = (score.share() - score.chance()) / (1 - score.chance());
      double q = Math.min(Math.max(aboveChance, CLIP), 1 - CLIP);
      return new Cell(
          score.model(), score.benchmark(), Math.log(q / (1 - q)), q != aboveChance, score.grade());
    }
  }

  ScoreCells {
    cells = List.copyOf(cells);
  }

  /** What is left of these scores. */
  static ScoreCells of(Collection<KnownScore> scores) {
    List<Cell> all = best(scores).stream().map(Cell::of).toList();
    List<Cell> enough = withEnoughOfEach(all);
    List<Cell> connected = largestPart(enough);
    int kept = models(enough).size();
    return new ScoreCells(connected, models(all).size() - kept, kept - models(connected).size());
  }

  /** The models left, sorted. */
  List<String> models() {
    return List.copyOf(models(cells));
  }

  /** The weakest grade of the cells, at best estimated. */
  Grade grade() {
    return cells.stream().map(Cell::grade).reduce(Grade.ESTIMATED, Grade::weaker);
  }

  private static Set<String> models(List<Cell> cells) {
    return cells.stream().map(Cell::model).collect(toCollection(TreeSet::new));
  }

  private static Collection<KnownScore> best(Collection<KnownScore> scores) {
    record Place(String model, String benchmark) {}
    Map<Place, KnownScore> best =
        new TreeMap<>(Comparator.comparing(Place::model).thenComparing(Place::benchmark));
    // Of equal scores the firmer grade: that one was known for sure
    Comparator<KnownScore> better =
        Comparator.comparingDouble(KnownScore::share)
            .thenComparing(KnownScore::grade, Comparator.reverseOrder());
    for (KnownScore score : scores) {
      best.merge(
          new Place(score.model(), score.benchmark()),
          score,
          (a, b) -> better.compare(a, b) >= 0 ? a : b);
    }
    return best.values();
  }

  private static List<Cell> withEnoughOfEach(List<Cell> all) {
    List<Cell> kept = all;
    int before;
    do {
      before = kept.size();
      kept = withAtLeast(MODELS_OF_A_BENCHMARK, Cell::benchmark, kept);
      kept = withAtLeast(BENCHMARKS_OF_A_MODEL, Cell::model, kept);
    } while (kept.size() < before);
    return kept;
  }

  private static List<Cell> withAtLeast(int cells, Function<Cell, String> side, List<Cell> of) {
    Map<String, Long> count = of.stream().collect(groupingBy(side, counting()));
    return of.stream().filter(c -> count.get(side.apply(c)) >= cells).toList();
  }

  /** The connected part of models and benchmarks with the most models. */
  private static List<Cell> largestPart(List<Cell> cells) {
    int[] model = numbered(cells, Cell::model);
    int[] part = Rasch.components(model, numbered(cells, Cell::benchmark));
    return IntStream.range(0, cells.size())
        .filter(c -> part[model[c]] == 0)
        .mapToObj(cells::get)
        .toList();
  }

  /** The model, or benchmark, of each cell as its place among their sorted names. */
  static int[] numbered(List<Cell> cells, Function<Cell, String> side) {
    List<String> names = cells.stream().map(side).distinct().sorted().toList();
    return cells.stream().mapToInt(c -> Collections.binarySearch(names, side.apply(c))).toArray();
  }
}
