package jevons.pipeline.run;

import static jevons.pipeline.testing.Given.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jevons.pipeline.lake.Lake;
import jevons.pipeline.run.Verification.Verdict;
import jevons.pipeline.table.ExitCode;
import jevons.pipeline.testing.TestSpark;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Landing files that change their name or are faulty on the night that is killed. */
class MovedAndFaultyFilesTest {
  @TempDir Path folder;
  private SmallLanding landing;
  private TestRun night;

  @BeforeEach
  void aLandingFolder() {
    landing = SmallLanding.in(folder.resolve("landing"));
    night = landing.on(folder.resolve("lake"));
  }

  @Test
  void linesOfARenamedFileAreCountedOnce() throws IOException {
    night.run();
    Files.move(
        landing.folder().resolve("fred/DFF.csv"), landing.folder().resolve("fred/federal.csv"));

    night.run();

    assertThat(Verification.of(lake(), Published.newest(night.store(), night.location())))
        .allMatch(Verdict::holds);
    assertThat(rows(night.read("silver.rate"), "observation_date", "value_percent"))
        .isEqualTo(
            """
            observation_date | value_percent
            2025-01-23       | 4.33
            2025-01-24       | 4.33
            2025-01-27       | 4.33
            """);
  }

  @Test
  void fileThatALineHasLeftNoLongerTellsOfIt() {
    night.run();
    landing.put("fred/DFF.csv", withoutLastLine(SmallLanding.DFF));
    landing.put("fred/more.csv", "observation_date,DFF\n2025-01-27,4.33\n");
    night.run();
    landing.put("fred/DFF.csv", withoutLastLine(withoutLastLine(SmallLanding.DFF)));

    night.run();

    assertThat(rows(night.read("silver.rate"), "observation_date"))
        .isEqualTo(
            """
            observation_date
            2025-01-23
            2025-01-27
            """);
  }

  @Test
  void faultThatAKilledNightMetIsToldByTheNext() {
    landing.put("fred/DFF.csv", "day,rate\n2025-01-27,4.33\n");
    landing.put("fred/DGS10.csv", SmallLanding.DFF.replace("DFF", "DGS10"));
    assertThatThrownBy(() -> night.run(new KillAfterIntake())).isInstanceOf(Killed.class);

    RunOutcome outcome = night.run();

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.SOURCE_FAILED);
    assertThat(outcome.problems()).containsOnlyKeys("fred/DFF.csv");
  }

  private Lake lake() {
    return new Lake(TestSpark.session(), night.location());
  }

  private static String withoutLastLine(String text) {
    return text.substring(0, text.lastIndexOf('\n', text.length() - 2) + 1);
  }

  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  private static final class KillAfterIntake implements RunListener {
    @Override
    public void begins(String runId, int tables) {}

    @Override
    public void ended(StepResult result) {
      if (result.table().toString().equals("bronze.interest_rate")) {
        throw new Killed();
      }
    }
  }
}
