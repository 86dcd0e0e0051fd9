package jevons.pipeline.run;

import static org.apache.spark.sql.functions.bit_xor;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.xxhash64;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import jevons.pipeline.lake.LocalRows;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.XXH64;

/**
 * What looking once at each row of a table gave. Its two hashes are sums modulo 2 over those of the
 * rows: the same for any order, and rows can be taken out again.
 *
 * @param newest last known day; null without one
 * @param breaking rows that break a rule which tolerates none
 * @param bad rows that break each of the rules which tolerate some
 * @param keys how many keys the rows have; empty where they were not counted on the way
 */
record Judged(
    long rows,
    long hash,
    long secondHash,
    LocalDate newest,
    long breaking,
    List<Long> bad,
    OptionalLong keys) {
  static final String HASH = "content_hash";
  static final String KNOWN_ON = "known_on";
  static final String BREAKS_A_RULE = "breaks_a_rule";

  /** Columns before those of the tolerant rules. */
  private static final int FIXED = 3;

  private static final long SECOND = 20250127L;

  /** Where Spark's xxhash64 begins. */
  private static final long SEED = 42L;

  Judged {
    bad = List.copyOf(bad);
  }

  /**
   * Sums up, here when the rows are here, else where they are.
   *
   * @param rows the columns named above in that order, a further one of the last for each tolerant
   *     rule; behind them may stand a hash of the key
   */
  static Judged of(Dataset<Row> rows, int tolerant) {
    return LocalRows.of(rows)
        .map(here -> ofLocal(here, tolerant))
        .orElseGet(() -> ofSpread(rows, tolerant));
  }

  private static Judged ofLocal(List<InternalRow> rows, int tolerant) {
    long hash = 0;
    long secondHash = 0;
    int newest = Integer.MIN_VALUE;
    long second = XXH64.hashLong(SECOND, SEED);
    long[] bad = new long[1 + tolerant];
    int key = FIXED + tolerant;
    boolean hasKey = !rows.isEmpty() && rows.get(0).numFields() > key;
    Set<Long> keys = new HashSet<>();
    for (InternalRow row : rows) {
      long ofRow = row.getLong(0);
      hash ^= ofRow;
      secondHash ^= XXH64.hashLong(ofRow, second);
      if (hasKey) {
        keys.add(row.getLong(key));
      }
      if (!row.isNullAt(1)) {
        newest = Math.max(newest, row.getInt(1));
      }
      for (int i = 0; i <= tolerant; i++) {
        if (!row.isNullAt(FIXED - 1 + i) && row.getBoolean(FIXED - 1 + i)) {
          bad[i]++;
        }
      }
    }
    List<Long> tolerated = new ArrayList<>();
    for (int i = 1; i <= tolerant; i++) {
      tolerated.add(bad[i]);
    }
    LocalDate day = newest == Integer.MIN_VALUE ? null : LocalDate.ofEpochDay(newest);
    OptionalLong distinct = hasKey ? OptionalLong.of(keys.size()) : OptionalLong.empty();
    return new Judged(rows.size(), hash, secondHash, day, bad[0], tolerated, distinct);
  }

  private static Judged ofSpread(Dataset<Row> rows, int tolerant) {
    List<Column> measures = new ArrayList<>();
    measures.add(coalesce(bit_xor(col(HASH)), lit(0L)));
    measures.add(coalesce(bit_xor(xxhash64(lit(SECOND), col(HASH))), lit(0L)));
    measures.add(max(col(KNOWN_ON)));
    measures.add(count_if(col(BREAKS_A_RULE)));
    for (int i = 0; i < tolerant; i++) {
      measures.add(count_if(col(BREAKS_A_RULE + i)));
    }
    Row found = rows.agg(count(lit(1)), measures.toArray(Column[]::new)).head();
    List<Long> bad = new ArrayList<>();
    for (int i = 0; i < tolerant; i++) {
      bad.add(found.getLong(2 + FIXED + i));
    }
    LocalDate newest = found.isNullAt(3) ? null : LocalDate.parse(found.get(3).toString());
    return new Judged(
        found.getLong(0),
        found.getLong(1),
        found.getLong(2),
        newest,
        found.getLong(4),
        bad,
        OptionalLong.empty());
  }
}
