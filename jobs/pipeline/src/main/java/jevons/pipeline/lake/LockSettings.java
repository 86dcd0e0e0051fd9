package jevons.pipeline.lake;

import java.time.Duration;

/**
 * How a run shows that it is alive.
 *
 * @param heartbeatSeconds between two heartbeats of the owner
 * @param deadAfterSeconds without a heartbeat after which an owner counts as dead; at least twice
 *     the heartbeat
 */
public record LockSettings(int heartbeatSeconds, int deadAfterSeconds) {
  /** A heartbeat every 10 s, dead after 60 s. */
  public static final LockSettings DEFAULT = new LockSettings(10, 60);

  public LockSettings {
    if (heartbeatSeconds < 1 || deadAfterSeconds < 2 * heartbeatSeconds) {
      throw new IllegalArgumentException(
          "heartbeat every "
              + heartbeatSeconds
              + " s, dead after "
              + deadAfterSeconds
              + " s: the second must be at least twice the first");
    }
  }

  Duration heartbeat() {
    return Duration.ofSeconds(heartbeatSeconds);
  }

  Duration deadAfter() {
    return Duration.ofSeconds(deadAfterSeconds);
  }
}
