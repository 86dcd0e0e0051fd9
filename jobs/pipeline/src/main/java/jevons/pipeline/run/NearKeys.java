package jevons.pipeline.run;

import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import jevons.pipeline.table.Field;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * A condition that holds of every line with one of a few keys and of few others, and that a reader
 * of files can use to pass most of them over.
 *
 * @param columns of the key, words all
 * @param values that each of them has; none for a column that is null in some key
 * @param areNone whether there are no keys at all
 */
record NearKeys(List<Field> columns, List<TreeSet<UTF8String>> values, boolean areNone) {
  /** Up to so many values of a column are asked for one by one, more by their bounds. */
  private static final int FEW_VALUES = 50;

  /** Of keys, each a row of the key's columns. */
  static NearKeys of(List<Field> columns, List<InternalRow> keys) {
    List<TreeSet<UTF8String>> values = new ArrayList<>();
    for (int k = 0; k < columns.size(); k++) {
      int place = k;
      TreeSet<UTF8String> ofColumn = new TreeSet<>();
      if (keys.stream().noneMatch(key -> key.isNullAt(place))) {
        keys.forEach(key -> ofColumn.add(key.getUTF8String(place)));
      }
      values.add(ofColumn);
    }
    return new NearKeys(columns, values, keys.isEmpty());
  }

  /** For a query. */
  Column condition() {
    if (areNone) {
      return lit(false);
    }
    Column near = lit(true);
    for (int k = 0; k < columns.size(); k++) {
      TreeSet<UTF8String> ofColumn = values.get(k);
      Column column = columns.get(k).col();
      if (isFew(ofColumn)) {
        near = near.and(column.isin(ofColumn.stream().map(UTF8String::toString).toArray()));
      } else if (!ofColumn.isEmpty()) {
        near = near.and(column.between(ofColumn.first().toString(), ofColumn.last().toString()));
      }
    }
    return near;
  }

  /** Whether the condition holds of all of these keys. */
  boolean hold(List<InternalRow> keys) {
    return keys.stream().allMatch(this::holds);
  }

  private boolean holds(InternalRow key) {
    for (int k = 0; k < columns.size(); k++) {
      TreeSet<UTF8String> ofColumn = values.get(k);
      if (ofColumn.isEmpty()) {
        continue;
      }
      if (key.isNullAt(k)) {
        return false;
      }
      UTF8String value = key.getUTF8String(k);
      boolean isNear =
          isFew(ofColumn)
              ? ofColumn.contains(value)
              : value.compareTo(ofColumn.first()) >= 0 && value.compareTo(ofColumn.last()) <= 0;
      if (!isNear) {
        return false;
      }
    }
    return !areNone;
  }

  private static boolean isFew(TreeSet<UTF8String> values) {
    return !values.isEmpty() && values.size() <= FEW_VALUES;
  }
}
