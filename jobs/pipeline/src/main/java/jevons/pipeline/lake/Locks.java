package jevons.pipeline.lake;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The lock's objects in {@code _lock}: who took it, the heartbeat, whether it was given back. */
final class Locks {
  private final ControlStore store;
  private final NumberedObjects<LockInfo> locks;

  /** What an owner writes again and again; {@code beat} tells two heartbeats apart. */
  record Heartbeat(String runId, Instant at, long beat) {}

  /** What an owner, or {@code jevons unlock}, writes last. */
  record Release(String runId, Instant at, String by) {}

  Locks(ControlStore store) {
    this.store = store;
    this.locks = new NumberedObjects<>(store, "_lock", LockInfo.class);
  }

  /** Number of the lock in force, 0 when none was ever taken. */
  long newestNumber() {
    return locks.newest();
  }

  /** The lock in force. */
  Optional<LockInfo> findNewest() {
    long newest = newestNumber();
    return newest == 0 ? Optional.empty() : locks.find(newest);
  }

  /** All that were taken, oldest first. */
  List<LockInfo> all() {
    return after(0);
  }

  /** Those taken after {@code number}, oldest first. */
  List<LockInfo> after(long number) {
    return locks.numbers().stream()
        .filter(n -> n > number)
        .map(locks::find)
        .flatMap(Optional::stream)
        .toList();
  }

  boolean createIfAbsent(LockInfo lock) {
    return locks.createIfAbsent(lock.number(), lock);
  }

  /** Forgets those of smaller numbers than {@code number} that were taken before an instant. */
  void forgetBefore(long number, Instant before) {
    all().stream()
        .filter(lock -> lock.number() < number && lock.startedAt().isBefore(before))
        .forEach(lock -> locks.delete(lock.number(), ".heartbeat", ".released"));
  }

  void beat(LockInfo lock, Instant at, long beat) {
    store.overwrite(
        locks.name(lock.number(), ".heartbeat"), Json.bytes(new Heartbeat(lock.runId(), at, beat)));
  }

  /** The last sign of life; the taking of the lock is the first. */
  Heartbeat heartbeat(LockInfo lock) {
    String name = locks.name(lock.number(), ".heartbeat");
    return store
        .read(name)
        .map(content -> Json.parse(Heartbeat.class, content, name))
        .orElseGet(() -> new Heartbeat(lock.runId(), lock.startedAt(), 0));
  }

  void release(LockInfo lock, Instant at, String by) {
    store.createIfAbsent(
        locks.name(lock.number(), ".released"), Json.bytes(new Release(lock.runId(), at, by)));
  }

  boolean isReleased(LockInfo lock) {
    return store.read(locks.name(lock.number(), ".released")).isPresent();
  }
}
