package jevons.pipeline.fetch;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Keeps requests apart by one interval at least, so that no second holds more than allowed. (A
 * limiter that fills a slot per interval lets two requests pass side by side where slots meet.)
 */
final class Pace {
  private final long interval;
  private long next = System.nanoTime();

  Pace(int requestsPerSecond) {
    interval = Duration.ofSeconds(1).toNanos() / requestsPerSecond;
  }

  /** Returns when the next request may go out. */
  synchronized void await() throws InterruptedException {
    for (long left = next - System.nanoTime(); left > 0; left = next - System.nanoTime()) {
      TimeUnit.NANOSECONDS.sleep(left);
    }
    next = System.nanoTime() + interval;
  }
}
