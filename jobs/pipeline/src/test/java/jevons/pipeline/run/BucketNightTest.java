package jevons.pipeline.run;

import static jevons.pipeline.testing.Given.rows;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import jevons.pipeline.table.ExitCode;
import jevons.pipeline.testing.MotoServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small nights with the lake in a bucket; the S3 server is one of this machine. */
@Tag("world")
class BucketNightTest {
  @TempDir Path folder;

  @Test
  void nightsInABucketLeaveWhatNightsInAFolderLeave() {
    try (MotoServer server = MotoServer.start()) {
      server.createBucket("night");
      SmallLanding landing = SmallLanding.in(folder.resolve("landing"));
      TestRun bucket =
          new TestRun(
              "s3a://night/lake",
              landing.folder().toString(),
              SmallLanding.TABLES,
              List.of(),
              server.hadoopSettings());
      TestRun local = landing.on(folder.resolve("lake"));

      assertThat(bucket.run().exitCode()).isEqualTo(ExitCode.DONE);
      local.run();
      landing.addDay("2025-01-29");
      assertThat(bucket.run().exitCode()).isEqualTo(ExitCode.DONE);
      local.run();

      assertThat(rows(bucket.read("gold.daily_return")))
          .isEqualTo(rows(local.read("gold.daily_return")));
      assertThat(bucket.run().idle()).isTrue();
    }
  }
}
