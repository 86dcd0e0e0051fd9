package jevons.pipeline.diff;

import java.util.List;
import java.util.Optional;

/**
 * A figure that the studies lead to, in two states of the lake.
 *
 * @param name what it is, {@code "investment headline, log_rate (ewc)"}
 * @param study the study it comes from, or the table where no study made it
 * @param before empty where the earlier state has none
 * @param after empty where the later state has none
 */
public record Conclusion(
    String name, String study, Optional<Estimate> before, Optional<Estimate> after) {

  /**
   * An estimate with its 95 % interval, in the unit of what it estimates.
   *
   * @param low empty where the interval is unbounded, or the figure has none
   * @param high likewise
   * @param pointOfNoEffect the value that says nothing happens: 0, of factors 1
   */
  public record Estimate(
      double value, Optional<Double> low, Optional<Double> high, double pointOfNoEffect) {
    /** Whether the interval has both ends. */
    boolean isBounded() {
      return low.isPresent() && high.isPresent();
    }

    boolean holds(double other) {
      return low.orElse(Double.NEGATIVE_INFINITY) <= other
          && other <= high.orElse(Double.POSITIVE_INFINITY);
    }

    /** 1 or -1 where the interval lies above or below no effect, 0 where it says neither. */
    int side() {
      if (!isBounded() || holds(pointOfNoEffect)) {
        return 0;
      }
      return value > pointOfNoEffect ? 1 : -1;
    }
  }

  /** How a conclusion moved. */
  public enum Move {
    NOT("not"),
    INSIDE("inside its interval"),
    OUTSIDE("outside its interval"),
    MOVED("moved"),
    APPEARED("new"),
    GONE("gone");

    private final String word;

    Move(String word) {
      this.word = word;
    }

    /** For display. */
    public String word() {
      return word;
    }
  }

  /** Where the later estimate lies against the earlier interval. */
  public Move move() {
    if (before.isEmpty() || after.isEmpty()) {
      return before.isEmpty() ? Move.APPEARED : Move.GONE;
    }
    Estimate old = before.get();
    if (old.equals(after.get())) {
      return Move.NOT;
    }
    if (!old.isBounded()) {
      return Move.MOVED;
    }
    return old.holds(after.get().value()) ? Move.INSIDE : Move.OUTSIDE;
  }

  /**
   * Whether the interval says something else: that there is an effect, that there is none, its
   * sign.
   */
  public boolean turned() {
    return before.isPresent() && after.isPresent() && before.get().side() != after.get().side();
  }

  /**
   * A conclusion that moved, with what it was made from that changed.
   *
   * @param changedInputs tables nearest to the landing zone that are behind it and changed
   */
  public record Moved(Conclusion conclusion, List<String> changedInputs) {
    public Moved {
      changedInputs = List.copyOf(changedInputs);
    }
  }
}
