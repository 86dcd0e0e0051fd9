package jevons.pipeline.diff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import jevons.pipeline.diff.Conclusion.Estimate;
import jevons.pipeline.diff.Conclusion.Move;
import org.junit.jupiter.api.Test;

class ConclusionTest {
  @Test
  void theLaterEstimateIsMeasuredAgainstTheEarlierInterval() {
    assertThat(moved(estimate(0.4, -0.1, 0.9), estimate(0.4, -0.1, 0.9)).move())
        .isEqualTo(Move.NOT);
    assertThat(moved(estimate(0.4, -0.1, 0.9), estimate(0.9, 0.2, 1.6)).move())
        .isEqualTo(Move.INSIDE);
    assertThat(moved(estimate(0.4, -0.1, 0.9), estimate(1.0, 0.2, 1.8)).move())
        .isEqualTo(Move.OUTSIDE);
  }

  @Test
  void aConclusionThatOneStateLacksIsNewOrGone() {
    assertThat(new Conclusion("e", "s", Optional.empty(), estimate(1, 0, 2)).move())
        .isEqualTo(Move.APPEARED);
    assertThat(new Conclusion("e", "s", estimate(1, 0, 2), Optional.empty()).move())
        .isEqualTo(Move.GONE);
  }

  @Test
  void anUnboundedIntervalHoldsEverythingSoItOnlyMoves() {
    Optional<Estimate> unbounded =
        Optional.of(new Estimate(5, Optional.of(2.0), Optional.empty(), 1));
    assertThat(moved(unbounded, estimate(6, 2, 9)).move()).isEqualTo(Move.MOVED);
    assertThat(moved(unbounded, unbounded).turned()).isFalse();
  }

  @Test
  void itTurnsWhenItsIntervalSaysSomethingElseOfTheSign() {
    assertThat(moved(estimate(0.4, -0.1, 0.9), estimate(0.5, 0.1, 0.9)).turned()).isTrue();
    assertThat(moved(estimate(0.5, 0.1, 0.9), estimate(0.4, -0.1, 0.9)).turned()).isTrue();
    assertThat(moved(estimate(0.5, 0.1, 0.9), estimate(-0.5, -0.9, -0.1)).turned()).isTrue();
    assertThat(moved(estimate(0.5, 0.1, 0.9), estimate(0.6, 0.2, 1.0)).turned()).isFalse();
  }

  private static Conclusion moved(Optional<Estimate> before, Optional<Estimate> after) {
    return new Conclusion("elasticity", "investment", before, after);
  }

  private static Optional<Estimate> estimate(double value, double low, double high) {
    return Optional.of(new Estimate(value, Optional.of(low), Optional.of(high), 0));
  }
}
