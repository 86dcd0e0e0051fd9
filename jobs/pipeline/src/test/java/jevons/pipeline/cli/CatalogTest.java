package jevons.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jevons.pipeline.table.Layer;
import jevons.pipeline.table.Table;
import jevons.pipeline.table.TableName;
import jevons.pipeline.tables.ops.Run;
import jevons.pipeline.tables.ops.SourceFile;
import jevons.pipeline.tables.ops.Step;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The statements of {@code tables --format ddl}, run by a plain {@code pip install pyspark} on a
 * lake that a night has made. The environment variable {@code JEVONS_PYTHON} names its Python.
 */
@Tag("world")
class CatalogTest {
  private static final Path REGISTER = Path.of("src/test/python/register_tables.py");

  @TempDir static Path shared;
  private static SmallLake lake;

  @TempDir Path folder;

  @BeforeAll
  static void oneNight() {
    // A quote in the lake's name: the statements must hold it.
    lake = SmallLake.in(shared.resolve("a firm's lake"));
    assertThat(lake.run("nightly", "--quiet")).as(lake.err()).isZero();
  }

  @Test
  void tablesRegisteredInSparkHaveTheRowsThatQueryShowsAndLeaveThemWhenDropped() throws Exception {
    assertThat(registered("spark", "in-memory")).isEqualTo(queried());
    assertThat(lake.run("verify")).as(lake.err()).isZero();
  }

  @Test
  void tablesRegisteredInAHiveMetastoreHaveTheRowsThatQueryShows() throws Exception {
    assertThat(registered("hive", "hive")).isEqualTo(queried());
    assertThat(folder.resolve("metastore/service.properties")).exists();
  }

  /** Rows by table, counted through the catalog; the tables are dropped from it at the end. */
  private Map<String, Long> registered(String dialect, String catalog) throws Exception {
    StringBuilder statements = new StringBuilder();
    for (TableName table : tables()) {
      assertThat(lake.run("tables", table.toString(), "--format", "ddl", "--dialect", dialect))
          .as(lake.err())
          .isZero();
      statements.append(lake.out());
    }
    Path file = Files.writeString(folder.resolve("register.sql"), statements);
    Path log = folder.resolve("register.log");
    ProcessBuilder builder =
        new ProcessBuilder(
                required("JEVONS_PYTHON"),
                REGISTER.toString(),
                file.toString(),
                catalog,
                folder.toString())
            .redirectError(log.toFile());
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    builder.environment().put("JEVONS_DELTA_JARS", deltaJars());
    Process process = builder.start();
    List<String> lines = new ArrayList<>();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      out.lines().forEach(lines::add);
    }
    assertThat(process.waitFor()).as("%s%n%s", lines, Files.readString(log)).isZero();
    return new ObjectMapper()
        .readValue(lines.get(lines.size() - 1), new TypeReference<TreeMap<String, Long>>() {});
  }

  private static Map<String, Long> queried() throws IOException {
    String sql =
        tables().stream()
            .map(
                name -> {
                  // A registered table has all as-of days.
                  String read =
                      name.layer() == Layer.GOLD
                          ? name.toString().replace("gold.", "gold_history.")
                          : name.toString();
                  return "SELECT '%s' AS name, count(*) AS n FROM %s".formatted(name, read);
                })
            .collect(Collectors.joining(" UNION ALL "));
    assertThat(lake.run("query", sql, "--format", "json")).as(lake.err()).isZero();
    Map<String, Long> rows = new TreeMap<>();
    for (JsonNode row : new ObjectMapper().readTree(lake.out())) {
      rows.put(row.get("name").asText(), row.get("n").asLong());
    }
    return rows;
  }

  private static List<TableName> tables() {
    return Stream.concat(
            SmallLake.TABLES.stream(), Stream.of(new Run(), new Step(), new SourceFile()))
        .map(Table::name)
        .toList();
  }

  /** As the build's class path has them, so that PySpark asks no registry. */
  private static String deltaJars() throws ClassNotFoundException {
    List<String> jars = new ArrayList<>();
    for (String type :
        List.of("io.delta.sql.DeltaSparkSessionExtension", "io.delta.storage.LogStore")) {
      Class<?> found = Class.forName(type, false, CatalogTest.class.getClassLoader());
      jars.add(found.getProtectionDomain().getCodeSource().getLocation().getPath());
    }
    return String.join(",", jars);
  }

  private static String required(String variable) {
    String value = System.getenv(variable);
    if (value == null || value.isBlank()) {
      throw new AssertionError(
          variable + " is not set; .ci/run shows how: a Python environment with pyspark==4.2.0.");
    }
    return value;
  }
}
