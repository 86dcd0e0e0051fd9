package jevons.pipeline.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jevons.pipeline.lake.ControlStore;
import jevons.pipeline.lake.LakeLocation;
import jevons.pipeline.lake.PublishedSet;
import jevons.pipeline.lake.PublishedSets;
import jevons.pipeline.run.Published;
import jevons.pipeline.table.Closest;
import jevons.pipeline.table.JevonsException;

/** The runs that published, found by what a user calls them; needs no Spark. */
final class PublishedRuns {
  private final PublishedSets sets;
  private final PublishedSet newest;

  PublishedRuns(ControlStore store, LakeLocation location) {
    this.sets = new PublishedSets(store);
    this.newest = Published.newest(store, location);
  }

  /** The two states of a request, the earlier first. */
  record Pair(PublishedSet before, PublishedSet after) {}

  /**
   * Finds both states.
   *
   * @throws JevonsException exit 2: no such run, or no two states
   */
  Pair pair(DiffRequest request) {
    List<String> runs = request.runs();
    return switch (runs.size()) {
      case 0 -> request.isOfDays() ? new Pair(newest, newest) : new Pair(oneBefore(), newest);
      case 1 -> new Pair(named(runs.get(0)), newest);
      default -> new Pair(named(runs.get(0)), named(runs.get(1)));
    };
  }

  private PublishedSet oneBefore() {
    List<Long> numbers = sets.numbers();
    for (int i = numbers.size() - 1; i >= 0; i--) {
      Optional<PublishedSet> set =
          numbers.get(i) < newest.number() ? sets.read(numbers.get(i)) : Optional.empty();
      if (set.isPresent()) {
        return set.get();
      }
    }
    throw JevonsException.usage(
        "run "
            + newest.runId()
            + " is the only one that published; there is nothing to compare it with. Compare two of"
            + " its days: jevons diff --from-as-of DAY (days there are: jevons backfill makes them).");
  }

  /** A run by its id, or by the number of the set that it published. */
  private PublishedSet named(String run) {
    List<String> known = new ArrayList<>();
    List<Long> numbers = sets.numbers();
    for (int i = numbers.size() - 1; i >= 0; i--) {
      Optional<PublishedSet> set = sets.read(numbers.get(i));
      if (set.isPresent()) {
        if (set.get().runId().equals(run) || String.valueOf(set.get().number()).equals(run)) {
          return set.get();
        }
        known.add(set.get().runId());
      }
    }
    throw JevonsException.usage(
        "no run "
            + run
            + " has published (an idle night and a failed one publish nothing)."
            + Closest.hint(run, known)
            + " All: jevons runs.");
  }
}
