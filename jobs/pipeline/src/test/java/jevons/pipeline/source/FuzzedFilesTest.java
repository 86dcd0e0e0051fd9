package jevons.pipeline.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import jevons.pipeline.table.Parsed;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * More than 100,000 damaged files, made of the real ones: a parser never throws, a fault comes last
 * and alone, and without one each line that came in went out, as a row or as a reject.
 */
class FuzzedFilesTest {
  private static final String SEED = "20250127";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);
  private static final List<FuzzedFile.Sample> SAMPLES = FuzzedFile.samples();
  private static final AtomicLong ALL = new AtomicLong();
  private static final AtomicLong WITHOUT_FAULT = new AtomicLong();

  /** Damage that always ends in a fault would prove nothing about lines. */
  @AfterContainer
  static void mostFilesKeptTheirLines() {
    assertThat(WITHOUT_FAULT.get()).isGreaterThan(ALL.get() / 3);
  }

  @Property(
      tries = 45_000,
      seed = SEED,
      edgeCases = EdgeCasesMode.NONE,
      shrinking = ShrinkingMode.OFF)
  void noLineOfACsvFileGetsLost(@ForAll("csv") FuzzedFile file) {
    boolean indices = file.sample().path().equals("epoch/benchmarked_models.csv");
    boolean scores = file.sample().table().name().toString().equals("bronze.benchmark_score");
    assertNoRecordLost(
        file,
        indices && scores
            ? (header, cells) -> isBlank(header, cells, "eci")
            : FuzzedFilesTest::never);
  }

  @Property(
      tries = 15_000,
      seed = SEED,
      edgeCases = EdgeCasesMode.NONE,
      shrinking = ShrinkingMode.OFF)
  void noLineOfASeriesOfFredGetsLost(@ForAll("fred") FuzzedFile file) {
    assertNoRecordLost(
        file,
        (header, cells) ->
            cells.size() == 2 && (blank(cells.get(1)) || word(cells.get(1)).equals(".")));
  }

  @Property(
      tries = 15_000,
      seed = SEED,
      edgeCases = EdgeCasesMode.NONE,
      shrinking = ShrinkingMode.OFF)
  void noLineOfABenchmarkGetsLost(@ForAll("hub") FuzzedFile file) {
    assertNoRecordLost(file, FuzzedFilesTest::never);
  }

  @Property(
      tries = 15_000,
      seed = SEED,
      edgeCases = EdgeCasesMode.NONE,
      shrinking = ShrinkingMode.OFF)
  void noDayOfTheFactorLibraryGetsLost(@ForAll("factors") FuzzedFile file) {
    List<Parsed> found = parse(file);
    if (isFaulty(found)) {
      return;
    }
    List<String> lines = file.text().orElseThrow().lines().toList();
    int header = 0;
    while (!lines.get(header).startsWith(",")) {
      header++;
    }
    Set<Long> numbers = numbers(found);
    for (int i = header + 1; i < lines.size(); i++) {
      String row = lines.get(i).strip();
      boolean prose = row.isEmpty() || row.startsWith("Copyright");
      if (!prose && !holdsMissingValuesAlone(row)) {
        assertThat(numbers).as("line %d of %s", i + 1, file).contains(i + 1L);
      }
    }
  }

  @Property(
      tries = 15_000,
      seed = SEED,
      edgeCases = EdgeCasesMode.NONE,
      shrinking = ShrinkingMode.OFF)
  void noFactOfAFirmGetsLost(@ForAll("facts") FuzzedFile file) {
    List<Parsed> found = parse(file);
    if (isFaulty(found)) {
      return;
    }
    try {
      long facts = 0;
      for (JsonNode taxonomy : JSON.readTree(file.text().orElseThrow()).path("facts")) {
        for (JsonNode tag : taxonomy) {
          for (JsonNode unit : tag.path("units")) {
            facts += unit.size();
          }
        }
      }
      assertThat(found).as("%s", file).hasSize(Math.toIntExact(facts));
    } catch (JsonProcessingException twoFieldsOfOneName) {
      assertThat(twoFieldsOfOneName).hasMessageContaining("Duplicate field");
    }
  }

  @Provide
  Arbitrary<FuzzedFile> csv() {
    List<String> others = List.of("fred/", "fama_french/", "edgar/");
    return damaged(
        path -> others.stream().noneMatch(path::startsWith) && !path.contains("benchmark_data"));
  }

  @Provide
  Arbitrary<FuzzedFile> fred() {
    return damaged(path -> path.startsWith("fred/"));
  }

  @Provide
  Arbitrary<FuzzedFile> hub() {
    return damaged(path -> path.contains("benchmark_data"));
  }

  @Provide
  Arbitrary<FuzzedFile> factors() {
    return damaged(path -> path.startsWith("fama_french/"));
  }

  @Provide
  Arbitrary<FuzzedFile> facts() {
    return damaged(path -> path.startsWith("edgar/"));
  }

  private static Arbitrary<FuzzedFile> damaged(Predicate<String> paths) {
    List<FuzzedFile.Sample> samples = SAMPLES.stream().filter(s -> paths.test(s.path())).toList();
    assertThat(samples).isNotEmpty();
    return Arbitraries.randomValue(
        random -> {
          FuzzedFile.Sample sample = samples.get(random.nextInt(samples.size()));
          return new FuzzedFile(sample, Mutations.of(sample.text(), random));
        });
  }

  private static boolean never(List<String> header, List<String> cells) {
    return false;
  }

  private static void assertNoRecordLost(
      FuzzedFile file, BiPredicate<List<String>, List<String>> statesNothing) {
    List<Parsed> found = parse(file);
    if (file.text().isEmpty()) {
      assertThat(isFaulty(found)).as("%s is not UTF-8", file).isTrue();
      return;
    }
    CsvOracle oracle = CsvOracle.read(file.text().get());
    if (oracle.broken()) {
      assertThat(isFaulty(found)).as("%s is no CSV", file).isTrue();
    }
    if (isFaulty(found)) {
      return;
    }
    List<String> header = oracle.records().get(0).cells().stream().map(String::strip).toList();
    List<Long> expected = new ArrayList<>();
    Set<Long> numbers = numbers(found);
    for (CsvOracle.Entry record : oracle.records().subList(1, oracle.records().size())) {
      boolean mayBePassedOver =
          record.cells().size() == header.size() && statesNothing.test(header, record.cells());
      if (!mayBePassedOver || numbers.contains(record.line())) {
        expected.add(record.line());
      }
    }
    assertThat(found.stream().map(FuzzedFilesTest::number).toList())
        .as("%s", file)
        .isEqualTo(expected);
  }

  /** Parses and checks what holds for every format. */
  private static List<Parsed> parse(FuzzedFile file) {
    List<Parsed> found = file.parse();
    for (int i = 0; i < found.size() - 1; i++) {
      assertThat(found.get(i)).as("%s", file).isNotInstanceOf(Parsed.Fault.class);
    }
    ALL.incrementAndGet();
    WITHOUT_FAULT.addAndGet(isFaulty(found) ? 0 : 1);
    int words = file.sample().table().words().size();
    for (Parsed one : found) {
      if (one instanceof Parsed.Line line) {
        assertThat(line.words()).as("%s", file).hasSize(words);
      }
    }
    return found;
  }

  private static boolean isFaulty(List<Parsed> found) {
    return !found.isEmpty() && found.get(found.size() - 1) instanceof Parsed.Fault;
  }

  private static Set<Long> numbers(List<Parsed> found) {
    Set<Long> numbers = new HashSet<>();
    found.forEach(one -> numbers.add(number(one)));
    return numbers;
  }

  private static long number(Parsed found) {
    if (found instanceof Parsed.Doubt doubt) {
      return doubt.reject().line();
    }
    return found instanceof Parsed.Line line ? line.line() : ((Parsed.Reject) found).line();
  }

  private static boolean isBlank(List<String> header, List<String> cells, String column) {
    return blank(cells.get(header.indexOf(column)));
  }

  private static boolean blank(String cell) {
    return word(cell).isEmpty();
  }

  private static String word(String cell) {
    return cell.replaceAll("[\\s\u00A0]+", " ").strip();
  }

  /** -99.99 and -999 stand for a value that the library does not have. */
  private static boolean holdsMissingValuesAlone(String row) {
    String[] cells = row.toLowerCase(Locale.ROOT).split(",", -1);
    for (int i = 1; i < cells.length; i++) {
      if (!cells[i].strip().matches("[+-]?0*(99\\.990*|999\\.?0*)([e][+-]?0+)?")) {
        return false;
      }
    }
    return cells.length > 1;
  }
}
