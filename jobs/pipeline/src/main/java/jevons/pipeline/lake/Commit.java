package jevons.pipeline.lake;

import jevons.pipeline.table.TableName;

/** A commit that this process made: the table and the version it became. */
public record Commit(TableName table, long version) {}
