package jevons.pipeline.lake;

import java.time.Instant;

/**
 * One taking of the lock, as {@code _lock/<number>.json} has it.
 *
 * @param number counts up by one with each owner; the greatest is the lock in force
 * @param pidStarted when that process started, so that a number used again by the machine is told
 *     apart
 * @param pidSpace the boot and the container that the process number is of; null where unknown
 * @param baseSet number of the newest published set when the lock was taken, 0 for none
 */
public record LockInfo(
    long number,
    String runId,
    String host,
    long pid,
    Instant pidStarted,
    String pidSpace,
    Instant startedAt,
    long baseSet) {}
