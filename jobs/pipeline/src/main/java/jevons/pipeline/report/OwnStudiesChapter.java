package jevons.pipeline.report;

import static jevons.pipeline.table.TableName.gold;
import static org.apache.spark.sql.functions.col;

import java.util.List;
import java.util.Optional;
import jevons.pipeline.report.Regressions.Specification;
import org.apache.spark.sql.Row;

/** What came of the studies that the user wrote, each under its question. */
final class OwnStudiesChapter implements Chapter {
  @Override
  public Page page() {
    return Page.OWN;
  }

  @Override
  public String title() {
    return "";
  }

  @Override
  public boolean isOptional() {
    return true;
  }

  @Override
  public Part part(Material material) {
    List<OwnQuestion> own = material.settings().own();
    List<Row> failures =
        own.isEmpty()
            ? List.of()
            : material
                .published()
                .readIfThere(
                    gold("regression"),
                    List.of("study", "failure"),
                    all -> all.where(col("failure").isNotNull()));
    Part.Builder part = Part.of();
    boolean isAny = false;
    for (OwnQuestion question : own) {
      Optional<String> failure =
          failures.stream()
              .filter(row -> Rows.text(row, "study").equals(question.study()))
              .map(row -> Rows.text(row, "failure"))
              .findFirst();
      List<Specification> fits =
          material.regressions().specifications().stream()
              .filter(s -> s.study().equals(question.study()))
              .toList();
      if (!fits.isEmpty()) {
        isAny = true;
        part.text(question.title() + ". " + question.question());
        if (failure.isPresent()) {
          part.notice("Not fitted as of " + material.asOf() + ": " + failure.get());
        } else {
          fits.forEach(fit -> part.add(RegressionChapter.group(fit)));
        }
      }
    }
    if (!isAny) {
      return Part.of().build();
    }
    return part.method(
            "Studies of your own",
            "Each is a file in conf/studies: a table, a formula and standard errors, fitted every"
                + " night as of what was known by then. "
                + RegressionChapter.STARS)
        .cannotTell(
            "A study of your own is fitted as it is written; whether its regressor is free of the"
                + " error is its author's to argue.")
        .build();
  }
}
