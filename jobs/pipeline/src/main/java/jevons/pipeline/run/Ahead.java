package jevons.pipeline.run;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.MDC;

/**
 * What takes long to make and needs nothing of what comes before its use: begun on a thread of its
 * own, and waited for where it is used.
 */
final class Ahead<T> {
  private final FutureTask<T> made;

  private Ahead(FutureTask<T> made) {
    this.made = made;
  }

  /** Runs one piece of work after the other, on a thread that is there while there is any. */
  static Executor queue(String threadName) {
    ThreadPoolExecutor thread =
        new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread daemon = new Thread(work, threadName);
              daemon.setDaemon(true);
              return daemon;
            });
    thread.allowCoreThreadTimeOut(true);
    return thread;
  }

  /** Begins to make it as soon as {@code on} has a thread; what it logs names this run. */
  static <T> Ahead<T> begin(Executor on, Callable<T> make) {
    Map<String, String> context = MDC.getCopyOfContextMap();
    FutureTask<T> made =
        new FutureTask<>(
            () -> {
              StepPool.enter(context);
              return make.call();
            });
    on.execute(made);
    return new Ahead<>(made);
  }

  /** The same for work that makes nothing. */
  static Ahead<Void> run(Executor on, Runnable work) {
    return begin(
        on,
        () -> {
          work.run();
          return null;
        });
  }

  /** Waits until it is made or has failed, also in a thread that is interrupted. */
  void await() {
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        made.get();
        ended = true;
      } catch (InterruptedException e) {
        interrupted = true;
      } catch (ExecutionException e) {
        ended = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Waits for it.
   *
   * @throws CancellationException when this thread is interrupted
   */
  T get() {
    try {
      return made.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      CancellationException interrupted = new CancellationException("interrupted");
      interrupted.initCause(e);
      throw interrupted;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** What has been made by now; empty while it is being made, and when that failed. */
  Optional<T> soFar() {
    try {
      return made.isDone() ? Optional.of(get()) : Optional.empty();
    } catch (RuntimeException failed) {
      return Optional.empty();
    }
  }
}
