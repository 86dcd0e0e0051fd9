package jevons.pipeline.studies;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jevons.pipeline.table.Asked;
import jevons.pipeline.table.Estimated;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.RowsBehind;
import jevons.pipeline.table.Table;
import jevons.pipeline.tables.gold.Regression;
import jevons.pipeline.tables.gold.RegressionCoefficient;
import jevons.pipeline.tables.gold.RegressionDiagnostic;
import org.apache.spark.sql.SparkSession;

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

  /** The table whose rows are its findings, for a trace; others lead to that one. */
  default Class<? extends Estimated> findings() {
    return Regression.class;
  }

  /**
   * The tables that its answers are rows of. Studies that fill a table together run as one step;
   * others run beside each other, and each is skipped by itself.
   */
  default Set<Class<? extends Estimated>> fills() {
    return Set.of(Regression.class, RegressionCoefficient.class, RegressionDiagnostic.class);
  }

  /**
   * All that its answers depend on beside its settings and code, where that is a small part of its
   * inputs: rows that were made from the same before are taken as they are, whatever else in the
   * inputs has changed. Empty of most studies, which depend on their inputs as a whole. Only for a
   * study that fills its tables alone, and has {@link Regression#FINGERPRINT} in the first of them.
   */
  default Optional<String> reads(Inputs in) {
    return Optional.empty();
  }

  /**
   * The part of the calendar that its answers depend on beyond what is known, as {@link
   * jevons.pipeline.table.Derived#period} of tables; part of the step's fingerprint. Empty for
   * most.
   */
  default String period(LocalDate asOf) {
    return "";
  }

  /**
   * Looks at what takes too long for an idle night, without Spark's session.
   *
   * @throws jevons.pipeline.table.JevonsException USAGE: what the user can put right
   */
  default void requireReadable() {}

  /**
   * Looks at what only a session can tell, before any table is written.
   *
   * @throws jevons.pipeline.table.JevonsException USAGE: what the user can put right
   */
  default void requireTyped(SparkSession spark) {}

  /**
   * The rows of one of its inputs that its findings were made from.
   *
   * @param input one of {@link #inputs()}
   * @param asked the columns of {@link #findings()} that are followed, and the settings of {@link
   *     #settings()}
   */
  RowsBehind rowsBehind(Table input, Asked asked);

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
