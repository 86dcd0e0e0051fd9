package jevons.pipeline.lake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import jevons.pipeline.table.ExitCode;
import jevons.pipeline.table.JevonsException;
import jevons.pipeline.testing.Jvm;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Control objects on a disk. */
final class LocalControlStoreTest {
  private static final byte[] CONTENT = "{}".getBytes(UTF_8);

  @TempDir private Path folder;
  private LocalControlStore store;

  @BeforeEach
  void open() {
    store = new LocalControlStore(folder.resolve("lake"));
  }

  @Test
  void objectsAreReadListedReplacedAndDeleted() {
    assertThat(store.list("_lock")).isEmpty();
    assertThat(store.read("_lock/000001.json")).isEmpty();

    assertThat(store.createIfAbsent("_lock/000002.json", CONTENT)).isTrue();
    assertThat(store.createIfAbsent("_lock/000001.json", CONTENT)).isTrue();
    assertThat(store.createIfAbsent("_lock/000001.json", "late".getBytes(UTF_8))).isFalse();
    store.overwrite("_lock/000002.json", "new".getBytes(UTF_8));

    assertThat(store.list("_lock")).containsExactly("000001.json", "000002.json");
    assertThat(store.read("_lock/000001.json")).hasValue(CONTENT);
    assertThat(store.read("_lock/000002.json")).hasValue("new".getBytes(UTF_8));
    store.delete("_lock/000001.json");
    store.delete("_lock/000001.json");
    assertThat(store.list("_lock")).containsExactly("000002.json");
  }

  @Test
  void nothingUnfinishedIsLeftBehind() throws IOException {
    store.createIfAbsent("a", CONTENT);
    store.createIfAbsent("a", CONTENT);
    store.overwrite("a", CONTENT);

    try (Stream<Path> files = Files.list(folder.resolve("lake"))) {
      assertThat(files).containsExactly(folder.resolve("lake/a"));
    }
  }

  @Test
  void fileOfAWriterThatWasKilledIsNoObject() throws IOException {
    store.createIfAbsent("_lock/000001.json", CONTENT);
    Files.writeString(folder.resolve("lake/_lock/.000002.json.0123.tmp"), "{");

    assertThat(store.list("_lock")).containsExactly("000001.json");
    assertThat(store.createIfAbsent("_lock/000002.json", CONTENT)).isTrue();
  }

  @Test
  void oneOfEightThreadsCreatesAnObject() throws Exception {
    int keys = 60;
    CyclicBarrier together = new CyclicBarrier(8);
    List<Callable<List<Integer>>> writers = new ArrayList<>();
    for (int writer = 0; writer < 8; writer++) {
      byte[] content = ("writer " + writer).getBytes(UTF_8);
      writers.add(
          () -> {
            List<Integer> won = new ArrayList<>();
            for (int key = 0; key < keys; key++) {
              together.await();
              if (store.createIfAbsent("keys/" + key, content)) {
                won.add(key);
              }
            }
            return won;
          });
    }
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Integer> won = new ArrayList<>();
    int writer = 0;
    for (Future<List<Integer>> future : threads.invokeAll(writers)) {
      for (int key : future.get()) {
        won.add(key);
        assertThat(store.read("keys/" + key)).hasValue(("writer " + writer).getBytes(UTF_8));
      }
      writer++;
    }
    threads.shutdownNow();

    assertThat(won).hasSize(keys).doesNotHaveDuplicates();
  }

  @Test
  void oneOfTwoProcessesCreatesAnObject() throws Exception {
    List<Process> processes =
        List.of(
            Jvm.start(Racer.class, folder.toString()), Jvm.start(Racer.class, folder.toString()));
    List<String> won = new ArrayList<>();
    for (Process process : processes) {
      List<String> lines = Jvm.lines(process);
      assertThat(lines).last().isEqualTo("done");
      won.addAll(lines.subList(0, lines.size() - 1));
    }

    assertThat(won).doesNotHaveDuplicates();
    assertThat(new TreeSet<>(won)).hasSize(Racer.KEYS);
  }

  /** One of the two processes: waits for the other, then creates and prints what it won. */
  static final class Racer {
    static final int KEYS = 300;

    private Racer() {}

    /** The folder is the only argument. */
    public static void main(String[] args) {
      LocalControlStore store = new LocalControlStore(Path.of(args[0]));
      String name = Long.toString(ProcessHandle.current().pid());
      store.createIfAbsent("ready/" + name, CONTENT);
      while (store.list("ready").size() < 2) {
        Thread.onSpinWait();
      }
      for (int key = 0; key < KEYS; key++) {
        if (store.createIfAbsent("keys/" + key, name.getBytes(UTF_8))) {
          System.out.println(key);
        }
      }
      System.out.println("done");
    }
  }

  @Test
  void lakeThatIsAFileIsExitSixAndNamesIt() throws IOException {
    Path file = Files.writeString(folder.resolve("lake"), "");

    JevonsException failure =
        catchThrowableOfType(
            JevonsException.class, () -> store.createIfAbsent("_lock/000001.json", CONTENT));
    assertThat(failure.exitCode()).isEqualTo(ExitCode.RESOURCES);
    assertThat(failure)
        .hasMessageContaining("cannot write " + file.resolve("_lock/000001.json"))
        .hasMessageContaining("is a file where a folder is needed");
  }

  @Test
  void fullDiskIsSaid() {
    IOException full = catchThrowableOfType(IOException.class, LocalControlStoreTest::fill);

    assertThat(ResourceFailure.of("write", "/srv/lake/a", full))
        .hasMessage(
            "cannot write /srv/lake/a: the disk is full. Free some space and run again; what was"
                + " committed is kept.");
  }

  /** Linux's device that is always full. */
  private static void fill() throws IOException {
    try (OutputStream out = new FileOutputStream("/dev/full")) {
      out.write(1);
    }
  }

  @Test
  void missingPermissionIsSaid() {
    assertThat(ResourceFailure.of("write", "/srv/lake/a", new AccessDeniedException("/srv/lake")))
        .hasMessageContaining("user " + System.getProperty("user.name") + " may not do that");
  }

  @Test
  void readOnlyDiskIsSaid() {
    IOException readOnly =
        new java.nio.file.FileSystemException("/srv/lake/a", null, "Read-only file system");

    assertThat(ResourceFailure.of("write", "/srv/lake/a", readOnly))
        .hasMessageContaining("the file system is read-only");
  }

  @Test
  void causeBeneathSparksFailureIsFound() {
    RuntimeException spark =
        new IllegalStateException("Job aborted", new IOException("No space left on device"));

    assertThat(ResourceFailure.beneath(spark, "write", "gold.claim").orElseThrow())
        .hasMessageContaining("cannot write gold.claim: the disk is full")
        .hasCause(spark);
    assertThat(ResourceFailure.beneath(new IllegalStateException("bug"), "write", "x")).isEmpty();
  }

  @Test
  void unknownFailureKeepsItsWords() {
    assertThat(ResourceFailure.of("read", "/srv/a", new IOException("Input/output error")))
        .hasMessageContaining("cannot read /srv/a: IOException, Input/output error.");
  }

  @Test
  void nameMustLieInAFolder() {
    assertThatThrownBy(() -> new LocalControlStore(Path.of("")).overwrite("a", CONTENT))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
