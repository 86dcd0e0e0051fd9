package jevons.pipeline.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import jevons.pipeline.lake.Lake;
import jevons.pipeline.lake.LakeLock;
import jevons.pipeline.table.ExitCode;
import jevons.pipeline.table.TableName;
import jevons.pipeline.testing.Jvm;
import jevons.pipeline.testing.TestSpark;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A night that is told to end says so in the lake, and the next one goes on from there. */
class InterruptedNightTest {
  @TempDir Path folder;

  /** A night that does not get beyond its first table. */
  static final class Endless {
    private Endless() {}

    public static void main(String[] args) {
      RunListener hangs =
          new RunListener() {
            @Override
            public void begins(String runId, int tables) {}

            @Override
            public void ended(StepResult result) {
              System.out.println("working");
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            }
          };
      try {
        new SmallLanding(Path.of(args[1])).on(Path.of(args[0])).run(hangs);
      } catch (CancellationException e) {
        System.out.println("unwound");
      }
    }
  }

  @Test
  void interruptedNightIsARunThatSaysSoAndLeavesTheLakeToTheNext() throws Exception {
    Path lake = folder.resolve("lake");
    SmallLanding landing = SmallLanding.in(folder.resolve("landing"));
    Process night = Jvm.start(Endless.class, lake.toString(), landing.folder().toString());
    try (BufferedReader out = night.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine()).isEqualTo("working");
      // The process itself would close its output as well.
      night.toHandle().destroy();
      assertThat(out.lines().toList()).endsWith("unwound");
      assertThat(night.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    TestRun next = landing.on(lake);
    List<Row> runs = runs(next);
    assertThat(runs).hasSize(1);
    assertThat(runs.get(0).<String>getAs("outcome")).isEqualTo("interrupted");
    assertThat(runs.get(0).<Long>getAs("exit_code")).isEqualTo(130);
    assertThat(runs.get(0).isNullAt(runs.get(0).fieldIndex("published_set"))).isTrue();

    assertThat(next.run().exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(runs(next)).extracting(run -> run.<String>getAs("outcome")).contains("published");
    // It was given back, so nobody had to be found dead.
    assertThat(runs(next)).extracting(run -> run.getAs("took_over_run_id")).containsOnlyNulls();
    assertThat(LakeLock.history(next.store())).hasSize(2);
  }

  private static List<Row> runs(TestRun run) {
    Lake lake = new Lake(TestSpark.session(), run.location());
    TableName table = TableName.ops("run");
    return lake.read(table, lake.latestVersion(table).orElseThrow()).collectAsList();
  }
}
