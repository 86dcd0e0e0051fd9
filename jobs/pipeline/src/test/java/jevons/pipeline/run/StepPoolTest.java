package jevons.pipeline.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import jevons.pipeline.table.Derived;
import jevons.pipeline.tables.gold.Event;
import jevons.pipeline.tables.gold.ModelCapability;
import jevons.pipeline.tables.gold.ModelEfficiency;
import org.junit.jupiter.api.Test;

/** In which order the steps of several days run; each of the three reads the one before it. */
class StepPoolTest {
  private static final Step FIRST = derivation(new ModelCapability());
  private static final Step SECOND = derivation(new ModelEfficiency());
  private static final Step THIRD = derivation(new Event());
  private static final List<Step> STEPS = List.of(FIRST, SECOND, THIRD);

  private final List<String> log = Collections.synchronizedList(new ArrayList<>());

  @Test
  void aDayBeginsWhileTheLastStepOfTheDayBeforeRuns() {
    CountDownLatch secondDay = new CountDownLatch(1);
    List<Boolean> met = Collections.synchronizedList(new ArrayList<>());
    run(
        2,
        (day, step) -> {
          if (day == 1 && step == FIRST) {
            secondDay.countDown();
          }
          if (day == 0 && step == THIRD) {
            met.add(isReached(secondDay));
          }
        });

    assertThat(met).containsExactly(true);
    assertThat(log).containsSubsequence("day 0 ended", "day 1 ended");
  }

  @Test
  void aStepWaitsForWhatItReadsAndForItselfOnTheDayBefore() {
    run(4, (day, step) -> {});

    for (int day = 0; day < 4; day++) {
      assertThat(log)
          .containsSubsequence(
              "end " + day + " gold.model_capability",
              "begin " + day + " gold.model_efficiency",
              "end " + day + " gold.model_efficiency",
              "begin " + day + " gold.event",
              "end " + day + " gold.event",
              "day " + day + " ended");
      for (Step step : STEPS) {
        if (day > 0) {
          assertThat(log)
              .containsSubsequence(
                  "end " + (day - 1) + " " + step.label(), "begin " + day + " " + step.label());
        }
      }
    }
  }

  @Test
  void noThirdDayBeginsBeforeTheFirstHasEnded() {
    run(5, (day, step) -> {});

    for (int day = 2; day < 5; day++) {
      assertThat(log)
          .containsSubsequence(
              "day " + (day - 2) + " ended", "begin " + day + " gold.model_capability");
    }
  }

  @Test
  void whatAStepThrowsStopsTheDaysThatHaveNotBegun() {
    assertThatThrownBy(
            () ->
                run(
                    3,
                    (day, step) -> {
                      if (day == 0 && step == SECOND) {
                        throw new IllegalStateException("out of luck");
                      }
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("out of luck");
    assertThat(log)
        .noneMatch(line -> line.endsWith("ended") || line.equals("begin 2 gold.model_capability"));
  }

  /** Writes down when steps begin and end, and days. */
  private void run(int days, BiConsumer<Integer, Step> work) {
    try (StepPool pool = new StepPool(2)) {
      pool.runDays(
          IntStream.range(0, days)
              .mapToObj(
                  day ->
                      new StepPool.Day(
                          STEPS,
                          step -> {
                            log.add("begin " + day + " " + step.label());
                            work.accept(day, step);
                            log.add("end " + day + " " + step.label());
                            return List.of();
                          },
                          results -> log.add("day " + day + " ended")))
              .toList());
    }
  }

  private static Step derivation(Derived table) {
    return new Step.Derivation(table, table.inputs());
  }

  private static boolean isReached(CountDownLatch latch) {
    try {
      return latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
