package jevons.pipeline.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jevons.pipeline.table.ExitCode;
import jevons.pipeline.table.JevonsException;
import jevons.pipeline.testing.LossyProxy;
import jevons.pipeline.testing.MotoServer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A lake in a bucket; the server is one of this machine. */
@Tag("world")
final class S3aTest {
  private static final String BUCKET = "s3a://lake-test/";
  private static final byte[] CONTENT = "{}".getBytes(StandardCharsets.UTF_8);
  private static MotoServer server;

  @BeforeAll
  static void start() {
    server = MotoServer.start();
    server.createBucket("lake-test");
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void oneOfFourClientsCreatesAnObject() throws Exception {
    int keys = 40;
    List<Callable<List<Boolean>>> clients = new ArrayList<>();
    for (int client = 0; client < 4; client++) {
      ControlStore store = store("race", server.hadoop());
      byte[] content = ("client " + client).getBytes(StandardCharsets.UTF_8);
      clients.add(
          () -> {
            List<Boolean> won = new ArrayList<>();
            for (int key = 0; key < keys; key++) {
              won.add(store.createIfAbsent("keys/" + key, content));
            }
            return won;
          });
    }

    List<List<Boolean>> won = atOnce(clients);

    ControlStore reader = store("race", server.hadoop());
    for (int key = 0; key < keys; key++) {
      int k = key;
      List<Integer> winners = new ArrayList<>();
      for (int client = 0; client < won.size(); client++) {
        if (won.get(client).get(k)) {
          winners.add(client);
        }
      }
      assertThat(winners).as("winners of key %d", key).hasSize(1);
      assertThat(reader.read("keys/" + key))
          .hasValue(("client " + winners.get(0)).getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void objectsAreReadListedReplacedAndDeleted() {
    ControlStore store = store("objects", server.hadoop());
    assertThat(store.list("_lock")).isEmpty();
    assertThat(store.read("_lock/000001.json")).isEmpty();

    assertThat(store.createIfAbsent("_lock/000002.json", CONTENT)).isTrue();
    assertThat(store.createIfAbsent("_lock/000001.json", CONTENT)).isTrue();
    assertThat(store.createIfAbsent("_lock/000001.json", CONTENT)).isFalse();
    store.overwrite("_lock/000001.json", "{\"a\":1}".getBytes(StandardCharsets.UTF_8));

    assertThat(store.list("_lock")).containsExactly("000001.json", "000002.json");
    assertThat(store.read("_lock/000001.json"))
        .hasValue("{\"a\":1}".getBytes(StandardCharsets.UTF_8));
    store.delete("_lock/000001.json");
    store.delete("_lock/000001.json");
    assertThat(store.list("_lock")).containsExactly("000002.json");
  }

  @Test
  void writeWhoseAnswerIsLostIsKnownToHaveWon() throws IOException {
    try (LossyProxy proxy = LossyProxy.to(server.port())) {
      ControlStore store = store("lossy", MotoServer.hadoop(proxy.port()));
      proxy.loseAnswersToPut(1);

      assertThat(store.createIfAbsent("first", CONTENT)).isTrue();
      assertThat(proxy.lost()).isEqualTo(1);
      assertThat(store.createIfAbsent("first", CONTENT)).isFalse();
    }
  }

  @Test
  void writeWhoseAnswerIsLostIsKnownToHaveLost() throws IOException {
    try (LossyProxy proxy = LossyProxy.to(server.port())) {
      store("beaten", server.hadoop()).createIfAbsent("first", CONTENT);
      ControlStore store = store("beaten", MotoServer.hadoop(proxy.port()));
      proxy.loseAnswersToPut(1);

      assertThat(store.createIfAbsent("first", "late".getBytes(StandardCharsets.UTF_8))).isFalse();
      assertThat(store.read("first")).hasValue(CONTENT);
    }
  }

  @Test
  void twoWritersOfOneLogLoseNoCommit() throws Exception {
    int commitsOfEach = 40;
    List<Callable<Map<Long, String>>> writers = new ArrayList<>();
    for (int writer = 0; writer < 2; writer++) {
      String name = "writer-" + writer;
      Configuration hadoop = server.hadoop();
      writers.add(() -> commit(name, commitsOfEach, hadoop));
    }

    List<Map<Long, String>> reported = atOnce(writers);

    Map<Long, String> all = new TreeMap<>(reported.get(0));
    reported.get(1).forEach((version, line) -> assertThat(all.put(version, line)).isNull());
    assertThat(all).hasSize(2 * commitsOfEach);
    ConditionalLogStore log = new ConditionalLogStore(server.hadoop());
    for (Map.Entry<Long, String> commit : all.entrySet()) {
      try (var lines = log.read(version(commit.getKey()), server.hadoop())) {
        assertThat(lines.next()).isEqualTo(commit.getValue());
      }
    }
  }

  /** Commits as Delta does: the next free version, and on a conflict the one after. */
  private static Map<Long, String> commit(String writer, int commits, Configuration hadoop)
      throws IOException {
    ConditionalLogStore log = new ConditionalLogStore(hadoop);
    Map<Long, String> reported = new TreeMap<>();
    long version = 0;
    while (reported.size() < commits) {
      String line = writer + " commit " + reported.size();
      try {
        log.write(version(version), List.of(line).iterator(), false, hadoop);
        reported.put(version, line);
      } catch (FileAlreadyExistsException conflict) {
        assertThat(conflict).hasMessageContaining(version(version).getName());
      }
      version++;
    }
    return reported;
  }

  private static Path version(long version) {
    return new Path(BUCKET + "table/_delta_log", String.format("%020d.json", version));
  }

  @Test
  void logFileIsReplacedWhenDeltaAsksForIt() throws IOException {
    Configuration hadoop = server.hadoop();
    ConditionalLogStore log = new ConditionalLogStore(hadoop);
    Path pointer = new Path(BUCKET + "pointer/_delta_log/_last_checkpoint");
    log.write(pointer, List.of("10").iterator(), true, hadoop);
    log.write(pointer, List.of("20").iterator(), true, hadoop);

    try (var lines = log.read(pointer, hadoop)) {
      assertThat(lines.next()).isEqualTo("20");
    }
    assertThat(log.isPartialWriteVisible(pointer, hadoop)).isFalse();
  }

  @Test
  void lockIsHeldByOneRunAndTakenOverFromADeadOne() throws Exception {
    LakeLocation lake = LakeLocation.of(BUCKET + "locked");
    ControlStore store = ControlStore.open(lake, server::hadoop);
    try (LakeLock first = LakeLock.acquire(store, lake, "run-1", LockSettings.DEFAULT)) {
      assertThat(first.number()).isEqualTo(1);
      assertThatThrownBy(() -> LakeLock.acquire(store, lake, "run-2", LockSettings.DEFAULT))
          .isInstanceOfSatisfying(
              JevonsException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.LOCKED))
          .hasMessageContaining("lake s3a://lake-test/locked is held by run run-1");
    }
    PublishedSets sets = new PublishedSets(store);
    LakeLock dead =
        LakeLock.acquire(
            store,
            lake,
            "run-3",
            LockSettings.DEFAULT,
            LakeLockTest.processThatEnded(),
            java.time.InstantSource.system());
    try (LakeLock next = LakeLock.acquire(store, lake, "run-4", LockSettings.DEFAULT)) {
      assertThat(next.takenOverFrom()).map(LockInfo::runId).hasValue("run-3");
      assertThatThrownBy(() -> sets.publish(dead, PublishedSetsTest.draft("run-3")))
          .hasMessageContaining("run run-4");
      assertThat(sets.publish(next, PublishedSetsTest.draft("run-4")).number()).isEqualTo(1);
    } finally {
      dead.close();
    }
    assertThat(sets.newest()).map(PublishedSet::runId).hasValue("run-4");
  }

  @Test
  void sparksSettingsOpenTheStoreBeforeThereIsASession() {
    store("early", server.hadoop()).createIfAbsent("a", CONTENT);
    Map<String, String> spark = new TreeMap<>(Map.of("spark.ui.enabled", "false"));
    server.hadoopSettings().forEach((key, value) -> spark.put("spark.hadoop." + key, value));

    assertThat(ControlStore.open(LakeLocation.of(BUCKET + "early"), spark).read("a"))
        .hasValue(CONTENT);
  }

  @Test
  void bucketThatIsNotThereIsExitSix() {
    LakeLocation lake = LakeLocation.of("s3a://no-such-bucket/lake");

    assertThatThrownBy(() -> ControlStore.open(lake, server::hadoop).createIfAbsent("a", CONTENT))
        .isInstanceOfSatisfying(
            JevonsException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.RESOURCES))
        .hasMessageContaining("s3a://no-such-bucket/lake/a");
  }

  private static ControlStore store(String prefix, Configuration hadoop) {
    return ControlStore.open(LakeLocation.of(BUCKET + prefix), () -> hadoop);
  }

  private static <T> List<T> atOnce(List<Callable<T>> work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(work.size());
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> future : threads.invokeAll(work)) {
        results.add(future.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
      FileSystem.closeAll();
    }
  }
}
