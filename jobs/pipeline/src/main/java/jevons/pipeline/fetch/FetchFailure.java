package jevons.pipeline.fetch;

import java.time.Duration;
import java.util.Optional;

/** Why a file could not be brought; ends that file, never the command. Holds no key. */
final class FetchFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What can be done about it. */
  enum Remedy {
    /** Ask again: a busy server, a broken connection. */
    AGAIN,
    /** Nothing that another attempt would change: a wrong file, a refused key. */
    NONE
  }

  private final Remedy remedy;
  private final boolean providerDown;
  private final transient Duration askedWait;

  private FetchFailure(
      String message, Remedy remedy, boolean providerDown, Duration askedWait, Throwable cause) {
    super(message, cause);
    this.remedy = remedy;
    this.providerDown = providerDown;
    this.askedWait = askedWait;
  }

  /** What came is not what was asked for. */
  static FetchFailure refused(String message) {
    return new FetchFailure(message, Remedy.NONE, false, null, null);
  }

  /** The provider does not answer, or says that it cannot now. */
  static FetchFailure down(String message, Throwable cause) {
    return new FetchFailure(message, Remedy.AGAIN, true, null, cause);
  }

  /** The provider asks to come back after a while. */
  static FetchFailure busy(String message, Optional<Duration> askedWait) {
    return new FetchFailure(message, Remedy.AGAIN, true, askedWait.orElse(null), null);
  }

  /** The provider asks for a longer wait than a night has. */
  static FetchFailure tooBusy(String message) {
    return new FetchFailure(message, Remedy.NONE, true, null, null);
  }

  /** The answer broke off; what came is kept for the next attempt. */
  static FetchFailure cutOff(String message, Throwable cause) {
    return new FetchFailure(message, Remedy.AGAIN, false, null, cause);
  }

  boolean mayPass() {
    return remedy == Remedy.AGAIN;
  }

  /** Whether the provider's other files are likely to fail alike. */
  boolean providerDown() {
    return providerDown;
  }

  Optional<Duration> askedWait() {
    return Optional.ofNullable(askedWait);
  }
}
