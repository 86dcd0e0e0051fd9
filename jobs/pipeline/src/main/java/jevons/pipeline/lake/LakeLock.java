package jevons.pipeline.lake;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import jevons.pipeline.table.Closest;
import jevons.pipeline.table.ExitCode;
import jevons.pipeline.table.JevonsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to write a lake. Locks are numbered and never taken twice: whoever creates the next
 * number owns the lake. An owner that lost it without knowing, because it was suspended, is found
 * out when it publishes: see {@link PublishedSets}.
 */
public final class LakeLock implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LakeLock.class);

  private final Locks locks;
  private final LockInfo info;
  private final LockInfo takenOverFrom;
  private final InstantSource clock;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread heart;
  private long beats;

  private LakeLock(
      Locks locks,
      LockInfo info,
      LockInfo takenOverFrom,
      LockSettings settings,
      InstantSource clock) {
    this.locks = locks;
    this.info = info;
    this.takenOverFrom = takenOverFrom;
    this.clock = clock;
    beat();
    this.heart = new Thread(() -> beatUntilClosed(settings), "lake-heartbeat");
    heart.setDaemon(true);
    heart.start();
  }

  /**
   * Takes the lock of a lake, also from an owner that is dead.
   *
   * @throws JevonsException exit 5 when another run holds it
   */
  public static LakeLock acquire(
      ControlStore store, LakeLocation lake, String runId, LockSettings settings) {
    return acquire(store, lake, runId, settings, OwnerProcess.current(), InstantSource.system());
  }

  /**
   * Looks whether somebody who gives signs of life holds it, before something long is begun in
   * vain; never waits.
   *
   * @throws JevonsException exit 5 when another run holds it
   */
  public static void requireFree(ControlStore store, LakeLocation lake, LockSettings settings) {
    Locks locks = new Locks(store);
    Vitals vitals = new Vitals(locks, settings, OwnerProcess.current(), InstantSource.system());
    locks
        .findNewest()
        .filter(lock -> !locks.isReleased(lock) && vitals.givesSigns(lock))
        .ifPresent(
            lock -> {
              throw held(lake, lock, vitals);
            });
  }

  static LakeLock acquire(
      ControlStore store,
      LakeLocation lake,
      String runId,
      LockSettings settings,
      OwnerProcess self,
      InstantSource clock) {
    Locks locks = new Locks(store);
    Vitals vitals = new Vitals(locks, settings, self, clock);
    while (true) {
      Optional<LockInfo> newest = locks.findNewest();
      Optional<LockInfo> unreleased = newest.filter(lock -> !locks.isReleased(lock));
      if (unreleased.isPresent() && !vitals.isDead(unreleased.get())) {
        throw held(lake, unreleased.get(), vitals);
      }
      LockInfo next =
          new LockInfo(
              newest.map(LockInfo::number).orElse(0L) + 1,
              runId,
              self.host(),
              self.pid(),
              self.started(),
              self.pidSpace(),
              clock.instant(),
              new PublishedSets(store).newestNumber());
      // Who loses this race meets the winner in the next round, alive.
      if (locks.createIfAbsent(next)) {
        return new LakeLock(locks, next, unreleased.orElse(null), settings, clock);
      }
    }
  }

  private static JevonsException held(LakeLocation lake, LockInfo owner, Vitals vitals) {
    return new JevonsException(
        ExitCode.LOCKED,
        String.format(
            "lake %s is held by run %s (host %s, last heartbeat %d s ago). Wait for it, or if it is"
                + " dead: jevons unlock %s.",
            lake, owner.runId(), owner.host(), vitals.silence(owner).toSeconds(), owner.runId()));
  }

  /** All that took the lock, oldest first. */
  public static List<LockInfo> history(ControlStore store) {
    return new Locks(store).all();
  }

  /**
   * Gives back the lock of a dead run; nothing happens when it has been given back or taken over.
   *
   * @throws JevonsException exit 5 when the owner is alive; exit 2 when no such run had the lock
   */
  public static void unlock(ControlStore store, String runId, LockSettings settings) {
    unlock(store, runId, settings, OwnerProcess.current(), InstantSource.system());
  }

  static void unlock(
      ControlStore store,
      String runId,
      LockSettings settings,
      OwnerProcess self,
      InstantSource clock) {
    Locks locks = new Locks(store);
    List<LockInfo> all = locks.all();
    List<LockInfo> ofRun = all.stream().filter(lock -> lock.runId().equals(runId)).toList();
    if (ofRun.isEmpty()) {
      throw JevonsException.usage(
          "no run "
              + runId
              + " ever held this lake."
              + Closest.hint(runId, all.stream().map(LockInfo::runId).toList()));
    }
    LockInfo lock = ofRun.get(ofRun.size() - 1);
    if (lock.number() < locks.newestNumber() || locks.isReleased(lock)) {
      return;
    }
    Vitals vitals = new Vitals(locks, settings, self, clock);
    if (!vitals.isDead(lock)) {
      throw new JevonsException(
          ExitCode.LOCKED,
          String.format(
              "run %s is alive (host %s, process %d, last heartbeat %d s ago) and keeps its lock."
                  + " Stop that process, or wait until it has been silent for %d s.",
              runId,
              lock.host(),
              lock.pid(),
              vitals.silence(lock).toSeconds(),
              settings.deadAfterSeconds()));
    }
    locks.release(lock, clock.instant(), "unlock");
  }

  /** Counts up by one with each owner. */
  public long number() {
    return info.number();
  }

  /** The run that owns it. */
  public String runId() {
    return info.runId();
  }

  /** Number of the newest published set when the lock was taken, 0 for none. */
  public long baseSet() {
    return info.baseSet();
  }

  /** The machine of this process, as the lock names it. */
  public String host() {
    return info.host();
  }

  /** Whether nobody has taken the lock over since. */
  public boolean isNewest() {
    return locks.newestNumber() == info.number();
  }

  /** The dead run that it was taken from, if any: what that one committed may be adopted. */
  public Optional<LockInfo> takenOverFrom() {
    return Optional.ofNullable(takenOverFrom);
  }

  /** Gives the lock back. */
  @Override
  public void close() {
    closed.countDown();
    locks.release(info, clock.instant(), "owner");
  }

  private void beatUntilClosed(LockSettings settings) {
    try {
      while (!closed.await(settings.heartbeatSeconds(), TimeUnit.SECONDS)) {
        beat();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void beat() {
    try {
      locks.beat(info, clock.instant(), ++beats);
    } catch (JevonsException e) {
      // The work may still end well; if it takes too long, another run takes over.
      LOG.warn("heartbeat of run {} failed: {}", info.runId(), e.getMessage());
    }
  }
}
