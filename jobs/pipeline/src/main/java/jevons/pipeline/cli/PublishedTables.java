package jevons.pipeline.cli;

import java.util.List;
import jevons.pipeline.table.TableName;
import jevons.pipeline.table.TableReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What {@code query} and {@code fit} read. */
interface PublishedTables extends TableReader {
  /** The tables there are, in the order of the layers. */
  List<TableName> names();

  /** A gold table's rows of all as-of days. */
  Dataset<Row> readHistory(TableName table);
}
