package jevons.pipeline.run;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;

import java.sql.Date;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import jevons.pipeline.lake.Lake;
import jevons.pipeline.lake.PublishedSet;
import jevons.pipeline.table.AsOf;
import jevons.pipeline.table.Landed;
import jevons.pipeline.table.Layer;
import jevons.pipeline.table.Table;
import jevons.pipeline.table.TableName;
import jevons.pipeline.tables.Tables;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The tables as they stand within a run: what this run made, and else what the set before it
 * published. What was just computed is read from where it is kept, not from the lake again.
 */
final class Lineup {
  /** Rows of a table that are read at once; a job reads more of them sooner. */
  private static final long FEW_HERE = 20_000;

  private final Lake lake;
  private final Optional<PublishedSet> base;
  private final Map<TableName, PublishedSet.Entry> entries = new ConcurrentHashMap<>();
  private final Map<TableName, Kept> kept = new ConcurrentHashMap<>();
  private final Map<TableName, Dataset<Row>> news = new ConcurrentHashMap<>();
  private final Map<String, String> cutDigests = new ConcurrentHashMap<>();
  private final Map<TableName, LocalDate> firstKnown;

  /** Few rows of published tables, each read once, when it is first asked for. */
  private final Map<Stored, Supplier<Optional<Dataset<Row>>>> few = new ConcurrentHashMap<>();

  /** Silver rows that the days of a backfill read, while this lineup stands. */
  private final Map<TableName, KeptRows> forDays = new ConcurrentHashMap<>();

  /** Those of the lineup that this one stands on; null for one that stands alone. */
  private final Map<TableName, KeptRows> ofAllDays;

  Lineup(Lake lake, Optional<PublishedSet> base) {
    this(lake, base, new ConcurrentHashMap<>(), null);
  }

  private Lineup(
      Lake lake,
      Optional<PublishedSet> base,
      Map<TableName, LocalDate> firstKnown,
      Map<TableName, KeptRows> ofAllDays) {
    this.lake = lake;
    this.base = base;
    this.firstKnown = firstKnown;
    this.ofAllDays = ofAllDays;
  }

  /**
   * The tables of one more day of a backfill.
   *
   * @param set with this run's silver tables and the days before
   */
  Lineup onTop(PublishedSet set) {
    return new Lineup(lake, Optional.of(set), firstKnown, forDays);
  }

  /** Where a table's rows are; null for those of all partitions. */
  private record Stored(TableName table, long version, String partition) {}

  /** Rows that are kept until as many steps as read them are done. */
  private record Kept(Dataset<Row> rows, KeptRows behind, AtomicInteger readers) {}

  /** Records what a step came to. */
  void put(TableName table, PublishedSet.Entry entry) {
    entries.put(table, entry);
  }

  /** Keeps the rows for {@code readers} later steps. */
  void keep(TableName table, Dataset<Row> rows, KeptRows behind, int readers) {
    if (readers <= 0) {
      behind.letGo();
      return;
    }
    kept.put(table, new Kept(rows, behind, new AtomicInteger(readers)));
  }

  /**
   * Notes what this run changed in a table: of bronze the lines that its vintage stored, of others
   * the rows that are new and those that they replace. Without a note nothing is known of it.
   */
  void noteNews(TableName table, Dataset<Row> rows) {
    news.put(table, rows);
  }

  /** What was noted. */
  Optional<Dataset<Row>> news(TableName table) {
    return Optional.ofNullable(news.get(table));
  }

  /** The rows while they are kept. */
  Optional<Dataset<Row>> kept(TableName table) {
    return Optional.ofNullable(kept.get(table)).map(Kept::rows);
  }

  /** A step that reads the table is done. */
  void release(TableName table) {
    Kept rows = kept.get(table);
    if (rows != null && rows.readers().decrementAndGet() == 0) {
      kept.remove(table);
      rows.behind().letGo();
    }
  }

  /** Lets all kept rows go. */
  void releaseAll() {
    few.clear();
    kept.values().forEach(k -> k.behind().letGo());
    kept.clear();
    forDays.values().forEach(KeptRows::letGo);
    forDays.clear();
  }

  /** What this run has made of the table, or else what is published of it. */
  Optional<PublishedSet.Entry> entry(TableName table, LocalDate asOf) {
    PublishedSet.Entry made = entries.get(table);
    if (made != null) {
      return Optional.of(made);
    }
    LocalDate day = table.layer() == Layer.GOLD ? asOf : null;
    return base.flatMap(set -> set.find(table, day));
  }

  private PublishedSet.Entry made(Table table, LocalDate asOf) {
    return entry(table.name(), asOf)
        .orElseThrow(() -> new IllegalStateException(table.name() + " was not made yet"));
  }

  /**
   * The table's rows as others see them: of bronze the newest line of each key, of silver all, of
   * gold those of {@code asOf}.
   */
  Dataset<Row> rows(Table table, LocalDate asOf) {
    Kept inMemory = kept.get(table.name());
    if (inMemory != null) {
      return inMemory.rows();
    }
    PublishedSet.Entry entry = made(table, asOf);
    if (table instanceof Landed landed && entry.vintages() > 1) {
      return StoredLines.of(lake, landed, entry).all();
    }
    if (ofAllDays == null || table.name().layer() != Layer.SILVER || entry.rows() > KeptRows.FEW) {
      return published(table, entry, asOf);
    }
    return ofAllDays
        .computeIfAbsent(
            table.name(), n -> KeptRows.keep(rows(lake, table, entry, null), entry.rows()))
        .rows();
  }

  /** Every line a bronze table has stored, of all vintages that count in this run. */
  Dataset<Row> vintages(Landed table) {
    PublishedSet.Entry entry = made(table, null);
    if (entry.vintages() <= 1) {
      return rows(table, null);
    }
    return lake.read(table.name(), entry.version())
        .where(Landed.VINTAGE.col().leq(entry.vintages()));
  }

  /** The rows that an entry of a set stands for. */
  static Dataset<Row> rows(Lake lake, Table table, PublishedSet.Entry entry, LocalDate asOf) {
    Dataset<Row> rows = lake.read(table.name(), entry.version());
    if (table instanceof Landed landed) {
      return TakeIn.newest(landed, rows, entry.vintages());
    }
    return entry.partition() == null ? rows : asOf(rows.where(entry.partition()), asOf);
  }

  /**
   * The same, read here and now where they are few; not for who may never look at them, since no
   * job is put off.
   */
  Dataset<Row> published(Table table, PublishedSet.Entry entry, LocalDate asOf) {
    if (table instanceof Landed || entry.rows() > FEW_HERE) {
      return rows(lake, table, entry, asOf);
    }
    return fewHere(table, entry)
        .map(rows -> entry.partition() == null ? rows : asOf(rows, asOf))
        .orElseGet(() -> rows(lake, table, entry, asOf));
  }

  /** Each once in a run; empty when they are not few after all. */
  private Optional<Dataset<Row>> fewHere(Table table, PublishedSet.Entry entry) {
    Stored stored = new Stored(table.name(), entry.version(), entry.partition());
    return few.computeIfAbsent(
            stored, s -> Once.of(() -> lake.readHere(s.table(), s.version(), s.partition())))
        .get();
  }

  private static Dataset<Row> asOf(Dataset<Row> rows, LocalDate day) {
    return rows.withColumn(AsOf.FIELD.name(), AsOf.FIELD.is(lit(Date.valueOf(day))));
  }

  /** Rows known by a day: of silver with a known time those, of others all. */
  Dataset<Row> known(Table table, LocalDate asOf, LocalDate by) {
    Dataset<Row> rows = rows(table, asOf);
    return isCut(table, by)
        ? rows.where(table.knownOn().orElseThrow().col().leq(lit(Date.valueOf(by))))
        : rows;
  }

  /** Whether a cut at {@code by} takes any row away. */
  private boolean isCut(Table table, LocalDate by) {
    if (table.name().layer() != Layer.SILVER || table.knownOn().isEmpty()) {
      return false;
    }
    LocalDate newest = entry(table.name(), null).map(PublishedSet.Entry::maxKnownOn).orElse(null);
    return newest != null && by.isBefore(newest);
  }

  /**
   * First day on which a row of the table was known, or null when a cut at {@code by} takes no row
   * away; a job only if it does.
   */
  LocalDate firstKnown(Table table, LocalDate by) {
    if (!isCut(table, by)) {
      return null;
    }
    return firstKnown.computeIfAbsent(
        table.name(),
        n -> {
          Row found = rows(table, null).agg(min(table.knownOn().orElseThrow().col())).head();
          return found.isNullAt(0) ? LocalDate.MIN : LocalDate.parse(found.get(0).toString());
        });
  }

  /** The same, unless rows had to be read for it. */
  Optional<String> digestWithoutReading(Class<? extends Table> input, LocalDate asOf) {
    Table table = Tables.of(input);
    boolean needsReading = asOf != null && isCut(table, asOf);
    return needsReading
        ? Optional.empty()
        : entry(table.name(), asOf).map(PublishedSet.Entry::contentDigest);
  }

  /** Digest of an input as a step as of {@code asOf} sees it; null reads all days. */
  String digest(Class<? extends Table> input, LocalDate asOf) {
    Table table = Tables.of(input);
    if (asOf == null || !isCut(table, asOf)) {
      return made(table, asOf).contentDigest();
    }
    return cutDigests.computeIfAbsent(
        table.name() + "@" + asOf, k -> Auditor.digest(table, known(table, asOf, asOf)));
  }
}
