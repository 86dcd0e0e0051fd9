package jevons.pipeline.studies;

import java.util.List;
import java.util.Set;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.Table;

/**
 * A question put to the tables. It is a function of what it reads and its settings: the same inputs
 * give the same estimates, to the last digit.
 */
public interface Study {
  /** As in the column {@code study}, {@code "investment"}. */
  String name();

  /** The tables it reads. */
  Set<Class<? extends Table>> inputs();

  /** Configuration keys it reads; part of the step's fingerprint. */
  Set<String> settings();

  /**
   * The answers, in the order in which they are to be read. A sample that is too small for a
   * specification gives no estimate of it: as of an early day the list may be empty. Empty too of a
   * study that fits no regression.
   */
  default List<Estimate> estimate(Inputs in) {
    return List.of();
  }

  /** Rows of the tables that hold no regression; none of most studies. */
  default List<StudyRow> rows(Inputs in) {
    return List.of();
  }
}
