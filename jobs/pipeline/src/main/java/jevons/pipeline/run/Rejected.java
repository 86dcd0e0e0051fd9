package jevons.pipeline.run;

import jevons.pipeline.table.TableName;

/** A line that was set aside, as {@code ops.rejected_record} keeps it. */
record Rejected(
    TableName table,
    String path,
    String sha256,
    long line,
    String column,
    String reason,
    String message,
    String text) {}
