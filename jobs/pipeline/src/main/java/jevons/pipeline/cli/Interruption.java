package jevons.pipeline.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C: the command is interrupted and gets time to unwind, which releases the lake's lock; the
 * process then ends as the signal asks (130 for Ctrl-C).
 */
final class Interruption {
  /** A commit under way is finished or abandoned within this time. */
  private static final long PATIENCE_SECONDS = 20;

  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean interrupted;

  /** Never interrupted; for tests. */
  static Interruption never() {
    return new Interruption();
  }

  /** Interrupts {@code worker} when the process is asked to end. */
  static Interruption watch(Thread worker, Console console) {
    Interruption interruption = new Interruption();
    Thread hook = new Thread(() -> interruption.onSignal(worker, console), "jevons-interruption");
    Runtime.getRuntime().addShutdownHook(hook);
    return interruption;
  }

  /** The command is over; the process may end at once. */
  void ended() {
    ended.countDown();
  }

  /** Whether the failures that come now are those of unwinding. */
  boolean interrupted() {
    return interrupted;
  }

  private void onSignal(Thread worker, Console console) {
    if (ended.getCount() == 0) {
      return;
    }
    interrupted = true;
    console.err().println("Interrupted; ending cleanly. Run it again to go on from here.");
    // A library that is just being loaded would print how it was interrupted.
    System.setErr(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    worker.interrupt();
    try {
      if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        console.err().println("It did not end within " + PATIENCE_SECONDS + " s; stopped.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
