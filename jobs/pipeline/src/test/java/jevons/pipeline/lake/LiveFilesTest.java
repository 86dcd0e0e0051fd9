package jevons.pipeline.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jevons.pipeline.table.TableName;
import org.apache.spark.sql.delta.actions.AddFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files a version of a table has, from the commits of its log. */
class LiveFilesTest {
  private static final TableName TABLE = TableName.gold("share");

  /** So many that a log of them is no longer read from its beginning. */
  private static final int MANY = 60;

  @TempDir Path folder;
  private LiveFiles live;

  @BeforeEach
  void open() {
    ControlStore store = ControlStore.open(LakeLocation.of(folder.toString()), Map.of());
    live = new LiveFiles(new TableLog(store, TABLE), version -> Optional.empty());
  }

  @Test
  void aFileIsThereFromItsCommitUntilItIsRemoved() throws IOException {
    commit(0, add("a"), add("b"));
    commit(1, remove("a"), add("c"));

    assertThat(paths(0)).containsExactly("a", "b");
    assertThat(paths(1)).containsExactly("b", "c");
    assertThat(paths(0)).containsExactly("a", "b");
    assertThat(paths(1)).containsExactly("b", "c");
  }

  @Test
  void aLogThatGrowsLongIsGoneOnWithFromWhatWasReadBefore() throws IOException {
    for (int version = 0; version <= MANY; version++) {
      commit(version, add("of" + version));
      if (version < MANY) {
        assertThat(paths(version)).hasSize(version + 1);
      }
    }
    Files.delete(log().resolve(name(0)));

    assertThat(paths(MANY)).hasSize(MANY + 1).startsWith("of0").endsWith("of" + MANY);
    assertThat(live.at(1)).as("an earlier version needs its beginning").isEmpty();
    assertThat(paths(MANY)).hasSize(MANY + 1);
  }

  @Test
  void aLogThatIsLongAlreadyIsLeftToItsCheckpoint() throws IOException {
    for (int version = 0; version <= MANY; version++) {
      commit(version, add("of" + version));
    }

    assertThat(live.at(MANY)).isEmpty();
  }

  private List<String> paths(long version) {
    return live.at(version).orElseThrow().stream().map(AddFile::path).toList();
  }

  private Path log() throws IOException {
    return Files.createDirectories(folder.resolve(TABLE.path()).resolve("_delta_log"));
  }

  private static String name(int version) {
    return "%020d.json".formatted(version);
  }

  private void commit(int version, String... actions) throws IOException {
    Files.write(log().resolve(name(version)), List.of(actions));
  }

  private static String add(String path) {
    return """
        {"add":{"path":"%s","partitionValues":{},"size":1,"modificationTime":1,"dataChange":true}}"""
        .formatted(path);
  }

  private static String remove(String path) {
    return """
        {"remove":{"path":"%s","deletionTimestamp":1,"dataChange":true}}"""
        .formatted(path);
  }
}
