package jevons.pipeline.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jevons.pipeline.table.ExitCode;
import jevons.pipeline.table.JevonsException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may write a lake. */
final class LakeLockTest {
  private static final Instant NOON = Instant.parse("2025-01-31T12:00:00Z");
  private static final OwnerProcess SELF = OwnerProcess.current();
  private static final OwnerProcess ELSEWHERE =
      new OwnerProcess("etl-2", SELF.pid(), SELF.started(), "another boot");

  /** The settings of all runs but one that is to look suspended: it beats too rarely. */
  static final LockSettings QUICK = new LockSettings(1, 60);

  static final LockSettings SUSPENDED = new LockSettings(30, 60);

  @TempDir private Path folder;
  private LakeLocation lake;
  private ControlStore store;

  @BeforeEach
  void open() {
    lake = LakeLocation.of(folder.toString());
    store = new LocalControlStore(folder);
  }

  @Test
  void secondRunIsRefusedAndToldWhoHoldsTheLake() {
    try (LakeLock first = acquire("20250131T0200Z-7f3a", SELF, NOON)) {
      assertThat(first.number()).isEqualTo(1);
      assertThatThrownBy(() -> acquire("run-2", SELF, NOON.plusSeconds(40)))
          .isInstanceOfSatisfying(
              JevonsException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.LOCKED))
          .hasMessage(
              "lake %s is held by run 20250131T0200Z-7f3a (host %s, last heartbeat 40 s ago). Wait"
                  + " for it, or if it is dead: jevons unlock 20250131T0200Z-7f3a.",
              lake, SELF.host());
    }
  }

  @Test
  void lockThatWasGivenBackIsFree() {
    acquire("run-1", SELF, NOON).close();

    try (LakeLock second = acquire("run-2", SELF, NOON)) {
      assertThat(second.number()).isEqualTo(2);
      assertThat(second.takenOverFrom()).isEmpty();
      assertThat(second.isNewest()).isTrue();
    }
    assertThat(LakeLock.history(store))
        .extracting(LockInfo::runId)
        .containsExactly("run-1", "run-2");
  }

  @Test
  void ownerWhoseProcessIsGoneIsTakenOverAtOnce() throws Exception {
    try (LakeLock dead = acquire("run-1", processThatEnded(), NOON);
        LakeLock next = acquire("run-2", SELF, NOON)) {
      assertThat(next.takenOverFrom()).map(LockInfo::runId).hasValue("run-1");
      assertThat(dead.isNewest()).isFalse();
    }
  }

  @Test
  void ownerWhoseProcessNumberIsUsedAgainIsTakenOver() {
    OwnerProcess before = new OwnerProcess(SELF.host(), SELF.pid(), Instant.EPOCH, SELF.pidSpace());
    try (LakeLock dead = acquire("run-1", before, NOON);
        LakeLock next = acquire("run-2", SELF, NOON)) {
      assertThat(next.takenOverFrom()).map(LockInfo::number).hasValue(dead.number());
    }
  }

  @Test
  void silentOwnerIsTakenOverAfterAMinuteAndNotBefore() {
    try (LakeLock suspended = suspended("run-1", SELF)) {
      assertThatThrownBy(() -> acquire("run-2", SELF, NOON.plusSeconds(60)))
          .hasMessageContaining("last heartbeat 60 s ago");
      try (LakeLock next = acquire("run-2", SELF, NOON.plusSeconds(61))) {
        assertThat(next.takenOverFrom()).map(LockInfo::runId).hasValue("run-1");
      }
      assertThat(suspended.isNewest()).isFalse();
    }
  }

  @Test
  void liveOwnerOnAMachineThatWakesIsNotTakenOver() {
    try (LakeLock owner = acquire("run-1", SELF, NOON)) {
      assertThatThrownBy(() -> acquire("run-2", SELF, NOON.plusSeconds(7200)))
          .hasMessageContaining("held by run run-1");
      assertThat(owner.isNewest()).isTrue();
    }
  }

  @Test
  void processNumberOfAnotherContainerTellsNothing() throws Exception {
    OwnerProcess ended = processThatEnded();
    OwnerProcess elsewhere =
        new OwnerProcess(SELF.host(), ended.pid(), ended.started(), "another container");
    try (LakeLock owner = acquire("run-1", elsewhere, NOON)) {
      assertThatThrownBy(() -> acquire("run-2", SELF, NOON.plusSeconds(1)))
          .hasMessageContaining(owner.runId());
    }
  }

  @Test
  void liveOwnerOnAMachineWhoseClockIsLateIsNotTakenOver() {
    InstantSource anHourLate =
        InstantSource.offset(InstantSource.system(), java.time.Duration.ofHours(-1));
    try (LakeLock owner = LakeLock.acquire(store, lake, "run-1", QUICK, ELSEWHERE, anHourLate)) {
      assertThatThrownBy(
              () -> LakeLock.acquire(store, lake, "run-2", QUICK, SELF, InstantSource.system()))
          .hasMessageContaining("held by run run-1 (host etl-2");
      assertThat(owner.isNewest()).isTrue();
    }
  }

  @Test
  void deadOwnerOnAnotherMachineIsTakenOver() {
    try (LakeLock dead = suspended("run-1", ELSEWHERE);
        LakeLock next = acquire("run-2", SELF, NOON.plusSeconds(61))) {
      assertThat(next.takenOverFrom()).map(LockInfo::number).hasValue(dead.number());
    }
  }

  @Test
  void ownerGoesOnBeating() throws Exception {
    try (LakeLock owner =
        LakeLock.acquire(store, lake, "run-1", QUICK, SELF, InstantSource.system())) {
      Locks locks = new Locks(store);
      LockInfo info = locks.findNewest().orElseThrow();
      long deadline = System.nanoTime() + 20_000_000_000L;
      while (locks.heartbeat(info).beat() < 2 && System.nanoTime() < deadline) {
        Thread.onSpinWait();
      }
      assertThat(locks.heartbeat(info).beat()).isGreaterThanOrEqualTo(2);
      assertThat(owner.isNewest()).isTrue();
    }
  }

  @Test
  void oneOfEightRunsThatStartAtOnceGetsTheLock() throws Exception {
    List<Callable<LakeLock>> runs = new ArrayList<>();
    for (int run = 0; run < 8; run++) {
      String runId = "run-" + run;
      runs.add(() -> acquire(runId, SELF, NOON));
    }
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<LakeLock> owners = new ArrayList<>();
    int refused = 0;
    for (Future<LakeLock> run : threads.invokeAll(runs)) {
      try {
        owners.add(run.get());
      } catch (ExecutionException e) {
        assertThat(e).hasCauseInstanceOf(JevonsException.class);
        refused++;
      }
    }
    threads.shutdownNow();

    assertThat(owners).hasSize(1);
    assertThat(refused).isEqualTo(7);
    owners.forEach(LakeLock::close);
  }

  @Test
  void unlockFreesALakeWhoseOwnerIsDead() throws Exception {
    try (LakeLock dead = acquire("run-1", processThatEnded(), NOON)) {
      unlock("run-1", NOON);
      try (LakeLock next = acquire("run-2", SELF, NOON)) {
        assertThat(next.takenOverFrom()).isEmpty();
        assertThat(dead.isNewest()).isFalse();
      }
    }
    unlock("run-1", NOON);
    unlock("run-2", NOON);
  }

  @Test
  void unlockRefusesWhileTheOwnerIsAlive() {
    try (LakeLock owner = acquire("run-1", SELF, NOON)) {
      assertThatThrownBy(() -> unlock(owner.runId(), NOON.plusSeconds(5)))
          .isInstanceOfSatisfying(
              JevonsException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.LOCKED))
          .hasMessageContaining(
              "run run-1 is alive (host %s, process %d, last heartbeat 5 s ago)",
              SELF.host(), SELF.pid());
    }
  }

  @Test
  void unlockOfAnUnknownRunNamesTheClosest() {
    acquire("20250131T0200Z-7f3a", SELF, NOON).close();

    assertThatThrownBy(() -> unlock("20250131T0200Z-7f3b", NOON))
        .isInstanceOfSatisfying(
            JevonsException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessage(
            "no run 20250131T0200Z-7f3b ever held this lake. Closest: 20250131T0200Z-7f3a.");
  }

  @Test
  void heartbeatMustFitIntoTheTimeToDeath() {
    assertThatThrownBy(() -> new LockSettings(10, 19)).hasMessageContaining("at least twice");
  }

  /** A process of this machine that no longer runs. */
  static OwnerProcess processThatEnded() throws IOException, InterruptedException {
    Process process = new ProcessBuilder("true").start();
    Instant started = process.info().startInstant().orElse(null);
    process.waitFor();
    return new OwnerProcess(SELF.host(), process.pid(), started, SELF.pidSpace());
  }

  private LakeLock suspended(String runId, OwnerProcess self) {
    return LakeLock.acquire(store, lake, runId, SUSPENDED, self, InstantSource.fixed(NOON));
  }

  private LakeLock acquire(String runId, OwnerProcess self, Instant now) {
    return LakeLock.acquire(store, lake, runId, QUICK, self, InstantSource.fixed(now));
  }

  private void unlock(String runId, Instant now) {
    LakeLock.unlock(store, runId, QUICK, SELF, InstantSource.fixed(now));
  }
}
