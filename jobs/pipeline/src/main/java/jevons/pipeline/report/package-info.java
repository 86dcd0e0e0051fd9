/**
 * The published tables as a page for people. Reads tables by their names, from what it is handed;
 * knows no table's class, no lake and no clock. What is said is put together once, as blocks
 * ({@link jevons.pipeline.report.Block}), and written twice: as HTML and as Markdown.
 */
package jevons.pipeline.report;
