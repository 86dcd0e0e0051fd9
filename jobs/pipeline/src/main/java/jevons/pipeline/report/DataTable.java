package jevons.pipeline.report;

import java.util.List;

/**
 * Figures in rows and columns; can be exported as CSV from the page.
 *
 * @param id unique within the report; the exported file's name
 * @param caption what the rows are
 * @param rows the most telling first: the newest, or the highest rank
 */
record DataTable(String id, String caption, List<TableColumn> columns, List<List<Cell>> rows)
    implements Block {
  DataTable {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<Cell> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(
            id + ": a row has " + row.size() + " cells for " + columns.size() + " columns");
      }
    }
  }
}
