package jevons.pipeline.run;

import jevons.pipeline.table.LandingFile;
import jevons.pipeline.table.TableName;

/**
 * What became of one landing file.
 *
 * @param lines read, rejects included
 * @param problem why nothing of it was taken in, or null
 */
record FileOutcome(TableName table, LandingFile file, long lines, long rejects, String problem) {}
