package jevons.pipeline.fetch;

import java.net.URI;
import java.util.OptionalInt;

/** One folder of the landing zone and the provider that fills it. */
interface Source {
  /** Its name on the command line, {@code "fama_french"}. */
  String name();

  /** Its folder in the landing zone. */
  default String folder() {
    return name();
  }

  /** The provider's address. */
  URI address();

  /** Requests a second, where they are not those of all providers. */
  default OptionalInt ownRequestsPerSecond() {
    return OptionalInt.empty();
  }

  /**
   * Refuses to begin when something is not set that every request needs.
   *
   * @throws jevons.pipeline.table.JevonsException USAGE
   */
  default void refuseUnlessReady() {}

  /** Brings what is new. */
  void fetch(Visit visit);
}
