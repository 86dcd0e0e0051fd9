package jevons.pipeline.tables.gold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import jevons.pipeline.table.Grade;
import jevons.pipeline.tables.gold.ScoreCells.Cell;
import org.junit.jupiter.api.Test;

class ScoreCellsTest {
  /** Five models on three benchmarks, all at one half: what is added beside them is kept. */
  private static List<KnownScore> frame() {
    List<KnownScore> scores = new ArrayList<>();
    for (String model : List.of("m1", "m2", "m3", "m4", "m5")) {
      for (String benchmark : List.of("b1", "b2", "b3")) {
        scores.add(score(model, benchmark, 0.5));
      }
    }
    return scores;
  }

  private static KnownScore score(String model, String benchmark, double share) {
    return new KnownScore(model, benchmark, share, 0, Grade.REPORTED);
  }

  private static Cell cell(ScoreCells cells, String model, String benchmark) {
    return cells.cells().stream()
        .filter(c -> c.model().equals(model) && c.benchmark().equals(benchmark))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theBestScoreOfAModelOnABenchmarkCounts() {
    List<KnownScore> scores = frame();
    scores.add(score("m1", "b1", 0.8));
    scores.add(score("m1", "b1", 0.3));

    assertThat(cell(ScoreCells.of(scores), "m1", "b1").logit())
        .isCloseTo(Math.log(0.8 / 0.2), within(1e-12));
  }

  @Test
  void aScoreIsMeasuredFromWhatGuessingGives() {
    List<KnownScore> scores = frame();
    // a quarter by guessing: 0.7 is 0.6 of the way from there to all right
    scores.add(new KnownScore("m1", "b1", 0.7, 0.25, Grade.REPORTED));

    assertThat(cell(ScoreCells.of(scores), "m1", "b1").logit())
        .isCloseTo(Math.log(0.6 / 0.4), within(1e-12));
  }

  @Test
  void scoresBelowChanceAndPerfectOnesAreClippedAndCounted() {
    List<KnownScore> scores = frame();
    scores.add(score("m1", "b1", 1.0));
    scores.removeIf(s -> s.model().equals("m2") && s.benchmark().equals("b2"));
    scores.add(new KnownScore("m2", "b2", 0.2, 0.25, Grade.REPORTED));
    ScoreCells cells = ScoreCells.of(scores);

    assertThat(cell(cells, "m1", "b1").logit()).isCloseTo(Math.log(99), within(1e-12));
    assertThat(cell(cells, "m2", "b2").logit()).isCloseTo(-Math.log(99), within(1e-12));
    assertThat(cells.cells().stream().filter(Cell::isClipped))
        .extracting(Cell::model, Cell::benchmark)
        .containsExactly(tuple("m1", "b1"), tuple("m2", "b2"));
  }

  @Test
  void droppingGoesOnUntilNothingChanges() {
    List<KnownScore> scores = frame();
    // x has three benchmarks, but b4 has one model only; without it x has two and goes as well
    scores.add(score("x", "b1", 0.5));
    scores.add(score("x", "b2", 0.5));
    scores.add(score("x", "b4", 0.5));
    ScoreCells cells = ScoreCells.of(scores);

    assertThat(cells.models()).containsExactly("m1", "m2", "m3", "m4", "m5");
    assertThat(cells.tooFew()).isEqualTo(1);
  }

  @Test
  void onlyTheLargestPartThatHangsTogetherIsCompared() {
    List<KnownScore> scores = frame();
    for (String model : List.of("a1", "a2", "a3", "a4", "a5", "a6")) {
      for (String benchmark : List.of("c1", "c2", "c3")) {
        scores.add(score(model, benchmark, 0.5));
      }
    }
    ScoreCells cells = ScoreCells.of(scores);

    assertThat(cells.models()).containsExactly("a1", "a2", "a3", "a4", "a5", "a6");
    assertThat(cells.unconnected()).isEqualTo(5);
    assertThat(cells.tooFew()).isZero();
  }

  @Test
  void nothingIsLeftOfNothing() {
    assertThat(ScoreCells.of(List.of()).cells()).isEmpty();
    assertThat(Capabilities.of(CapabilityMethod.RASCH, ScoreCells.of(List.of()))).isEmpty();
  }

  @Test
  void raschFindsCapabilitiesThatMadeTheScores() {
    List<KnownScore> scores = new ArrayList<>();
    double[] capability = {-2, -1, 0, 1, 2};
    double[] easiness = {-0.5, 0, 0.5};
    for (int i = 0; i < 5; i++) {
      for (int j = 0; j < 3; j++) {
        double odds = Math.exp(capability[i] + easiness[j]);
        scores.add(score("m" + i, "b" + j, odds / (1 + odds)));
      }
    }

    assertThat(Capabilities.of(CapabilityMethod.RASCH, ScoreCells.of(scores)))
        .extracting(Capability::estimate)
        .usingComparatorForType((a, b) -> Math.abs(a - b) < 1e-9 ? 0 : 1, Double.class)
        .containsExactly(-2.0, -1.0, 0.0, 1.0, 2.0);
  }
}
