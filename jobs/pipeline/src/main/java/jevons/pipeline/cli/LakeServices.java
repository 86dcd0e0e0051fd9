package jevons.pipeline.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import jevons.pipeline.config.JevonsConfig;
import jevons.pipeline.config.RunSettings;
import jevons.pipeline.config.SparkProfile;
import jevons.pipeline.diff.Difference;
import jevons.pipeline.lake.ControlStore;
import jevons.pipeline.lake.Lake;
import jevons.pipeline.lake.LakeLocation;
import jevons.pipeline.lake.LakeLock;
import jevons.pipeline.lake.LakeSession;
import jevons.pipeline.lake.LockSettings;
import jevons.pipeline.lake.PublishedSet;
import jevons.pipeline.lake.SessionSettings;
import jevons.pipeline.report.DataSource;
import jevons.pipeline.report.HtmlReport;
import jevons.pipeline.report.OwnQuestion;
import jevons.pipeline.report.ReportSettings;
import jevons.pipeline.run.Backfill;
import jevons.pipeline.run.BackfillPlan;
import jevons.pipeline.run.LandingFiles;
import jevons.pipeline.run.Nightly;
import jevons.pipeline.run.Plan;
import jevons.pipeline.run.PlannedStep;
import jevons.pipeline.run.Published;
import jevons.pipeline.run.RunListener;
import jevons.pipeline.run.RunOutcome;
import jevons.pipeline.run.RunRequest;
import jevons.pipeline.run.Verification;
import jevons.pipeline.run.Verification.Verdict;
import jevons.pipeline.studies.OwnStudies;
import jevons.pipeline.studies.OwnStudy;
import jevons.pipeline.studies.Studies;
import jevons.pipeline.studies.Study;
import jevons.pipeline.table.JevonsException;
import jevons.pipeline.table.Table;
import jevons.pipeline.table.TableName;
import jevons.pipeline.table.TableReader;
import jevons.pipeline.tables.Tables;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The lake that the settings name, on this machine's Spark or where spark-submit runs it. */
final class LakeServices implements Services {
  private final JevonsConfig config;
  private final SparkProfile profile;
  private final LakeLocation location;
  private final List<Table> tables;
  private final List<Study> studies;
  private final boolean ownsSpark;
  private List<OwnStudy> own;
  private SparkSession spark;
  private ControlStore store;

  LakeServices(Invocation invocation) {
    this(invocation, Tables.all(), Studies.all(), null);
  }

  /** The same with fewer tables, in a session that others use too; null starts one. */
  LakeServices(
      Invocation invocation, List<Table> tables, List<Study> studies, SparkSession shared) {
    this.tables = tables;
    this.studies = studies;
    this.spark = shared;
    this.ownsSpark = shared == null;
    this.config = invocation.config();
    this.profile = SparkProfile.read(config, invocation.small());
    this.location = LakeLocation.of(config.lakePath());
  }

  @Override
  public synchronized SparkSession spark() {
    if (spark == null) {
      spark = LakeSession.start(new SessionSettings(null, profile.small(), profile.properties()));
    }
    return spark;
  }

  @Override
  public RunOutcome nightly(Optional<LocalDate> asOf, RunListener listener) {
    return new Nightly(
            request("nightly", asOf),
            tables,
            studies(),
            this::spark,
            profile.properties(),
            this::html,
            listener)
        .run();
  }

  @Override
  public List<MissingFile> missing() {
    return MissingFile.of(
        config.firms(), LandingFiles.paths(config.landingPath(), profile.properties()));
  }

  @Override
  public List<PlannedStep> plan(Optional<LocalDate> asOf) {
    return Plan.of(request("plan", asOf), tables, studies(), profile.properties());
  }

  @Override
  public BackfillPlan planBackfill(List<LocalDate> days) {
    return backfillOf(days, RunListener.SILENT).plan();
  }

  @Override
  public RunOutcome backfill(List<LocalDate> days, RunListener listener) {
    return backfillOf(days, listener).run();
  }

  private Backfill backfillOf(List<LocalDate> days, RunListener listener) {
    return new Backfill(
        request("backfill", Optional.empty()),
        days,
        tables,
        studies(),
        this::spark,
        profile.properties(),
        this::html,
        listener);
  }

  @Override
  public List<Verdict> verify() {
    PublishedSet set = Published.newest(store(), location);
    return Verification.of(new Lake(spark(), location), set);
  }

  @Override
  public PublishedTables published(Optional<LocalDate> asOf) {
    PublishedSet set = Published.newest(store(), location);
    return new OfLake(Published.open(new Lake(spark(), location), set, asOf));
  }

  @Override
  public Difference diff(DiffRequest request) {
    PublishedRuns.Pair pair = new PublishedRuns(store(), location).pair(request);
    Lake lake = new Lake(spark(), location);
    return Difference.between(
        Published.open(lake, pair.before(), request.fromAsOf()),
        Published.open(lake, pair.after(), request.toAsOf()),
        studies(),
        request.only(),
        request.examples());
  }

  @Override
  public Optional<Dataset<Row>> audit(TableName table) {
    Lake lake = new Lake(spark(), location);
    OptionalLong version = lake.latestVersion(table);
    return version.isPresent()
        ? Optional.of(lake.read(table, version.getAsLong()))
        : Optional.empty();
  }

  @Override
  public ControlStore store() {
    if (store == null) {
      store = ControlStore.open(location, profile.properties());
    }
    return store;
  }

  @Override
  public ReportSettings reportSettings() {
    return new ReportSettings(
        LocalDate.now(ZoneOffset.UTC),
        config.run().staleAfterDays(),
        DataSource.EMBEDDED,
        missingWords(),
        own().stream().map(s -> new OwnQuestion(s.name(), s.title(), s.question())).toList());
  }

  /** The user's, held against the tables at the first call. */
  private List<OwnStudy> own() {
    if (own == null) {
      own = OwnStudies.of(config.ownStudies());
    }
    return own;
  }

  /** The studies whose tables this lake has. */
  private List<Study> studies() {
    Set<Class<?>> there = tables.stream().map(Object::getClass).collect(Collectors.toSet());
    List<Study> all = new ArrayList<>(studies);
    own().stream().filter(study -> there.containsAll(study.inputs())).forEach(all::add);
    return all;
  }

  /** A report is made of the lake alone, also where there is no landing zone. */
  private List<String> missingWords() {
    try {
      return MissingFile.words(missing());
    } catch (JevonsException noLandingZone) {
      return List.of();
    }
  }

  @Override
  public void close() {
    if (spark != null && ownsSpark) {
      spark.stop();
    }
  }

  private RunRequest request(String command, Optional<LocalDate> asOf) {
    RunSettings run = config.run();
    return new RunRequest(
        command,
        location,
        config.landingPath(),
        asOf,
        config,
        config.digest(),
        lockSettings(),
        run.parallelSteps(),
        version());
  }

  @Override
  public void unlock(String runId) {
    LakeLock.unlock(store(), runId, lockSettings());
  }

  private LockSettings lockSettings() {
    RunSettings run = config.run();
    return new LockSettings(
        Math.toIntExact(run.heartbeat().toSeconds()), Math.toIntExact(run.deadAfter().toSeconds()));
  }

  private byte[] html(TableReader tables) {
    return HtmlReport.render(tables, reportSettings()).getBytes(StandardCharsets.UTF_8);
  }

  private static String version() {
    try {
      return Version.text();
    } catch (IOException e) {
      throw new IllegalStateException("the jar's manifest cannot be read", e);
    }
  }

  /** A published set by the names that commands use. */
  private record OfLake(Published published) implements PublishedTables {
    @Override
    public LocalDate asOf() {
      return published.asOf();
    }

    @Override
    public Dataset<Row> read(TableName table) {
      return published.read(table);
    }

    @Override
    public Dataset<Row> readVintages(TableName table) {
      return published.readVintages(table);
    }

    @Override
    public Map<String, String> facts() {
      return published.facts();
    }

    @Override
    public List<TableName> names() {
      return published.names().stream().map(TableName::parse).sorted().toList();
    }

    @Override
    public List<LocalDate> days() {
      return published.days();
    }

    @Override
    public Dataset<Row> readDays(TableName table, Collection<LocalDate> days) {
      return published.readDays(table, days);
    }

    @Override
    public Optional<LocalDate> newestKnown(TableName table) {
      return published.newestKnown(table);
    }

    @Override
    public Dataset<Row> readHistory(TableName table) {
      return published.history(table);
    }
  }
}
