package jevons.pipeline.cli;

/** How rows are printed. */
enum RowFormat {
  table,
  csv,
  json,
  markdown
}
