package jevons.pipeline.report;

import java.time.LocalDate;

/** What the chapters are made from. */
record Material(Published published, ReportSettings settings, Regressions regressions) {
  LocalDate asOf() {
    return published.asOf();
  }
}
