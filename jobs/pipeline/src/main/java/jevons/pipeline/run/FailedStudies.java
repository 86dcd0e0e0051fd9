package jevons.pipeline.run;

import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import jevons.pipeline.tables.Tables;
import jevons.pipeline.tables.gold.Regression;
import org.apache.spark.sql.Row;

/** The user's studies that the data of a day allow no fit of. The night goes on without them. */
final class FailedStudies {
  private FailedStudies() {}

  /** What is wrong, by {@code "study name"}, from the rows of the day. */
  static Map<String, String> of(Steps steps, Lineup lineup, LocalDate asOf) {
    Map<String, String> failed = new TreeMap<>();
    if (!steps.haveOwnStudies()) {
      return failed;
    }
    for (Row row :
        lineup
            .rows(Tables.of(Regression.class), asOf)
            .where(Regression.FAILURE.col().isNotNull())
            .select(Regression.STUDY.col(), Regression.FAILURE.col())
            .collectAsList()) {
      failed.put(
          Fingerprint.STUDY + row.getString(0),
          "study %s as of %s could not be fitted: %s"
              .formatted(row.getString(0), asOf, row.getString(1)));
    }
    return failed;
  }
}
