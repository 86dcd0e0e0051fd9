package jevons.pipeline.tables.bronze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jevons.pipeline.table.Field;
import jevons.pipeline.table.Landed;
import jevons.pipeline.table.LandingFile;
import jevons.pipeline.table.Parsed;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The embedded landing zone, read by the bronze tables' own formats. */
class EmbeddedDataTest {
  private static final Path DATA = Path.of("../../data");
  private static final List<Landed> TABLES =
      List.of(
          new PriceBar(),
          new Split(),
          new CompanyFact(),
          new FilingTableFact(),
          new MarketFactor(),
          new InterestRate(),
          new AiModel(),
          new ComputeVintage(),
          new Benchmark(),
          new BenchmarkScore(),
          new ApiPrice(),
          new PriceAlias(),
          new ModelAlias(),
          new Accelerator(),
          new AcceleratorPrice(),
          new TrainingClaim());

  private static final Map<String, List<Parsed.Line>> LINES = new LinkedHashMap<>();
  private static final Map<String, List<Parsed.Reject>> REJECTS = new LinkedHashMap<>();
  private static final List<String> FAULTS = new ArrayList<>();
  private static final Set<Path> READ = new HashSet<>();

  @BeforeAll
  static void readAll() throws IOException {
    for (Landed table : TABLES) {
      List<Parsed.Line> lines = new ArrayList<>();
      List<Parsed.Reject> rejects = new ArrayList<>();
      for (Path path : filesOf(table)) {
        READ.add(path);
        try (InputStream bytes = Files.newInputStream(DATA.resolve(path))) {
          Iterator<Parsed> found = table.format().parse(landingFile(path), bytes);
          while (found.hasNext()) {
            Parsed parsed = found.next();
            if (parsed instanceof Parsed.Line line) {
              lines.add(line);
            } else if (parsed instanceof Parsed.Reject reject) {
              rejects.add(reject);
            } else if (parsed instanceof Parsed.Fault fault) {
              FAULTS.add(fault.message());
            }
          }
        }
      }
      LINES.put(table.name().table(), lines);
      if (!rejects.isEmpty()) {
        REJECTS.put(table.name().table(), rejects);
      }
    }
  }

  @Test
  void everyFileIsReadByATable() throws IOException {
    assertThat(dataFiles()).containsExactlyInAnyOrderElementsOf(READ);
  }

  @Test
  void noFileIsRefused() {
    assertThat(FAULTS).isEmpty();
  }

  @Test
  void everyTableHasTheLinesOfItsFiles() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    LINES.forEach((table, lines) -> counts.put(table, lines.size()));
    assertThat(counts)
        .containsExactly(
            Map.entry("price_bar", 100773),
            Map.entry("split", 16),
            Map.entry("company_fact", 7232),
            Map.entry("filing_table_fact", 59),
            Map.entry("market_factor", 36872),
            Map.entry("interest_rate", 19397),
            Map.entry("ai_model", 3511),
            Map.entry("compute_vintage", 188),
            Map.entry("benchmark", 51),
            Map.entry("benchmark_score", 16404),
            Map.entry("api_price", 475),
            Map.entry("price_alias", 204),
            Map.entry("model_alias", 804),
            Map.entry("accelerator", 176),
            Map.entry("accelerator_price", 571),
            Map.entry("training_claim", 29));
  }

  @Test
  void onlyTheLinesThatSourcesNamesAreSetAside() {
    Map<String, Long> counts = new TreeMap<>();
    REJECTS.forEach(
        (table, rejects) ->
            rejects.forEach(
                r -> counts.merge(table + " " + r.column() + " " + r.reason(), 1L, Long::sum)));
    assertThat(counts)
        .isEqualTo(
            Map.of(
                "accelerator_price Price date MISSING_VALUE", 1L,
                "benchmark_score Model version MISSING_VALUE", 65L,
                "benchmark_score 120k token score MISSING_VALUE", 19L,
                "benchmark_score Challenge score MISSING_VALUE", 3L,
                "benchmark_score Score MISSING_VALUE", 4L));
  }

  @Test
  void keysAreUnique() {
    List<String> repeated = new ArrayList<>();
    for (Landed table : TABLES) {
      Set<List<String>> keys = new HashSet<>();
      for (Parsed.Line line : LINES.get(table.name().table())) {
        List<String> key = words(table, line, table.key());
        if (!keys.add(key)) {
          repeated.add(table.name() + " " + key);
        }
      }
    }
    assertThat(repeated).isEmpty();
  }

  @Test
  void requiredWordsAreThereAndLinesHaveOneWordForEachField() {
    for (Landed table : TABLES) {
      List<Field> required = table.words().stream().filter(Field::required).toList();
      for (Parsed.Line line : LINES.get(table.name().table())) {
        assertThat(line.words())
            .as(table.name() + " line " + line.line())
            .hasSameSizeAs(table.words());
        assertThat(words(table, line, required))
            .as(table.name() + " line " + line.line())
            .doesNotContainNull();
      }
    }
  }

  @Test
  void keysAndColumnsAreWellFormed() {
    for (Landed table : TABLES) {
      assertThat(table.words()).containsAll(table.key());
      assertThat(table.fields()).extracting(Field::name).doesNotHaveDuplicates();
    }
  }

  @Test
  void everyFormatCanBeSentToExecutors() {
    for (Landed table : TABLES) {
      assertThatCode(
              () ->
                  new ObjectOutputStream(OutputStream.nullOutputStream())
                      .writeObject(table.format()))
          .as(table.name().toString())
          .doesNotThrowAnyException();
    }
  }

  @Test
  void everyBenchmarkHasItsScores() {
    BenchmarkScore table = new BenchmarkScore();
    Map<String, Long> counts =
        LINES.get("benchmark_score").stream()
            .collect(
                Collectors.groupingBy(
                    line -> words(table, line, List.of(BenchmarkScore.BENCHMARK)).get(0),
                    TreeMap::new,
                    Collectors.counting()));
    StringBuilder listed = new StringBuilder();
    counts.forEach((benchmark, n) -> listed.append(benchmark + " | " + n + "\n"));
    assertThat(listed.toString())
        .isEqualTo(
            """
            ANLI | 16
            APEX-Agents Pass@1 | 26
            ARC Challenge (AI2) | 142
            ARC-AGI-1 | 129
            ARC-AGI-2 | 128
            Aider polyglot | 72
            BALROG | 34
            BBH | 92
            BoolQ | 206
            CadEval | 15
            Chess Puzzles | 33
            CommonsenseQA 2 | 10
            Cybench (unguided) | 22
            DeepResearch Bench | 22
            Epoch Capabilities Index | 553
            Fiction.liveBench 120k | 42
            FrontierMath Tier 4 | 62
            FrontierMath Tiers 1-3 | 92
            GDPval win rate | 11
            GPQA Diamond | 160
            GSM8K | 235
            GSO OPT@1 | 31
            GeoBench (ACW score) | 32
            HellaSwag | 135
            Humanity's Last Exam | 47
            LAMBADA | 80
            LMArena text overall | 12109
            Lech Mazur Writing | 46
            LiveBench global average | 54
            MATH Level 5 | 108
            METR time horizon 50% | 47
            MMLU | 249
            OSWorld | 19
            OTIS Mock AIME 2024-2025 | 133
            OpenBookQA | 73
            PIQA | 140
            PostTrainBench average | 23
            SWE-bench Verified | 27
            SWE-bench Verified (bash only) | 33
            ScienceQA | 104
            SimpleBench | 74
            SimpleQA Verified | 43
            SuperGLUE | 10
            Terminal-Bench | 180
            TheAgentCompany | 16
            TriviaQA | 115
            VPCT | 38
            Video-MME (no subtitles) | 50
            WebDev Arena | 33
            WeirdML | 108
            WinoGrande | 145
            """);
  }

  @Test
  void benchmarksOfScoresAreDescribed() {
    Set<List<String>> described =
        distinct(new Benchmark(), Benchmark.BENCHMARK, Benchmark.SCORE_UNIT);
    assertThat(distinct(new BenchmarkScore(), BenchmarkScore.BENCHMARK, BenchmarkScore.SCORE_UNIT))
        .isEqualTo(described);
  }

  @Test
  void manifestsListEveryFileAsItIs() throws Exception {
    Map<Path, String> stated = new HashMap<>();
    for (Path manifest : find("MANIFEST.csv")) {
      try (CsvReader<NamedCsvRecord> lines =
          CsvReader.builder().ofNamedCsvRecord(DATA.resolve(manifest))) {
        for (NamedCsvRecord line : lines) {
          Path file = manifest.resolveSibling(line.getField("file"));
          LocalDate.parse(line.getField("exported_on"));
          stated.put(file, line.getField("bytes") + " " + line.getField("sha256"));
        }
      }
    }
    Map<Path, String> found = new HashMap<>();
    for (Path file : dataFiles()) {
      byte[] bytes = Files.readAllBytes(DATA.resolve(file));
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      found.put(file, bytes.length + " " + HexFormat.of().formatHex(digest));
    }
    assertThat(stated).isEqualTo(found);
  }

  @Test
  void everyFolderSaysWhereItsFilesAreFrom() throws IOException {
    Set<Path> folders = dataFiles().stream().map(Path::getParent).collect(Collectors.toSet());
    assertThat(find("SOURCES.md").stream().map(Path::getParent))
        .containsExactlyInAnyOrderElementsOf(folders);
  }

  private static Set<List<String>> distinct(Landed table, Field... fields) {
    return LINES.get(table.name().table()).stream()
        .map(line -> words(table, line, List.of(fields)))
        .collect(Collectors.toSet());
  }

  private static List<String> words(Landed table, Parsed.Line line, List<Field> fields) {
    return fields.stream()
        .map(field -> line.words().get(table.words().indexOf(field)))
        .collect(Collectors.toList());
  }

  private static List<Path> filesOf(Landed table) throws IOException {
    return dataFiles().stream()
        .filter(
            path ->
                table.landing().stream()
                    .anyMatch(
                        glob ->
                            FileSystems.getDefault().getPathMatcher("glob:" + glob).matches(path)))
        .toList();
  }

  private static LandingFile landingFile(Path path) throws IOException {
    long size = Files.size(DATA.resolve(path));
    String name = path.toString().replace('\\', '/');
    return new LandingFile(name, size, "0".repeat(64), LocalDate.of(2026, 8, 22), size);
  }

  /** All files but those about the files. */
  private static List<Path> dataFiles() throws IOException {
    try (Stream<Path> files = Files.walk(DATA)) {
      return files
          .filter(Files::isRegularFile)
          .map(DATA::relativize)
          .filter(path -> !path.endsWith("MANIFEST.csv") && !path.endsWith("SOURCES.md"))
          .sorted()
          .toList();
    }
  }

  private static List<Path> find(String name) throws IOException {
    try (Stream<Path> files = Files.walk(DATA)) {
      return files.map(DATA::relativize).filter(path -> path.endsWith(name)).sorted().toList();
    }
  }
}
