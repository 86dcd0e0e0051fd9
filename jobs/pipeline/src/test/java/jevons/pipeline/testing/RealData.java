package jevons.pipeline.testing;

import static java.util.stream.Collectors.toMap;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import jevons.pipeline.table.Derived;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Inputs;
import jevons.pipeline.table.Landed;
import jevons.pipeline.table.LandingFile;
import jevons.pipeline.table.Layer;
import jevons.pipeline.table.Parsed;
import jevons.pipeline.table.Settings;
import jevons.pipeline.table.Table;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * Inputs made from the embedded landing zone: bronze is parsed from {@code data/}, silver and gold
 * are queried from that, each once in a JVM. Nothing is written.
 */
public final class RealData implements Inputs {
  private static final Map<Class<? extends Table>, Dataset<Row>> DAYLESS = new HashMap<>();

  private final Map<Class<? extends Table>, Dataset<Row>> gold = new HashMap<>();
  private final LocalDate asOf;
  private final Optional<Lines> lines;
  private final Map<Class<? extends Table>, Dataset<Row>> dayless;
  private final Given given = Given.nothing();
  private Settings settings = given.settings();

  /** What is there of the lines of a landing zone. */
  @FunctionalInterface
  public interface Lines {
    /** Of all rows of a bronze table those whose lines are there. */
    Dataset<Row> of(Landed table, Dataset<Row> all);
  }

  private RealData(LocalDate asOf, Optional<Lines> lines) {
    this.asOf = asOf;
    this.lines = lines;
    this.dayless = lines.isPresent() ? new HashMap<>() : DAYLESS;
  }

  /** The embedded data as known by the end of a day. */
  public static RealData asOf(String day) {
    return new RealData(LocalDate.parse(day), Optional.empty());
  }

  /** The same of a landing zone that has some of the lines only. */
  public static RealData asOf(String day, Lines lines) {
    return new RealData(LocalDate.parse(day), Optional.of(lines));
  }

  /** A configuration value: String, Long, Double, List of String, or List of Map. */
  public RealData with(String key, Object value) {
    given.with(key, value);
    return this;
  }

  /** All configuration values, in place of those given one by one. */
  public RealData with(Settings all) {
    settings = all;
    return this;
  }

  /** Rows of a table, in place of those it would make of its inputs. */
  public RealData and(Table table, Dataset<Row> rows) {
    boolean isGold = table.name().layer() == Layer.GOLD;
    if (!isGold && lines.isEmpty()) {
      throw new IllegalStateException("the silver tables of all lines are shared by all tests");
    }
    (isGold ? gold : dayless).put(table.getClass(), rows);
    return this;
  }

  /** A file or folder of the embedded landing zone. */
  public static Path landing(String path) {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("data/epoch"))) {
      folder = folder.getParent();
    }
    return folder.resolve("data").resolve(path);
  }

  @Override
  public LocalDate asOf() {
    return asOf;
  }

  @Override
  public Dataset<Row> read(Class<? extends Table> table) {
    return read(table, asOf);
  }

  @Override
  public Dataset<Row> read(Class<? extends Table> table, LocalDate knownBy) {
    Table definition = definition(table);
    if (definition.name().layer() == Layer.GOLD) {
      return gold(definition);
    }
    Dataset<Row> all = dayless(definition);
    return definition
        .knownOn()
        .map(k -> all.where(k.col().leq(functions.lit(knownBy.toString()).cast("date"))))
        .orElse(all);
  }

  @Override
  public Settings settings() {
    return settings;
  }

  @Override
  public SparkSession spark() {
    return TestSpark.session();
  }

  private Dataset<Row> gold(Table definition) {
    Dataset<Row> found = gold.get(definition.getClass());
    if (found == null) {
      found = kept(((Derived) definition).query(this));
      gold.put(definition.getClass(), found);
    }
    return found;
  }

  private Dataset<Row> dayless(Table definition) {
    Dataset<Row> found = dayless.get(definition.getClass());
    if (found == null) {
      found =
          definition instanceof Landed landed
              ? landed(landed)
              : kept(((Derived) definition).query(new Uncut()));
      dayless.put(definition.getClass(), found);
    }
    return found;
  }

  private Dataset<Row> landed(Landed table) {
    return lines
        .map(there -> there.of(table, asOf(asOf.toString()).read(table.getClass())))
        .orElseGet(() -> parsed(table));
  }

  /** What a silver query reads: all days. */
  private final class Uncut implements Inputs {
    @Override
    public LocalDate asOf() {
      return asOf;
    }

    @Override
    public Dataset<Row> read(Class<? extends Table> table) {
      return dayless(definition(table));
    }

    @Override
    public Dataset<Row> read(Class<? extends Table> table, LocalDate knownBy) {
      return RealData.this.read(table, knownBy);
    }

    @Override
    public Settings settings() {
      return RealData.this.settings();
    }

    @Override
    public SparkSession spark() {
      return RealData.this.spark();
    }
  }

  private static Dataset<Row> kept(Dataset<Row> rows) {
    return TestSpark.session().createDataFrame(rows.collectAsList(), rows.schema());
  }

  private static Table definition(Class<? extends Table> table) {
    try {
      return table.getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(table + " has no constructor without arguments", e);
    }
  }

  private static Dataset<Row> parsed(Landed table) {
    List<Row> rows = new ArrayList<>();
    Set<List<String>> keys = new HashSet<>();
    for (LandingFile file : files(table)) {
      try (InputStream bytes = Files.newInputStream(landing(file.path()))) {
        Iterator<Parsed> lines = table.format().parse(file, bytes);
        while (lines.hasNext()) {
          Parsed parsed = lines.next();
          if (parsed instanceof Parsed.Fault fault) {
            throw new AssertionError(file.path() + ": " + fault.message());
          }
          if (parsed instanceof Parsed.Doubt doubt) {
            throw new AssertionError(doubt.reject().message());
          }
          if (parsed instanceof Parsed.Line line && keys.add(key(table, line))) {
            rows.add(row(file, line));
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return TestSpark.session().createDataFrame(rows, table.schema());
  }

  private static List<String> key(Landed table, Parsed.Line line) {
    List<String> names = table.words().stream().map(Field::name).toList();
    return Arrays.asList(
        table.key().stream()
            .map(f -> line.words().get(names.indexOf(f.name())))
            .toArray(String[]::new));
  }

  private static Row row(LandingFile file, Parsed.Line line) {
    List<Object> values = new ArrayList<>(line.words());
    values.addAll(
        List.of(
            1L,
            "new",
            file.path(),
            file.sha256(),
            line.line(),
            Date.valueOf(file.exportedOn()),
            "test"));
    return RowFactory.create(values.toArray());
  }

  private static List<LandingFile> files(Landed table) {
    Path root = landing("");
    List<PathMatcher> globs =
        table.landing().stream()
            .map(g -> FileSystems.getDefault().getPathMatcher("glob:" + g))
            .toList();
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile)
          .map(root::relativize)
          .filter(p -> !p.endsWith("MANIFEST.csv"))
          .filter(p -> globs.stream().anyMatch(g -> g.matches(p)))
          .sorted()
          .map(RealData::file)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static LandingFile file(Path path) {
    Map<String, NamedCsvRecord> manifest = manifest(path.getParent());
    NamedCsvRecord entry = manifest.get(path.getFileName().toString());
    if (entry == null) {
      throw new AssertionError(path + " does not stand in its folder's MANIFEST.csv");
    }
    long bytes = Long.parseLong(entry.getField("bytes"));
    return new LandingFile(
        path.toString().replace('\\', '/'),
        bytes,
        entry.getField("sha256"),
        LocalDate.parse(entry.getField("exported_on")),
        bytes);
  }

  private static Map<String, NamedCsvRecord> manifest(Path folder) {
    Path path = landing(folder.toString()).resolve("MANIFEST.csv");
    try (CsvReader<NamedCsvRecord> lines = CsvReader.builder().ofNamedCsvRecord(path)) {
      return lines.stream().collect(toMap(l -> l.getField("file"), l -> l));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
