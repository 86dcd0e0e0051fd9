package jevons.pipeline.fetch;

import java.util.Locale;

/**
 * What became of one landing file.
 *
 * @param source where it belongs, {@code "edgar"}
 * @param file below the landing zone's root, {@code "edgar/CIK0001045810.json"}
 * @param outcome how it ended
 * @param address where it was asked for, without a key; empty where nothing was
 * @param bytes size of the landing file; 0 when none was made
 * @param sha256 of the landing file; empty when none was made
 * @param message why it failed or was passed over; else empty
 */
public record FetchResult(
    String source,
    String file,
    Outcome outcome,
    String address,
    long bytes,
    String sha256,
    String message) {
  /** How it ended. */
  public enum Outcome {
    /** There was no such file. */
    NEW,
    /** It replaced one with other content. */
    CHANGED,
    /** The provider has nothing else than what is there. */
    UNCHANGED,
    /** The provider does not offer it, or its meaning is not known here. */
    PASSED_OVER,
    /** It could not be brought; what is there stays. */
    FAILED;

    /** In words, {@code "passed over"}. */
    public String words() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }
}
