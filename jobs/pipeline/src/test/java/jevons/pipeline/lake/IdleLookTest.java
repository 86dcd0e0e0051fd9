package jevons.pipeline.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import jevons.pipeline.testing.Jvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A night with nothing new must not pay for Spark. */
final class IdleLookTest {
  @TempDir private Path folder;

  @Test
  void publishedSetIsReadWithoutAClassOfSparkOrHadoop() throws Exception {
    LakeLocation lake = LakeLocation.of(folder.toString());
    ControlStore store = new LocalControlStore(folder);
    try (LakeLock lock = LakeLock.acquire(store, lake, "run-1", LockSettings.DEFAULT)) {
      new PublishedSets(store).publish(lock, PublishedSetsTest.draft("run-1"));
    }

    List<String> lines =
        Jvm.lines(Jvm.start(List.of("-verbose:class"), Look.class, folder.toString()));

    assertThat(lines).contains("newest is 1 of run-1");
    assertThat(lines)
        .noneMatch(line -> line.matches(".*\\] (org\\.apache|scala|io\\.delta|software)\\..*"));
  }

  /** What an idle night does with a lake. */
  static final class Look {
    private Look() {}

    /** The lake is the only argument. */
    public static void main(String[] args) {
      long start = System.nanoTime();
      LakeLocation lake = LakeLocation.of(args[0]);
      ControlStore store = ControlStore.open(lake, Map.of());
      PublishedSet newest = new PublishedSets(store).newest().orElseThrow();
      System.out.println("newest is " + newest.number() + " of " + newest.runId());
      System.err.println((System.nanoTime() - start) / 1_000_000 + " ms");
    }
  }
}
