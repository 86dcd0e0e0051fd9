package jevons.pipeline.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import jevons.pipeline.lake.PublishedSet.Entry;
import jevons.pipeline.lake.PublishedSet.LandingEntry;
import jevons.pipeline.table.ExitCode;
import jevons.pipeline.table.JevonsException;
import jevons.pipeline.table.TableName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What readers see, and what they never see. */
final class PublishedSetsTest {
  private static final LocalDate THIRTIETH = LocalDate.of(2025, 1, 30);
  private static final LocalDate THIRTY_FIRST = LocalDate.of(2025, 1, 31);
  private static final Instant NOON = Instant.parse("2025-01-31T12:00:00Z");

  @TempDir private Path folder;
  private LakeLocation lake;
  private ControlStore store;
  private PublishedSets sets;

  @BeforeEach
  void open() {
    lake = LakeLocation.of(folder.toString());
    store = new LocalControlStore(folder);
    sets = new PublishedSets(store);
  }

  @Test
  void newLakeHasNoSet() {
    assertThat(sets.newest()).isEmpty();
    assertThat(sets.numbers()).isEmpty();
    assertThat(sets.read(1)).isEmpty();
  }

  @Test
  void setIsReadAsItWasPublished() {
    PublishedSet published;
    try (LakeLock lock = lockAt("run-1", NOON)) {
      published = sets.publish(lock, draft("run-1"));
    }

    assertThat(published.number()).isEqualTo(1);
    assertThat(published.lockNumber()).isEqualTo(1);
    assertThat(published.publishedAt()).isNotNull();
    assertThat(published.entries()).isEqualTo(draft("run-1").entries());
    assertThat(sets.newest()).hasValue(published);
    assertThat(sets.read(1)).hasValue(published);
  }

  @Test
  void keysOfANewerReleaseAreSkippedAndMissingOnesEmpty() {
    write(
        "_published/000001.json",
        """
        {"number": 1, "run_id": "run-1", "lock_number": 1, "as_of": "2025-01-31",
         "colour": "green", "entries": [{"table": "gold.claim", "version": 3, "shape": {"a": []}}]}
        """);

    PublishedSet set = sets.newest().orElseThrow();
    assertThat(set.asOf()).isEqualTo(THIRTY_FIRST);
    assertThat(set.landing()).isEmpty();
    assertThat(set.find(TableName.gold("claim"), null)).map(Entry::version).hasValue(3L);
  }

  @Test
  void damagedSetIsNamed() {
    write("_published/000001.json", "{\"number\": 1, ");

    assertThatThrownBy(() -> sets.newest())
        .isInstanceOf(JevonsException.class)
        .hasMessageContaining("_published/000001.json is damaged");
  }

  @Test
  void tableIsFoundByItsDay() {
    PublishedSet set = draft("run-1");

    assertThat(set.find(TableName.gold("claim"), THIRTIETH)).map(Entry::version).hasValue(4L);
    assertThat(set.find(TableName.gold("claim"), null)).isEmpty();
    assertThat(set.find(TableName.silver("daily_price"), null)).map(Entry::version).hasValue(9L);
    assertThat(set.days(TableName.gold("claim"))).containsExactly(THIRTIETH, THIRTY_FIRST);
    assertThat(set.days(TableName.silver("daily_price"))).isEmpty();
  }

  @Test
  void newestSetHasTheGreatestNumber() {
    for (String run : List.of("run-1", "run-2", "run-3")) {
      try (LakeLock lock = lockAt(run, NOON)) {
        sets.publish(lock, draft(run));
      }
    }

    assertThat(sets.newest()).map(PublishedSet::runId).hasValue("run-3");
    assertThat(sets.read(2)).map(PublishedSet::runId).hasValue("run-2");
    assertThat(sets.numbers()).containsExactly(1L, 2L, 3L);
  }

  @Test
  void oldSetsAndTheLocksBeforeThemAreForgottenButNeverTheNewest() {
    for (int run = 1; run <= 33; run++) {
      try (LakeLock lock = lockAt("run-" + run, NOON)) {
        sets.publish(lock, draft("run-" + run));
      }
    }
    Instant later = Instant.now().plusSeconds(60);
    try (LakeLock lock = lockAt("run-34", NOON)) {
      sets.forget(lock, Instant.now().minus(Duration.ofDays(400)));
      assertThat(sets.numbers()).hasSize(33);
      assertThat(LakeLock.history(store)).hasSize(34);

      sets.forget(lock, later);

      assertThat(sets.numbers()).hasSize(30).startsWith(4L).endsWith(33L);
      assertThat(sets.newest()).map(PublishedSet::runId).hasValue("run-33");
      assertThat(LakeLock.history(store)).extracting(LockInfo::number).startsWith(4L).endsWith(34L);
      assertThat(store.list("_lock")).noneMatch(name -> name.startsWith("000003"));
      assertThat(sets.publish(lock, draft("run-34")).number()).isEqualTo(34);
    }
  }

  @Test
  void runThatLostItsLockForgetsNothing() {
    for (int run = 1; run <= 33; run++) {
      try (LakeLock lock = lockAt("run-" + run, NOON)) {
        sets.publish(lock, draft("run-" + run));
      }
    }
    LakeLock lost = lockAt("run-34", NOON);
    lost.close();
    try (LakeLock next = lockAt("run-35", NOON)) {
      sets.forget(lost, Instant.now().plusSeconds(60));
      assertThat(sets.numbers()).hasSize(33);
      assertThat(next.isNewest()).isTrue();
    }
  }

  @Test
  void oneLockMayPublishTwice() {
    try (LakeLock lock = lockAt("run-1", NOON)) {
      sets.publish(lock, draft("run-1"));
      assertThat(sets.publish(lock, draft("run-1")).number()).isEqualTo(2);
    }
  }

  @Test
  void ownerThatLostTheLockIsRefusedAndToldWhoHasIt() {
    try (LakeLock suspended = suspended("run-1");
        LakeLock next = lockAt("run-2", NOON.plusSeconds(61))) {
      assertThat(next.isNewest()).isTrue();
      assertThatThrownBy(() -> sets.publish(suspended, draft("run-1")))
          .isInstanceOfSatisfying(
              JevonsException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.LOCKED))
          .hasMessageContaining("run run-1 lost the lock")
          .hasMessageContaining("run run-2");
      assertThat(sets.numbers()).isEmpty();
    }
  }

  @Test
  void setWrittenByASuspendedOwnerBeforeTheNextOneIsNotSeen() {
    try (LakeLock suspended = suspended("run-1");
        LakeLock next = lockAt("run-2", NOON.plusSeconds(61))) {
      wakeAndWrite(suspended, 1);

      assertThat(sets.newest()).isEmpty();
      assertThat(sets.read(1)).isEmpty();
      assertThat(sets.publish(next, draft("run-2")).number()).isEqualTo(2);
      assertThat(sets.newest()).map(PublishedSet::runId).hasValue("run-2");
    }
  }

  @Test
  void setWrittenByASuspendedOwnerAfterTheNextOneIsNotSeen() {
    try (LakeLock suspended = suspended("run-1")) {
      try (LakeLock next = lockAt("run-2", NOON.plusSeconds(61))) {
        sets.publish(next, draft("run-2"));
      }
      wakeAndWrite(suspended, 2);
      assertThat(sets.newest()).map(PublishedSet::runId).hasValue("run-2");

      try (LakeLock third = lockAt("run-3", NOON.plusSeconds(70))) {
        assertThat(sets.newest()).map(PublishedSet::runId).hasValue("run-2");
        assertThat(sets.publish(third, draft("run-3")).number()).isEqualTo(3);
      }
      assertThat(sets.newest()).map(PublishedSet::runId).hasValue("run-3");
    }
  }

  @Test
  void setOfARunThatDiedAfterwardsStays() {
    try (LakeLock died = suspended("run-1")) {
      sets.publish(died, draft("run-1"));
      try (LakeLock next = lockAt("run-2", NOON.plus(Duration.ofHours(1)))) {
        assertThat(next.baseSet()).isEqualTo(1);
        assertThat(sets.newest()).map(PublishedSet::runId).hasValue("run-1");
      }
    }
  }

  /** What a run does that was suspended between its look at the lock and its write. */
  private void wakeAndWrite(LakeLock suspended, long number) {
    PublishedSet set = draft(suspended.runId()).published(number, suspended, NOON);
    assertThat(store.createIfAbsent(String.format("_published/%06d.json", number), Json.bytes(set)))
        .isTrue();
  }

  private LakeLock suspended(String runId) {
    return lockAt(runId, NOON, LakeLockTest.SUSPENDED);
  }

  private LakeLock lockAt(String runId, Instant now) {
    return lockAt(runId, now, LakeLockTest.QUICK);
  }

  private LakeLock lockAt(String runId, Instant now, LockSettings settings) {
    return LakeLock.acquire(
        store, lake, runId, settings, OwnerProcess.current(), InstantSource.fixed(now));
  }

  private void write(String name, String json) {
    store.createIfAbsent(name, json.getBytes(StandardCharsets.UTF_8));
    assertThat(Files.exists(folder.resolve(name))).isTrue();
  }

  static PublishedSet draft(String runId) {
    return PublishedSet.draft(
        runId,
        THIRTY_FIRST,
        "code-1",
        "config-1",
        List.of(
            new LandingEntry(
                "prices/NVDA.csv",
                123456,
                1_738_281_600_000L,
                "ab12",
                THIRTY_FIRST,
                LandingEntry.TAKEN,
                null),
            new LandingEntry(
                "edgar/CIK0001045810.json",
                1048576,
                1_738_281_600_001L,
                "cd34",
                null,
                LandingEntry.FAULTY,
                "ends inside an array")),
        List.of(
            new Entry("silver.daily_price", null, 9, null, "f1", "c1", 37_000, THIRTY_FIRST, 0),
            new Entry(
                "gold.claim", THIRTY_FIRST, 5, "as_of = DATE'2025-01-31'", "f3", "c3", 7, null, 0),
            new Entry(
                "gold.claim", THIRTIETH, 4, "as_of = DATE'2025-01-30'", "f2", "c2", 7, null, 0)),
        Map.of("report", "report/000001/index.html"));
  }
}
