package jevons.pipeline.run;

import static org.apache.spark.sql.functions.lit;

import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import jevons.pipeline.lake.ControlStore;
import jevons.pipeline.lake.Lake;
import jevons.pipeline.lake.LakeLocation;
import jevons.pipeline.lake.PublishedSet;
import jevons.pipeline.lake.PublishedSets;
import jevons.pipeline.table.Audit;
import jevons.pipeline.table.JevonsException;
import jevons.pipeline.table.Landed;
import jevons.pipeline.table.Layer;
import jevons.pipeline.table.Table;
import jevons.pipeline.table.TableName;
import jevons.pipeline.table.TableReader;
import jevons.pipeline.tables.Tables;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The lake as a published set shows it, as of one of its days. Nobody sees half a run: every table
 * is read at the version that the set names. {@code ops} tables are outside the set and are read at
 * their newest version.
 */
public final class Published implements TableReader {
  private final Lake lake;
  private final PublishedSet set;
  private final LocalDate asOf;
  private final Function<TableName, Optional<Dataset<Row>>> kept;

  private Published(
      Lake lake,
      PublishedSet set,
      LocalDate asOf,
      Function<TableName, Optional<Dataset<Row>>> kept) {
    this.lake = lake;
    this.set = set;
    this.asOf = asOf;
    this.kept = kept;
  }

  /** A set that is about to be published; what the run still keeps is read from there. */
  static Published draft(Lake lake, PublishedSet set, LocalDate asOf, Lineup lineup) {
    return new Published(
        lake, set, asOf, name -> lineup.kept(name).or(() -> published(lineup, set, asOf, name)));
  }

  private static Optional<Dataset<Row>> published(
      Lineup lineup, PublishedSet set, LocalDate asOf, TableName name) {
    return set.find(name, name.layer() == Layer.GOLD ? asOf : null)
        .map(entry -> lineup.published(Tables.named(name.toString()), entry, entry.asOf()));
  }

  /**
   * The newest set, found without Spark.
   *
   * @throws JevonsException exit 2 when nothing was published yet
   */
  public static PublishedSet newest(ControlStore store, LakeLocation location) {
    return new PublishedSets(store)
        .newest()
        .orElseThrow(
            () ->
                JevonsException.usage(
                    "lake "
                        + location
                        + " has no published tables yet. Make them: jevons nightly, or name another lake with"
                        + " --lake PATH."));
  }

  /**
   * Opens a set as of a day.
   *
   * @param asOf empty for the current day
   * @throws JevonsException exit 2 when no gold table was built as of that day, with the nearest
   *     ones
   */
  public static Published open(Lake lake, PublishedSet set, Optional<LocalDate> asOf) {
    LocalDate day = asOf.orElse(set.asOf());
    List<LocalDate> days = days(set);
    if (!days.contains(day)) {
      throw JevonsException.usage(
          "no gold table was built as of "
              + day
              + ". Days there are: "
              + nearest(days, day)
              + ". Build it: jevons nightly --as-of "
              + day
              + ".");
    }
    return new Published(lake, set, day, name -> Optional.empty());
  }

  /** All days that some gold table was built as of, ascending. */
  public static List<LocalDate> days(PublishedSet set) {
    TreeSet<LocalDate> days = new TreeSet<>();
    set.entries().stream().map(PublishedSet.Entry::asOf).filter(d -> d != null).forEach(days::add);
    return List.copyOf(days);
  }

  private static String nearest(List<LocalDate> days, LocalDate day) {
    List<LocalDate> near = new ArrayList<>(days);
    near.sort(Comparator.comparingLong(d -> Math.abs(d.toEpochDay() - day.toEpochDay())));
    String some =
        String.join(", ", near.stream().limit(5).sorted().map(LocalDate::toString).toList());
    return days.size() > 5 ? some + " and " + (days.size() - 5) + " more" : some;
  }

  @Override
  public LocalDate asOf() {
    return asOf;
  }

  /** The set. */
  public PublishedSet set() {
    return set;
  }

  @Override
  public Dataset<Row> read(TableName name) {
    Table table = Tables.named(name.toString());
    if (table instanceof Audit) {
      long version =
          lake.latestVersion(name).orElseThrow(() -> Tables.unknown(name.toString(), names()));
      return lake.read(name, version);
    }
    LocalDate day = name.layer() == Layer.GOLD ? asOf : null;
    PublishedSet.Entry entry =
        set.find(name, day).orElseThrow(() -> Tables.unknown(name.toString(), names()));
    return kept.apply(name).orElseGet(() -> Lineup.rows(lake, table, entry, day));
  }

  /** What the set says of a table, of gold as of {@link #asOf()}; empty when it is not there. */
  public Optional<PublishedSet.Entry> entry(TableName name) {
    return set.find(name, name.layer() == Layer.GOLD ? asOf : null);
  }

  @Override
  public Optional<LocalDate> newestKnown(TableName name) {
    return entry(name).map(PublishedSet.Entry::maxKnownOn).filter(day -> !day.isAfter(asOf));
  }

  /** Whether some rows of a silver table became known only after {@link #asOf()}. */
  public boolean isCut(Table table) {
    return table.name().layer() == Layer.SILVER
        && table.knownOn().isPresent()
        && entry(table.name())
            .map(PublishedSet.Entry::maxKnownOn)
            .filter(asOf::isBefore)
            .isPresent();
  }

  /** A table's rows as gold as of {@link #asOf()} saw them: of silver what was known by then. */
  public Dataset<Row> known(Table table) {
    Dataset<Row> rows = read(table.name());
    return isCut(table)
        ? rows.where(table.knownOn().orElseThrow().col().leq(lit(Date.valueOf(asOf))))
        : rows;
  }

  @Override
  public Dataset<Row> readVintages(TableName name) {
    if (name.layer() != Layer.BRONZE) {
      return read(name);
    }
    PublishedSet.Entry entry =
        set.find(name, null).orElseThrow(() -> Tables.unknown(name.toString(), names()));
    return lake.read(name, entry.version()).where(Landed.VINTAGE.col().leq(entry.vintages()));
  }

  @Override
  public List<LocalDate> days() {
    return days(set);
  }

  /** A gold table's rows of all days it was built as of. */
  public Dataset<Row> history(TableName name) {
    return readLater(name, entries(name, set.days(name)));
  }

  @Override
  public Dataset<Row> readDays(TableName name, Collection<LocalDate> days) {
    List<PublishedSet.Entry> entries = entries(name, days);
    return lake.readDaysHere(name, entries).orElseGet(() -> readLater(name, entries));
  }

  private List<PublishedSet.Entry> entries(TableName name, Collection<LocalDate> days) {
    return days.stream().flatMap(day -> set.find(name, day).stream()).toList();
  }

  private Dataset<Row> readLater(TableName name, List<PublishedSet.Entry> entries) {
    Table table = Tables.named(name.toString());
    return entries.stream()
        .map(entry -> Lineup.rows(lake, table, entry, entry.asOf()))
        .reduce((all, rows) -> all.unionByName(rows, true))
        .orElseThrow(() -> Tables.unknown("gold_history." + name.table(), names()));
  }

  /** Names of the tables that can be read. */
  public List<String> names() {
    TreeSet<String> names = new TreeSet<>();
    set.entries().forEach(e -> names.add(e.table()));
    for (Table table : Tables.all()) {
      if (table instanceof Audit && lake.latestVersion(table.name()).isPresent()) {
        names.add(table.name().toString());
      }
    }
    return List.copyOf(names);
  }

  @Override
  public Map<String, String> facts() {
    Map<String, String> facts = new TreeMap<>(set.notes());
    facts.put("run_id", set.runId());
    facts.put("published_set", Long.toString(set.number()));
    facts.put("as_of", asOf.toString());
    facts.put("code_digest", set.codeDigest());
    for (PublishedSet.Entry entry : set.entries()) {
      if (entry.asOf() == null || entry.asOf().equals(asOf)) {
        facts.put("version." + entry.table(), Long.toString(entry.version()));
      }
    }
    return facts;
  }
}
