package jevons.pipeline.table.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import jevons.pipeline.table.Grade;
import org.junit.jupiter.api.Test;

class VerdictTest {
  private static Measured exactly(double figure) {
    return Measured.exactly(figure, Grade.DERIVED);
  }

  private static Measured between(double figure, double low, double high) {
    return Measured.between(figure, low, high, Grade.ESTIMATED);
  }

  @Test
  void figureWithinTheToleranceHolds() {
    assertThat(Rule.WITHIN.judge(30, 10, exactly(27.3))).isEqualTo(Verdict.HOLDS);
    assertThat(Rule.WITHIN.judge(30, 10, exactly(40))).isEqualTo(Verdict.HOLDS);
  }

  @Test
  void figureOutsideOfItFails() {
    assertThat(Rule.WITHIN.judge(30, 10, exactly(40.1))).isEqualTo(Verdict.FAILS);
  }

  @Test
  void figureOfTheClaimedDirectionHoldsPartly() {
    assertThat(Rule.WITHIN.judge(30, 10, exactly(12).against(1))).isEqualTo(Verdict.PARTLY);
    assertThat(Rule.WITHIN.judge(-0.17, 0.005, exactly(-0.03).against(0)))
        .isEqualTo(Verdict.PARTLY);
  }

  @Test
  void figureOfTheOtherDirectionFails() {
    assertThat(Rule.WITHIN.judge(30, 10, exactly(0.5).against(1))).isEqualTo(Verdict.FAILS);
    assertThat(Rule.WITHIN.judge(-0.17, 0.005, exactly(0.03).against(0))).isEqualTo(Verdict.FAILS);
  }

  @Test
  void claimOfNoDifferenceHasNoDirection() {
    assertThat(Rule.WITHIN.judge(0, 0.5, exactly(0.6).against(0))).isEqualTo(Verdict.FAILS);
  }

  @Test
  void intervalThatReachesBeyondTheToleranceCannotTell() {
    assertThat(Rule.WITHIN.judge(0, 0.5, between(-0.2, -0.7, 0.3))).isEqualTo(Verdict.CANNOT_TELL);
    assertThat(Rule.WITHIN.judge(0, 0.5, between(-0.1, -0.4, 0.2))).isEqualTo(Verdict.HOLDS);
    assertThat(Rule.WITHIN.judge(0, 0.5, between(-0.9, -1.2, -0.6))).isEqualTo(Verdict.FAILS);
  }

  @Test
  void intervalOutsideWithPartOfItOnTheOtherSideOfNoEffectFails() {
    assertThat(Rule.WITHIN.judge(5, 1, between(1, -1, 3).against(0))).isEqualTo(Verdict.FAILS);
    assertThat(Rule.WITHIN.judge(5, 1, between(2, 1, 3).against(0))).isEqualTo(Verdict.PARTLY);
  }

  @Test
  void onlyTheDirectionIsAskedOfAboveAndBelow() {
    assertThat(Rule.ABOVE.judge(1, 0, exactly(2.1))).isEqualTo(Verdict.HOLDS);
    assertThat(Rule.ABOVE.judge(1, 0, exactly(1))).isEqualTo(Verdict.FAILS);
    assertThat(Rule.BELOW.judge(1, 0, between(0.3, 0.1, 0.9))).isEqualTo(Verdict.HOLDS);
    assertThat(Rule.BELOW.judge(1, 0, between(0.3, 0.1, 1.6))).isEqualTo(Verdict.CANNOT_TELL);
    assertThat(Rule.BELOW.judge(1, 0, between(2, 1.2, 3))).isEqualTo(Verdict.FAILS);
  }

  @Test
  void claimOfMoreThanWasReachedHoldsPartly() {
    assertThat(Rule.ABOVE.judge(2, 0, exactly(1.4).against(1))).isEqualTo(Verdict.PARTLY);
    assertThat(Rule.BELOW.judge(0.5, 0, exactly(0.7).against(1))).isEqualTo(Verdict.PARTLY);
  }

  @Test
  void whatIsOnlyKnownFromBelowCannotTellUntilItIsTooLarge() {
    Measured fourDays = Measured.atLeast(5, Grade.DERIVED, "not yet");
    assertThat(Rule.BELOW.judge(365, 0, fourDays)).isEqualTo(Verdict.CANNOT_TELL);
    Measured twoYears = Measured.atLeast(730, Grade.DERIVED, "not yet");
    assertThat(Rule.BELOW.judge(365, 0, twoYears)).isEqualTo(Verdict.FAILS);
  }

  @Test
  void whatIsNotKnownCannotTell() {
    for (Rule rule : Rule.values()) {
      assertThat(rule.judge(1, 0, Measured.unknown("no prices"))).isEqualTo(Verdict.CANNOT_TELL);
    }
  }

  @Test
  void figuresAgreeWhenOneLiesInTheOthersInterval() {
    Measured ours = between(3.22, 2.58, 4.02);
    assertThat(Agreement.of(Optional.of(3.0), 3, 3, ours)).isEqualTo(Agreement.AGREES);
    assertThat(Agreement.of(Optional.empty(), 3, 3.5, ours)).isEqualTo(Agreement.AGREES);
    assertThat(Agreement.of(Optional.of(2.4), 2.0, 3.1, ours)).isEqualTo(Agreement.PARTLY);
    assertThat(Agreement.of(Optional.of(2.4), 2.0, 2.5, ours)).isEqualTo(Agreement.DIFFERS);
    assertThat(Agreement.of(Optional.of(2.4), 2.0, 3.1, Measured.unknown("too few")))
        .isEqualTo(Agreement.CANNOT_TELL);
  }
}
