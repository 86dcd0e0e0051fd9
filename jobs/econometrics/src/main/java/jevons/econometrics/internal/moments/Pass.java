package jevons.econometrics.internal.moments;

import java.io.Serializable;

/**
 * What one read computes: each partition starts a part of its own, hands it blocks of rows, and the
 * parts merge.
 *
 * @param <R> what a partition sends back
 */
public interface Pass<R extends Serializable> extends Serializable {

  /** The work on one partition. */
  interface Part<R> {
    void add(Block block);

    R finish();
  }

  Part<R> start();

  /** Adds one partition's figures to another's. */
  R merge(R into, R other);
}
