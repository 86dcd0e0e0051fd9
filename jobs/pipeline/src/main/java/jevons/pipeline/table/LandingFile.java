package jevons.pipeline.table;

import java.io.Serializable;
import java.time.LocalDate;

/**
 * A file of the landing zone.
 *
 * @param path below the landing zone's root, with forward slashes, {@code "prices/NVDA.csv"}
 * @param bytes its size
 * @param sha256 of its content, 64 hexadecimal digits
 * @param exportedOn day the provider exported it by the folder's MANIFEST.csv, or else the day it
 *     was last modified, in UTC
 * @param expectedBytes the size that MANIFEST.csv states, or -1
 */
public record LandingFile(
    String path, long bytes, String sha256, LocalDate exportedOn, long expectedBytes)
    implements Serializable {
  /** The last part of the path, {@code "NVDA.csv"}. */
  public String fileName() {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
