package jevons.econometrics.internal.moments;

import java.io.Serializable;
import java.util.List;

/** Rows that a {@link Pass} can be made over, as often as one likes. */
public interface Blocks {

  /** What all rows add up to. */
  <R extends Serializable> R run(Pass<R> pass);

  /** The parts as one, in their order. */
  static <R extends Serializable> R merge(List<R> parts, Pass<R> pass) {
    R all = pass.start().finish();
    for (R part : parts) {
      all = pass.merge(all, part);
    }
    return all;
  }
}
