package jevons.pipeline.lake;

import java.util.Arrays;
import scala.Function1;
import scala.collection.Iterator;
import scala.collection.SeqFactory;
import scala.collection.immutable.AbstractSeq;
import scala.collection.immutable.ArraySeq;
import scala.collection.immutable.Seq$;

/**
 * Rows in a plan that Spark's rules pass over as one thing. Most rules go through every argument of
 * a node in search of expressions, and so through every row of a local relation, hundreds of times
 * a query: with a hundred thousand rows that took longer than the query.
 *
 * <p>Raw, since javac sees no class that may implement both of Scala's generic sequences.
 */
@SuppressWarnings({"rawtypes", "unchecked"})
final class HeldRows extends AbstractSeq {
  private final Object[] rows;

  /** Takes the array over. */
  HeldRows(Object[] rows) {
    this.rows = rows;
  }

  /**
   * A function that gives the first row back as it is looks for something that rows do not have,
   * and is not called for the others.
   */
  @Override
  public Object map(Function1 function) {
    if (rows.length == 0) {
      return this;
    }
    Object first = function.apply(rows[0]);
    if (first == rows[0]) {
      return this;
    }
    Object[] mapped = new Object[rows.length];
    mapped[0] = first;
    for (int i = 1; i < rows.length; i++) {
      mapped[i] = function.apply(rows[i]);
    }
    return new HeldRows(mapped);
  }

  @Override
  public Object filter(Function1 wanted) {
    Object[] kept = new Object[rows.length];
    int n = 0;
    for (Object row : rows) {
      if ((Boolean) wanted.apply(row)) {
        kept[n++] = row;
      }
    }
    return n == rows.length ? this : new HeldRows(Arrays.copyOf(kept, n));
  }

  @Override
  public Object apply(int place) {
    return rows[place];
  }

  @Override
  public Object apply(Object place) {
    return rows[(Integer) place];
  }

  @Override
  public boolean isDefinedAt(Object place) {
    return isDefinedAt(((Integer) place).intValue());
  }

  @Override
  public int length() {
    return rows.length;
  }

  @Override
  public Iterator iterator() {
    return ArraySeq.unsafeWrapArray(rows).iterator();
  }

  @Override
  public SeqFactory iterableFactory() {
    return Seq$.MODULE$;
  }

  /** Two plans are the same when they hold the same rows, not when rows look alike. */
  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
