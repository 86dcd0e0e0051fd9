package jevons.pipeline.run;

/**
 * What one check found.
 *
 * @param rows rows looked at
 * @param badRows rows that break the rule
 * @param example key and values of the first such row, or null
 */
record Finding(
    String check, boolean holds, boolean stops, long rows, long badRows, String example) {}
