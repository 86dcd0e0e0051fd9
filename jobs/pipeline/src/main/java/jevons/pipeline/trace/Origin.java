package jevons.pipeline.trace;

import java.time.LocalDate;
import java.util.Optional;

/**
 * A line of a landing file.
 *
 * @param file below the landing zone's root
 * @param line the first is 1
 * @param sha256 of the file as it was taken in
 * @param exportedOn day the provider exported the file, or it was last modified
 * @param accessionNumber the filing that the line is about, where it is about one
 */
public record Origin(
    String file,
    long line,
    String sha256,
    LocalDate exportedOn,
    Optional<String> accessionNumber) {}
