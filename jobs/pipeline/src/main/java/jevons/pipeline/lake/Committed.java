package jevons.pipeline.lake;

/** A commit that was found in a table's log, with what it says about itself. */
public record Committed(long version, CommitNote note) {}
