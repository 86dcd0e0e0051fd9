package jevons.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jevons.pipeline.config.ConfigSource;
import jevons.pipeline.config.JevonsConfig;
import jevons.pipeline.lake.ControlStore;
import jevons.pipeline.lake.Lake;
import jevons.pipeline.lake.LakeLocation;
import jevons.pipeline.run.Published;
import jevons.pipeline.studies.OwnStudies;
import jevons.pipeline.studies.Studies;
import jevons.pipeline.studies.Study;
import jevons.pipeline.table.TableName;
import jevons.pipeline.table.TableReader;
import jevons.pipeline.tables.Tables;
import jevons.pipeline.testing.RealData;
import jevons.pipeline.testing.TestSpark;
import jevons.pipeline.trace.Links;
import org.apache.hadoop.fs.FileUtil;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One night of all tables and studies on the embedded data, as a fresh checkout runs it: made once
 * for all tests of this JVM, which only read it.
 *
 * @param outcome what the night printed
 * @param tables the set that it published, each table read from the lake once
 */
record WholeNight(SmallLake lake, JsonNode outcome, TableReader tables) {
  static final Path HOME = Path.of("../..").toAbsolutePath().normalize();

  private static WholeNight made;

  static synchronized WholeNight made() {
    if (made == null) {
      try {
        made = make();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return made;
  }

  private static WholeNight make() throws IOException {
    Path folder = Files.createTempDirectory("jevons-whole-night");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> FileUtil.fullyDelete(folder.toFile())));
    TestConsole jevons =
        new TestConsole(
            HOME, line -> new LakeServices(line, Tables.all(), Studies.all(), TestSpark.session()));
    SmallLake lake = new SmallLake(folder.resolve("lake"), RealData.landing(""), jevons);
    assertThat(lake.run("nightly", "--quiet", "--format", "json")).as(lake.err()).isZero();
    JsonNode outcome = new ObjectMapper().readTree(lake.out());
    LakeLocation location = LakeLocation.of(lake.folder().toString());
    Published published =
        Published.open(
            new Lake(TestSpark.session(), location),
            Published.newest(ControlStore.open(location, Map.of()), location),
            Optional.empty());
    return new WholeNight(lake, outcome, new ReadOnce(published, new HashMap<>()));
  }

  /** Keeps what was read, since many tests ask for the same few tables. */
  private record ReadOnce(TableReader of, Map<TableName, Dataset<Row>> kept)
      implements TableReader {
    @Override
    public LocalDate asOf() {
      return of.asOf();
    }

    @Override
    public synchronized Dataset<Row> read(TableName table) {
      return kept.computeIfAbsent(table, name -> of.read(name).cache());
    }

    @Override
    public Dataset<Row> readVintages(TableName table) {
      return of.readVintages(table);
    }

    @Override
    public Map<String, String> facts() {
      return of.facts();
    }
  }

  /** What stands behind its rows. */
  Links links() {
    JevonsConfig config = JevonsConfig.load(ConfigSource.defaults(HOME));
    List<Study> studies = new ArrayList<>(Studies.all());
    studies.addAll(OwnStudies.of(config.ownStudies()));
    return new Links(TestSpark.session(), tables, config, studies);
  }
}
