package jevons.pipeline.report;

import java.util.List;
import java.util.Optional;

/**
 * Figures in rows and columns; can be saved as CSV from the page, and as LaTeX where they are those
 * of regressions.
 *
 * @param id unique within the report; the exported file's name
 * @param caption what the rows are
 * @param rows the most telling first: the newest, or the highest rank
 * @param latex the regressions of the table side by side, for a paper; empty for other tables
 */
record DataTable(
    String id,
    String caption,
    List<TableColumn> columns,
    List<List<Cell>> rows,
    Optional<String> latex)
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

  DataTable(String id, String caption, List<TableColumn> columns, List<List<Cell>> rows) {
    this(id, caption, columns, rows, Optional.empty());
  }

  /** The same with these regressions side by side as LaTeX. */
  DataTable withLatex(List<Regressions.Specification> specifications) {
    return new DataTable(
        id, caption, columns, rows, Optional.of(Regressions.latex(specifications)));
  }
}
