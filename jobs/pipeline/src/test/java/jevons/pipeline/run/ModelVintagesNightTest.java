package jevons.pipeline.run;

import static jevons.pipeline.testing.Given.rows;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import jevons.pipeline.lake.Lake;
import jevons.pipeline.lake.PublishedSet;
import jevons.pipeline.lake.PublishedSets;
import jevons.pipeline.table.ExitCode;
import jevons.pipeline.table.TableName;
import jevons.pipeline.tables.bronze.AiModel;
import jevons.pipeline.tables.bronze.ComputeVintage;
import jevons.pipeline.tables.ops.TableChange;
import jevons.pipeline.tables.silver.Model;
import jevons.pipeline.testing.TestSpark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An export of Epoch AI's list of models that a later one of the same name replaces. */
class ModelVintagesNightTest {
  private static final String FILE = "epoch/notable_ai_models.csv";
  private static final String HEADER =
      "Model,Organization,Publication date,Domain,Task,Parameters,Training compute (FLOP),"
          + "Training dataset size (total),Confidence,Country (of organization),"
          + "Training time (hours),Training hardware,Hardware quantity,"
          + "Training compute cost (2023 USD),Base model,Model accessibility,Open model weights?\n";

  @TempDir Path folder;

  @Test
  void modelsOutliveTheExportThatReplacesThem() {
    SmallLanding landing = new SmallLanding(folder.resolve("landing"));
    landing.put(
        "epoch/compute_vintages.csv",
        """
        model,publication_date,vintage_on,training_compute_flop,confidence
        Kept,2024-01-01,2025-03-11,9e23,Likely
        """);
    TestRun night =
        new TestRun(
            folder.resolve("lake"),
            landing.folder(),
            List.of(new AiModel(), new ComputeVintage(), new Model()),
            List.of());

    export(landing, "2026-08-22", line("Kept", "1e24") + line("Dropped", "7e24"));
    assertThat(night.run().exitCode()).isEqualTo(ExitCode.DONE);
    export(landing, "2026-11-01", line("Kept", "2e24") + line("Added", "3e24"));
    assertThat(night.run().exitCode()).isEqualTo(ExitCode.DONE);

    assertThat(
            rows(
                lineup(night, newest(night)).rows(new Model(), null),
                "model",
                "known_on",
                "training_compute_flop",
                "compute_grade"))
        .isEqualTo(
            """
            model   | known_on   | training_compute_flop | compute_grade
            Added   | 2024-01-01 | 3.0E24                | assumed
            Dropped | 2024-01-01 | 7.0E24                | assumed
            Kept    | 2024-01-01 | 9.0E23                | assumed
            Kept    | 2026-08-22 | 1.0E24                | reported
            Kept    | 2026-11-01 | 2.0E24                | reported
            """);
    assertThat(
            rows(
                lineup(night, newest(night)).rows(new AiModel(), null),
                "model",
                "training_compute_flop"))
        .isEqualTo(
            """
            model | training_compute_flop
            Added | 3e24
            Kept  | 2e24
            """);
    TableName changes = new TableChange().name();
    assertThat(
            rows(
                lake(night)
                    .read(changes, lake(night).latestVersion(changes).orElseThrow())
                    .where("column_name = 'training_compute_flop'"),
                "source_file",
                "new_row_count",
                "gone_row_count",
                "changed_row_count",
                "largest_relative_change_share",
                "kind"))
        .isEqualTo(
            """
            source_file                 | new_row_count | gone_row_count | changed_row_count | largest_relative_change_share | kind
            epoch/notable_ai_models.csv | 1             | 1              | 1                 | 1                             | -
            """);
  }

  @Test
  void everyVintageIsReadAndNoneThatIsNotPublished() {
    SmallLanding landing = new SmallLanding(folder.resolve("landing"));
    TestRun night =
        new TestRun(
            folder.resolve("lake"),
            landing.folder(),
            List.of(new AiModel(), new ComputeVintage(), new Model()),
            List.of());
    landing.put(
        "epoch/compute_vintages.csv",
        "model,publication_date,vintage_on,training_compute_flop,confidence\n");
    export(landing, "2026-08-22", line("Kept", "1e24") + line("Dropped", "7e24"));
    night.run();
    PublishedSet first = newest(night);
    export(landing, "2026-11-01", line("Kept", "2e24"));
    night.run();

    assertThat(vintages(night, newest(night)))
        .isEqualTo(
            """
            model   | training_compute_flop | vintage | change
            Dropped | 7e24                  | 1       | new
            Dropped | 7e24                  | 2       | gone
            Kept    | 1e24                  | 1       | new
            Kept    | 2e24                  | 2       | changed
            """);
    assertThat(vintages(night, first))
        .isEqualTo(
            """
            model   | training_compute_flop | vintage | change
            Dropped | 7e24                  | 1       | new
            Kept    | 1e24                  | 1       | new
            """);
  }

  private static String vintages(TestRun night, PublishedSet set) {
    return rows(
        lineup(night, set).vintages(new AiModel()),
        "model",
        "training_compute_flop",
        "vintage",
        "change");
  }

  private static PublishedSet newest(TestRun night) {
    return new PublishedSets(night.store()).newest().orElseThrow();
  }

  private static Lineup lineup(TestRun night, PublishedSet set) {
    return new Lineup(lake(night), Optional.of(set));
  }

  private static Lake lake(TestRun night) {
    return new Lake(TestSpark.session(), night.location());
  }

  private static String line(String model, String compute) {
    return model + ",A lab,2024-01-01,Language,,," + compute + ",,Confident,,,,,,,,\n";
  }

  /** A file without manifest counts as exported when it was last modified. */
  private static void export(SmallLanding landing, String day, String lines) {
    landing.put(FILE, HEADER + lines);
    try {
      Files.setLastModifiedTime(
          landing.folder().resolve(FILE), FileTime.from(Instant.parse(day + "T12:00:00Z")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
