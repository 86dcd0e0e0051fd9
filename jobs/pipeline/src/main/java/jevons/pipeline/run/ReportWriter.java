package jevons.pipeline.run;

import jevons.pipeline.table.TableReader;

/** Makes the report of a state of the lake. */
@FunctionalInterface
public interface ReportWriter {
  /** The report as bytes of an HTML file. */
  byte[] write(TableReader tables);
}
