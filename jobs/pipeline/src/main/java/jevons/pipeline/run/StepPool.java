package jevons.pipeline.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Runs steps, a few at a time, each as soon as all that it reads is done; of those that are ready,
 * the one first that the longest row of other steps waits for.
 */
final class StepPool implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StepPool.class);
  private static final long LAST_STEPS_SECONDS = 10;
  private static final CompletableFuture<Void> NOTHING = CompletableFuture.completedFuture(null);

  private final ExecutorService threads;
  private final AtomicLong submitted = new AtomicLong();

  StepPool(int parallel) {
    threads =
        new ThreadPoolExecutor(
            parallel,
            parallel,
            0,
            TimeUnit.SECONDS,
            new PriorityBlockingQueue<>(),
            work -> {
              Thread thread = new Thread(work, "jevons-step");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Work that waits for a thread; that of an earlier day comes first. */
  private record Ranked(int day, int followers, long order, Runnable work)
      implements Runnable, Comparable<Ranked> {
    private static final Comparator<Ranked> FIRST =
        Comparator.comparingInt(Ranked::day)
            .thenComparing(Ranked::followers, Comparator.reverseOrder())
            .thenComparing(Ranked::order);

    @Override
    public void run() {
      work.run();
    }

    @Override
    public int compareTo(Ranked other) {
      return FIRST.compare(this, other);
    }
  }

  private Executor ranked(int day, int followers) {
    return work -> threads.execute(new Ranked(day, followers, submitted.incrementAndGet(), work));
  }

  /** Length of the longest row of steps of which each reads the one before. */
  private static Map<Step, Integer> followers(List<Step> steps) {
    Map<Step, Integer> followers = new HashMap<>();
    for (int i = steps.size() - 1; i >= 0; i--) {
      Step step = steps.get(i);
      int longest = 0;
      for (Step later : steps.subList(i + 1, steps.size())) {
        if (step.makes().stream().anyMatch(t -> later.inputs().contains(t.getClass()))) {
          longest = Math.max(longest, 1 + followers.get(later));
        }
      }
      followers.put(step, longest);
    }
    return followers;
  }

  /** Steps that wait for a thread or for each other, or have ended; by the tables they make too. */
  private record Begun(
      List<CompletableFuture<List<StepResult>>> all,
      Map<Class<?>, CompletableFuture<List<StepResult>>> made) {
    /** In the order of the steps. */
    CompletableFuture<List<StepResult>> results() {
      return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
          .thenApply(done -> all.stream().flatMap(f -> f.join().stream()).toList());
    }
  }

  /**
   * Runs all steps; the results in the order of the steps. The first exception of a step stops
   * those that have not begun and is thrown.
   */
  List<StepResult> run(List<Step> steps, Function<Step, List<StepResult>> work) {
    Begun begun = begin(steps, work, 0, NOTHING, Map.of());
    await(begun.all());
    return begun.results().join();
  }

  /**
   * The steps of a day of knowledge.
   *
   * @param ended takes the results when all steps have ended, and all of the days before
   */
  record Day(
      List<Step> steps, Function<Step, List<StepResult>> work, Consumer<List<StepResult>> ended) {}

  /**
   * Runs the steps of several days. A step also waits for that of the day before which makes the
   * same table: what that one found is there to be taken over, and a table has one writer. While
   * the last steps of a day run, the next day begins; a third day waits, since days keep rows.
   */
  void runDays(List<Day> days) {
    Map<String, String> context = MDC.getCopyOfContextMap();
    List<CompletableFuture<?>> all = new ArrayList<>();
    CompletableFuture<Void> twoBefore = NOTHING;
    CompletableFuture<Void> before = NOTHING;
    Map<Class<?>, CompletableFuture<List<StepResult>>> madeBefore = Map.of();
    for (int i = 0; i < days.size(); i++) {
      Day day = days.get(i);
      Begun begun = begin(day.steps(), day.work(), i, twoBefore, madeBefore);
      CompletableFuture<Void> ended =
          begun
              .results()
              .thenAcceptBothAsync(
                  before,
                  (results, nothing) -> {
                    enter(context);
                    day.ended().accept(results);
                  },
                  ranked(i, Integer.MAX_VALUE));
      all.addAll(begun.all());
      all.add(ended);
      madeBefore = begun.made();
      twoBefore = before;
      before = ended;
    }
    await(all);
  }

  private Begun begin(
      List<Step> steps,
      Function<Step, List<StepResult>> work,
      int day,
      CompletableFuture<Void> first,
      Map<Class<?>, CompletableFuture<List<StepResult>>> madeBefore) {
    Map<String, String> context = MDC.getCopyOfContextMap();
    Map<Step, Integer> followers = followers(steps);
    Begun begun = new Begun(new ArrayList<>(), new HashMap<>());
    for (Step step : steps) {
      CompletableFuture<?>[] needed =
          Stream.concat(
                  Stream.of(first),
                  Stream.concat(
                          step.inputs().stream().map(begun.made()::get),
                          step.makes().stream().map(t -> madeBefore.get(t.getClass())))
                      .filter(f -> f != null))
              .toArray(CompletableFuture[]::new);
      CompletableFuture<List<StepResult>> future =
          CompletableFuture.allOf(needed)
              .thenApplyAsync(
                  done -> {
                    enter(context);
                    return work.apply(step);
                  },
                  ranked(day, followers.get(step)));
      step.makes().forEach(table -> begun.made().put(table.getClass(), future));
      begun.all().add(future);
    }
    return begun;
  }

  /** The log names the run in other threads, too. */
  static void enter(Map<String, String> context) {
    if (context != null) {
      MDC.setContextMap(context);
    }
  }

  /**
   * Waits for the end of all, or for the first exception: what has not begun by then never does.
   */
  private void await(List<? extends CompletableFuture<?>> all) {
    CompletableFuture<Void> everything =
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
    for (CompletableFuture<?> future : all) {
      future.exceptionally(
          problem -> {
            everything.completeExceptionally(problem);
            return null;
          });
    }
    try {
      everything.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted(e);
    } catch (ExecutionException e) {
      threads.shutdownNow();
      Throwable cause = e.getCause();
      while (cause instanceof CompletionException && cause.getCause() != null) {
        cause = cause.getCause();
      }
      if (cause instanceof RuntimeException r) {
        throw r;
      }
      if (cause instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(cause);
    }
  }

  /** Steps under way end, with their commits or without, before the run says what it did. */
  private CancellationException interrupted(InterruptedException cause) {
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(LAST_STEPS_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("a step did not end within {} s of the interruption", LAST_STEPS_SECONDS);
      }
    } catch (InterruptedException again) {
      LOG.debug("interrupted twice: the steps under way are left to themselves", again);
    }
    CancellationException interrupted = new CancellationException("interrupted");
    interrupted.initCause(cause);
    return interrupted;
  }

  /** Runs pieces of work that do not depend on each other. */
  void each(List<Runnable> work) {
    try {
      CompletableFuture.allOf(
              work.stream()
                  .map(w -> CompletableFuture.runAsync(w, ranked(0, 0)))
                  .toArray(CompletableFuture[]::new))
          .join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException r ? r : e;
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
