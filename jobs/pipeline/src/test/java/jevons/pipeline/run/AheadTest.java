package jevons.pipeline.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import jevons.pipeline.table.JevonsException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class AheadTest {
  private final Executor queue = Ahead.queue("test-ahead");
  private final CountDownLatch go = new CountDownLatch(1);

  @AfterEach
  void letGo() {
    go.countDown();
    MDC.clear();
  }

  @Test
  void whatIsQueuedIsMadeInOrderWhileOthersWork() {
    List<String> made = new CopyOnWriteArrayList<>();
    Ahead<String> first =
        Ahead.begin(
            queue,
            () -> {
              go.await();
              made.add("first");
              return "a";
            });
    Ahead<String> second =
        Ahead.begin(
            queue,
            () -> {
              made.add("second");
              return "b";
            });
    assertThat(first.soFar()).isEmpty();
    assertThat(second.soFar()).isEmpty();

    go.countDown();
    assertThat(second.get()).isEqualTo("b");
    assertThat(first.get()).isEqualTo("a");
    assertThat(first.soFar()).contains("a");
    assertThat(made).containsExactly("first", "second");
  }

  @Test
  void aFailureIsThatOfWhoAsksForIt() {
    JevonsException problem = JevonsException.usage("no such thing");
    Ahead<String> made =
        Ahead.begin(
            queue,
            () -> {
              throw problem;
            });
    made.await();
    assertThat(made.soFar()).isEmpty();
    assertThatThrownBy(made::get).isSameAs(problem);
  }

  @Test
  void whatIsLoggedMeanwhileNamesTheRun() {
    MDC.put("run", "20250127T0100Z-0001");
    assertThat(Ahead.begin(queue, () -> MDC.get("run")).get()).isEqualTo("20250127T0100Z-0001");
  }

  @Test
  void whoIsInterruptedWaitsForTheValueNoLonger() {
    Ahead<String> made =
        Ahead.begin(
            queue,
            () -> {
              go.await();
              return "late";
            });
    Thread.currentThread().interrupt();
    assertThatThrownBy(made::get).isInstanceOf(CancellationException.class);
    go.countDown();
    made.await();
    assertThat(Thread.interrupted()).as("is still interrupted").isTrue();
    assertThat(made.soFar()).contains("late");
  }
}
