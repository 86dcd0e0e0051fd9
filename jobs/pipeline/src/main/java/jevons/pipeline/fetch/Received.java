package jevons.pipeline.fetch;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A whole answer, as it came.
 *
 * @param address where it is from
 * @param body the bytes, in a file of the visit's own
 * @param sha256 of those bytes
 * @param at when it had come in full
 */
record Received(Address address, Path body, String sha256, Validators validators, Instant at) {}
