package jevons.pipeline.lake;

import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.actions.Action$;

/** What a library makes at its first use, for who has another thread to spare before that. */
public final class Preparation {
  private static final String AN_ACTION =
      "{\"protocol\":{\"minReaderVersion\":1,\"minWriterVersion\":2}}";

  private Preparation() {}

  /**
   * Scala's reflection and the readers of all kinds of actions, which Delta's first read and its
   * first commit need; needs no session.
   */
  public static void ofDelta() {
    Action.fromJson(AN_ACTION);
    Action$.MODULE$.logSchema();
  }
}
