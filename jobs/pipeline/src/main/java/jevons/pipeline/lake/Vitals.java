package jevons.pipeline.lake;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Tells whether the owner of a lock is dead. In doubt it is alive. */
final class Vitals {
  private final Locks locks;
  private final LockSettings settings;
  private final OwnerProcess self;
  private final InstantSource clock;

  Vitals(Locks locks, LockSettings settings, OwnerProcess self, InstantSource clock) {
    this.locks = locks;
    this.settings = settings;
    this.self = self;
    this.clock = clock;
  }

  /**
   * Dead is an owner whose process is gone from this machine, or whose heartbeat is older than
   * {@link LockSettings#deadAfterSeconds()} and stays unchanged while this one watches, for one and
   * a half beats: the clock of another machine may be late, and a machine that was asleep wakes
   * with an old heartbeat and a live owner.
   */
  boolean isDead(LockInfo lock) {
    if (isGone(lock)) {
      return true;
    }
    Locks.Heartbeat last = locks.heartbeat(lock);
    return isOld(last) && staysUnchanged(lock, last);
  }

  /** Whether it is alive at a glance; what gives no signs need not be dead. */
  boolean givesSigns(LockInfo lock) {
    return !isGone(lock) && !isOld(locks.heartbeat(lock));
  }

  private boolean isGone(LockInfo lock) {
    OwnerProcess owner = OwnerProcess.of(lock);
    return owner.sharesPidsWith(self) && owner.isGone();
  }

  private boolean isOld(Locks.Heartbeat heartbeat) {
    return age(heartbeat).compareTo(settings.deadAfter()) > 0;
  }

  /** Since the last sign of life, never negative. */
  Duration silence(LockInfo lock) {
    Duration age = age(locks.heartbeat(lock));
    return age.isNegative() ? Duration.ZERO : age;
  }

  private Duration age(Locks.Heartbeat heartbeat) {
    Instant now = clock.instant();
    return Duration.between(heartbeat.at(), now);
  }

  private boolean staysUnchanged(LockInfo lock, Locks.Heartbeat last) {
    try {
      Thread.sleep(settings.heartbeat().toMillis() * 3 / 2);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    return locks.heartbeat(lock).equals(last);
  }
}
