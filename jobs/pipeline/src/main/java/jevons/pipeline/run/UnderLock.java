package jevons.pipeline.run;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import jevons.pipeline.lake.ControlStore;
import jevons.pipeline.lake.LakeLock;
import org.apache.hadoop.util.ShutdownHookManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Holds the lake's lock while a run works, also when the process is told to end. */
final class UnderLock {
  private static final Logger LOG = LoggerFactory.getLogger(UnderLock.class);

  /**
   * Spark ends by a hook of priority 50 and Hadoop's file systems after it; greater comes first.
   */
  private static final int BEFORE_SPARK = 100;

  private static final long PATIENCE_SECONDS = 20;

  private UnderLock() {}

  /**
   * Runs {@code work} under the lock, under a run id of its own that the log names.
   *
   * @throws jevons.pipeline.table.JevonsException LOCKED: another run holds the lake
   */
  static <T> T run(ControlStore store, RunRequest request, Function<LakeLock, T> work) {
    String runId = newRunId();
    MDC.put("run", runId);
    try (LakeLock lock = LakeLock.acquire(store, request.lake(), runId, request.lock())) {
      lock.takenOverFrom()
          .ifPresent(dead -> LOG.warn("took over the lock of dead run {}", dead.runId()));
      CountDownLatch ended = new CountDownLatch(1);
      Thread worker = Thread.currentThread();
      Runnable release = lock::close;
      Runnable unwind =
          () -> {
            worker.interrupt();
            awaitEnd(ended);
            release.run();
          };
      ShutdownHookManager.get()
          .addShutdownHook(unwind, BEFORE_SPARK, PATIENCE_SECONDS + 5, TimeUnit.SECONDS);
      try {
        return work.apply(lock);
      } finally {
        ended.countDown();
        removeHook(unwind);
      }
    } finally {
      MDC.remove("run");
    }
  }

  /**
   * Whether this process has been told to end: what fails from then on fails for that, and what is
   * still written is written while Spark is there.
   */
  static boolean isEnding() {
    return ShutdownHookManager.get().isShutdownInProgress();
  }

  private static void awaitEnd(CountDownLatch ended) {
    try {
      if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("the run did not end within {} s of the signal", PATIENCE_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void removeHook(Runnable hook) {
    try {
      ShutdownHookManager.get().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      LOG.debug("shutting down: the hook releases the lock", e);
    }
  }

  private static String newRunId() {
    String minute =
        DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmm'Z'")
            .withZone(ZoneOffset.UTC)
            .format(Instant.now());
    return minute + "-" + String.format("%04x", new SecureRandom().nextInt(1 << 16));
  }
}
