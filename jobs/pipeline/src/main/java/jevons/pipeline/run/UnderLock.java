package jevons.pipeline.run;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.function.Function;
import jevons.pipeline.lake.ControlStore;
import jevons.pipeline.lake.LakeLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Holds the lake's lock while a run works, also when the process is told to end. */
final class UnderLock {
  private static final Logger LOG = LoggerFactory.getLogger(UnderLock.class);

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
      Thread release = new Thread(lock::close, "jevons-release-lock");
      Runtime.getRuntime().addShutdownHook(release);
      try {
        return work.apply(lock);
      } finally {
        removeHook(release);
      }
    } finally {
      MDC.remove("run");
    }
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
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
