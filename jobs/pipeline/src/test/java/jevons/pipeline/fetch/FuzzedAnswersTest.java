package jevons.pipeline.fetch;

import static jevons.pipeline.fetch.FetchSetup.EMBEDDED;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import jevons.pipeline.source.Mutations;
import jevons.pipeline.table.LandingFile;
import jevons.pipeline.table.Parsed;
import jevons.pipeline.tables.bronze.CompanyFact;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;

/** Damaged answers of providers are read or refused with a reason, and nothing is made up. */
class FuzzedAnswersTest {
  private static final String SEED = "20250127";
  private static final String FACTS =
      FetchSetup.read(EMBEDDED.resolve("edgar/CIK0001045810.json"))
              .lines()
              .limit(9)
              .collect(Collectors.joining("\n"))
              .replaceFirst(",$", "")
          + "]}}}}";
  private static final String SUBMISSIONS =
      "{\"cik\":\"0001045810\",\"name\":\"NVIDIA\",\"filings\":{\"recent\":{\"form\":[\"10-K\"]},"
          + "\"files\":[{\"name\":\"CIK0001045810-submissions-001.json\",\"filingCount\":1}]}}";
  private static final String BARS =
      "Date,Open,High,Low,Close,Volume\n2026-08-20,1,2,0.5,1.5,10\n2026-08-21,15,16,14,15.5,9\n";
  private static final Path SCRATCH = scratch();

  @Property(
      tries = 4_000,
      seed = SEED,
      edgeCases = EdgeCasesMode.NONE,
      shrinking = ShrinkingMode.OFF)
  void factsComeThroughAsTheParserReadsThemOrAreRefused(@ForAll Random random) {
    byte[] damaged = Mutations.of(FACTS, random);
    readOrRefused(
        () -> {
          byte[] made = CompanyFacts.oneFactALine(damaged, "0001045810", "facts");
          List<Parsed> before = parse(damaged);
          if (before.stream().noneMatch(Parsed.Fault.class::isInstance)) {
            assertThat(withoutLines(parse(made))).isEqualTo(withoutLines(before));
          }
        });
  }

  @Property(
      tries = 2_000,
      seed = SEED,
      edgeCases = EdgeCasesMode.NONE,
      shrinking = ShrinkingMode.OFF)
  void aListOfFilingsNamesItsOwnFilesOrIsRefused(@ForAll Random random) {
    byte[] damaged = Mutations.of(SUBMISSIONS, random);
    readOrRefused(
        () ->
            assertThat(Submissions.older(damaged, "0001045810", "list"))
                .allMatch(name -> name.matches("CIK0001045810-submissions-\\d+\\.json")));
  }

  @Property(
      tries = 4_000,
      seed = SEED,
      edgeCases = EdgeCasesMode.NONE,
      shrinking = ShrinkingMode.OFF)
  void eachBarComesOutOnALineOfItsOwnOrTheFileIsRefused(@ForAll Random random) {
    byte[] damaged = Mutations.of(BARS, random);
    readOrRefused(
        () -> {
          CsvTable table = CsvTable.of(damaged, "bars", "Date", "Close");
          List<PriceSeries.Bar> bars = new ArrayList<>();
          for (List<String> line : table.lines()) {
            bars.add(
                new PriceSeries.Bar(
                    table.cell(line, "Date"),
                    table.cell(line, "Open"),
                    table.cell(line, "High"),
                    table.cell(line, "Low"),
                    table.cell(line, "Close"),
                    table.cell(line, "Close"),
                    table.cell(line, "Volume")));
          }
          PriceSeries series = new PriceSeries(bars);
          byte[] made = series.landingFile(series.findSplits(), false, "0");
          assertThat(CsvTable.of(made, "made", "date", "close").lines()).hasSameSizeAs(bars);
        });
  }

  @Property(
      tries = 1_000,
      seed = SEED,
      edgeCases = EdgeCasesMode.NONE,
      shrinking = ShrinkingMode.OFF)
  void anArchiveIsReadOrRefused(@ForAll Random random) throws IOException {
    byte[] zip = FetchSetup.zip(Map.of("a/b.csv", FetchSetup.utf8(BARS), "c.csv", new byte[99]));
    for (int flips = random.nextInt(6); flips > 0; flips--) {
      zip[random.nextInt(zip.length)] = (byte) random.nextInt(256);
    }
    Files.write(SCRATCH, zip);
    readOrRefused(
        () ->
            assertThat(Archive.read(SCRATCH, "archive", name -> true, 1_000).keySet())
                .noneMatch(name -> name.contains("/") || name.contains("\\")));
  }

  @AfterContainer
  static void nothingStays() throws IOException {
    Files.deleteIfExists(SCRATCH);
  }

  private static void readOrRefused(Runnable reading) {
    try {
      reading.run();
    } catch (FetchFailure refused) {
      assertThat(refused.getMessage()).isNotBlank();
    }
  }

  private static List<Parsed> parse(byte[] bytes) {
    LandingFile file =
        new LandingFile(
            "edgar/CIK0001045810.json",
            bytes.length,
            "0".repeat(64),
            LocalDate.of(2026, 8, 25),
            -1);
    try {
      List<Parsed> all = new ArrayList<>();
      Consumer<Parsed> add = all::add;
      new CompanyFact().format().parse(file, new ByteArrayInputStream(bytes)).forEachRemaining(add);
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> withoutLines(List<Parsed> parsed) {
    return parsed.stream()
        .map(p -> p instanceof Parsed.Line line ? line.words().toString() : asReject(p))
        .toList();
  }

  private static String asReject(Parsed parsed) {
    Parsed.Reject reject =
        parsed instanceof Parsed.Doubt doubt ? doubt.reject() : (Parsed.Reject) parsed;
    return reject.column() + reject.reason();
  }

  private static Path scratch() {
    try {
      return Files.createTempFile("answers", ".zip");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
