package jevons.pipeline.studies;

import java.util.Map;
import jevons.pipeline.table.Estimated;
import jevons.pipeline.table.Field;

/**
 * A row of a table that holds no regression, or of a regression that could not be fitted.
 *
 * @param table the table it is for
 * @param cells by column, without {@code as_of}; a column that is not there is null
 */
public record StudyRow(Class<? extends Estimated> table, Map<Field, Object> cells) {}
