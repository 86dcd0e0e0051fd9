package jevons.pipeline.config;

import java.time.Duration;

/**
 * How a run works.
 *
 * @param parallelSteps steps that run at a time, 1 or more
 * @param heartbeat how often a run shows in the lake's lock that it is alive
 * @param deadAfter how long a run may be silent before another takes its lock over; longer than
 *     {@code heartbeat}
 * @param staleAfterDays days between the newest figure known and today after which the report warns
 */
public record RunSettings(
    int parallelSteps, Duration heartbeat, Duration deadAfter, int staleAfterDays) {}
