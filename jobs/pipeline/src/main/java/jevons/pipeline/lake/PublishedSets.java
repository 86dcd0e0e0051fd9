package jevons.pipeline.lake;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import jevons.pipeline.table.ExitCode;
import jevons.pipeline.table.JevonsException;

/**
 * The published sets of a lake, {@code _published/<number>.json}.
 *
 * <p>A set counts only if its owner still had the lock: a set made under lock L does not when a
 * later lock was taken while the set was not there yet ({@code baseSet < number}). So a run that is
 * suspended, loses the lock and wakes can write a set, but nobody reads it.
 */
public final class PublishedSets {
  /** So many stay in any case: a lake that rests for years still has its last nights. */
  private static final int NEWEST_KEPT = 30;

  private final Locks locks;
  private final NumberedObjects<PublishedSet> sets;

  /** The sets in a lake's store. */
  public PublishedSets(ControlStore store) {
    this.locks = new Locks(store);
    this.sets = new NumberedObjects<>(store, "_published", PublishedSet.class);
  }

  /** The newest set that counts. */
  public Optional<PublishedSet> newest() {
    List<Long> numbers = numbers();
    for (int i = numbers.size() - 1; i >= 0; i--) {
      Optional<PublishedSet> set = sets.find(numbers.get(i)).filter(this::counts);
      if (set.isPresent()) {
        return set;
      }
    }
    return Optional.empty();
  }

  /** The set of this number, if it is there and counts. */
  public Optional<PublishedSet> read(long number) {
    return sets.find(number).filter(this::counts);
  }

  /** Numbers of all sets, ascending; also of those that do not count. */
  public List<Long> numbers() {
    return sets.numbers();
  }

  /** The greatest number that is taken, 0 when there is none. */
  long newestNumber() {
    return sets.newest();
  }

  /**
   * Publishes a draft under the next number.
   *
   * @return the set as it is read from now on
   * @throws JevonsException exit 5 when another run has taken the lock over
   */
  public PublishedSet publish(LakeLock lock, PublishedSet draft) {
    while (true) {
      refuseUnlessNewest(lock);
      PublishedSet set =
          draft.published(newestNumber() + 1, lock, Instant.now().truncatedTo(ChronoUnit.MILLIS));
      if (sets.createIfAbsent(set.number(), set)) {
        // The lock may have gone between the look and the write; then the set does not count.
        if (!counts(set)) {
          throw takenOver(lock);
        }
        return set;
      }
    }
  }

  /**
   * Forgets sets whose tables' versions nobody can count on reading any more, and locks as old that
   * came before the oldest set that stays; the newest sets stay whatever their age. A lock that
   * came after a set that stays is kept, since it tells whether that set counts.
   *
   * @param lock the caller's: nothing happens when another run has taken the lake over
   * @param before sets published earlier may go
   */
  public void forget(LakeLock lock, Instant before) {
    List<Long> numbers = numbers();
    int last = Math.max(0, numbers.size() - NEWEST_KEPT);
    for (int i = 0; i < numbers.size(); i++) {
      PublishedSet set = sets.find(numbers.get(i)).orElseThrow();
      boolean isOld = set.publishedAt() != null && set.publishedAt().isBefore(before);
      if (i >= last || !isOld) {
        locks.forgetBefore(set.lockNumber(), before);
        return;
      }
      if (!lock.isNewest()) {
        return;
      }
      sets.delete(set.number());
    }
  }

  private boolean counts(PublishedSet set) {
    return locks.after(set.lockNumber()).stream()
        .noneMatch(later -> later.baseSet() < set.number());
  }

  private void refuseUnlessNewest(LakeLock lock) {
    if (!lock.isNewest()) {
      throw takenOver(lock);
    }
  }

  private JevonsException takenOver(LakeLock lock) {
    String by =
        locks
            .findNewest()
            .map(newer -> "run " + newer.runId() + " (host " + newer.host() + ")")
            .orElse("another run");
    return new JevonsException(
        ExitCode.LOCKED,
        "run "
            + lock.runId()
            + " lost the lock: it gave no heartbeat, and "
            + by
            + " took the lake over. Nothing was published; run again when that one has ended.");
  }
}
