package jevons.pipeline.lake;

import java.time.LocalDate;

/**
 * What a commit says about itself, in Delta's {@code userMetadata}.
 *
 * @param step the table that was made, {@code "gold.claim"}
 * @param asOf null for tables that hold all days at once
 * @param fingerprint of the step: inputs, settings, code
 * @param contentDigest of the rows
 * @param rows written
 * @param maxKnownOn newest day in the known-time column; null without one
 * @param vintages intakes that the rows came in with; 0 for tables that are not bronze
 */
public record CommitNote(
    String runId,
    String step,
    LocalDate asOf,
    String fingerprint,
    String contentDigest,
    long rows,
    LocalDate maxKnownOn,
    long vintages) {}
