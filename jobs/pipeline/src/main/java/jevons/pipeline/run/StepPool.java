package jevons.pipeline.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import jevons.pipeline.table.Table;
import org.slf4j.MDC;

/**
 * Runs steps, a few at a time, each as soon as all that it reads is done; of those that are ready,
 * the one first that the longest row of other steps waits for.
 */
final class StepPool implements AutoCloseable {
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

  /** Work that waits for a thread. */
  private record Ranked(int followers, long order, Runnable work)
      implements Runnable, Comparable<Ranked> {
    @Override
    public void run() {
      work.run();
    }

    @Override
    public int compareTo(Ranked other) {
      int longestFirst = Integer.compare(other.followers, followers);
      return longestFirst != 0 ? longestFirst : Long.compare(order, other.order);
    }
  }

  private Executor ranked(int followers) {
    return work -> threads.execute(new Ranked(followers, submitted.incrementAndGet(), work));
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

  /**
   * Runs all steps; the results in the order of the steps. The first exception of a step stops
   * those that have not begun and is thrown.
   */
  List<StepResult> run(List<Step> steps, Function<Step, List<StepResult>> work) {
    Map<String, String> context = MDC.getCopyOfContextMap();
    Map<Step, Integer> followers = followers(steps);
    Map<Class<?>, CompletableFuture<List<StepResult>>> made = new HashMap<>();
    List<CompletableFuture<List<StepResult>>> all = new ArrayList<>();
    for (Step step : steps) {
      CompletableFuture<?>[] inputs =
          step.inputs().stream()
              .map(made::get)
              .filter(f -> f != null)
              .toArray(CompletableFuture[]::new);
      CompletableFuture<List<StepResult>> future =
          CompletableFuture.allOf(inputs)
              .thenApplyAsync(
                  done -> {
                    if (context != null) {
                      MDC.setContextMap(context);
                    }
                    return work.apply(step);
                  },
                  ranked(followers.get(step)));
      for (Table table : step.makes()) {
        made.put(table.getClass(), future);
      }
      all.add(future);
    }
    List<StepResult> results = new ArrayList<>();
    try {
      CompletableFuture<Void> everything =
          CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
      for (CompletableFuture<List<StepResult>> future : all) {
        future.exceptionally(
            problem -> {
              everything.completeExceptionally(problem);
              return List.of();
            });
      }
      everything.join();
      all.forEach(f -> results.addAll(f.join()));
    } catch (CompletionException e) {
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
      throw e;
    }
    return results;
  }

  /** Runs pieces of work that do not depend on each other. */
  void each(List<Runnable> work) {
    try {
      CompletableFuture.allOf(
              work.stream()
                  .map(w -> CompletableFuture.runAsync(w, ranked(0)))
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
