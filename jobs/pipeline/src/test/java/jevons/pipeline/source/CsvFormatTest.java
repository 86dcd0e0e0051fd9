package jevons.pipeline.source;

import static jevons.pipeline.source.Samples.parse;
import static jevons.pipeline.source.Samples.show;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;
import jevons.pipeline.table.LandingFile;
import jevons.pipeline.table.Parsed;
import jevons.pipeline.table.SourceFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFormatTest {
  private static final String PATH = "prices/NVDA.csv";
  private static final CsvFormat PRICES =
      new CsvFormat(
              List.of(
                  Word.fileStem(),
                  Word.required("date", Rule.DAY),
                  Word.optional("low", Rule.POSITIVE),
                  Word.optional("high", Rule.POSITIVE),
                  Word.whereThere("adj_close", Rule.POSITIVE),
                  Word.constant("usd"),
                  Word.none()))
          .ordered("low", "high");

  @Test
  void takesColumnsByNameInWhateverOrderTheyStand() {
    assertThat(show(parse(PRICES, PATH, "volume,high,date,low\n7,118.4,2025-01-27,116.7\n")))
        .containsExactly("NVDA | 2025-01-27 | 116.7 | 118.4 | - | usd | -");
  }

  @Test
  void leavesAnEmptyCellWithoutWord() {
    assertThat(show(parse(PRICES, PATH, "date,low,high\n2025-01-27,, \n")))
        .containsExactly("NVDA | 2025-01-27 | - | - | - | usd | -");
  }

  @Test
  void readsCrlfByteOrderMarkAndNoLineEndAtTheEnd() {
    assertThat(show(parse(PRICES, PATH, "\uFEFFdate,low,high\r\n2025-01-27,1,2\r\n2025-01-28,1,2")))
        .containsExactly(
            "NVDA | 2025-01-27 | 1 | 2 | - | usd | -", "NVDA | 2025-01-28 | 1 | 2 | - | usd | -");
  }

  @Test
  void makesOneBlankOfARunOfBlanksWithinAName() {
    CsvFormat names = new CsvFormat(List.of(Word.required("name", Rule.TEXT)));
    assertThat(show(parse(names, "a.csv", "name\n\" ALLaM\u00A0adapted\n 70B \"\n")))
        .containsExactly("ALLaM adapted 70B");
  }

  @Test
  void setsABadLineAsideAndTakesTheOthers() {
    assertThat(
            show(
                parse(
                    PRICES,
                    PATH,
                    """
                    date,low,high
                    2025-01-24,1,2
                    2025-01-27,n/a,2
                    2025-01-28,0,2
                    2025-02-30,1,2
                    ,1,2
                    2025-01-31,3,2
                    2025-02-03,1
                    2025-02-04,1,2
                    """)))
        .containsExactly(
            "NVDA | 2025-01-24 | 1 | 2 | - | usd | -",
            "NOT_A_NUMBER: prices/NVDA.csv line 3, column low: \"n/a\" is not a number above 0.",
            "OUT_OF_RANGE: prices/NVDA.csv line 4, column low: \"0\" is not a number above 0.",
            "NOT_A_DAY: prices/NVDA.csv line 5, column date: \"2025-02-30\" is not a day (YYYY-MM-DD).",
            "MISSING_VALUE: prices/NVDA.csv line 6, column date: empty, expected a day (YYYY-MM-DD).",
            "INCONSISTENT: prices/NVDA.csv line 7, column low: 3 exceeds 2 in column high.",
            "WRONG_COLUMN_COUNT: prices/NVDA.csv line 8: has 2 columns, the header 3.",
            "NVDA | 2025-02-04 | 1 | 2 | - | usd | -");
  }

  @Test
  void countsLinesAsAnEditorDoesThroughQuotedLineBreaks() {
    CsvFormat format = new CsvFormat(List.of(Word.required("score", Rule.SHARE)));
    List<Parsed> found = parse(format, "scores.csv", "note,score\n\"two\nlines\",0.5\n\nx,n/a\n");
    assertThat(show(found))
        .containsExactly(
            "0.5",
            "NOT_A_NUMBER: scores.csv line 5, column score: \"n/a\" is not a number from 0 to 1.");
    assertThat(found.get(0)).isEqualTo(new Parsed.Line(2, List.of("0.5")));
  }

  @Test
  void keepsTheTextOfALineSetAsideCutAtAThousandCharacters() {
    Parsed found =
        parse(PRICES, PATH, "date,low,high\nx,\"a,\"\"b\"\"\"," + "9".repeat(2000) + "\n").get(0);
    assertThat(((Parsed.Reject) found).text()).startsWith("x,\"a,\"\"b\"\"\",999").hasSize(1000);
  }

  @Test
  void passesOverLinesWithoutTheDecisiveColumn() {
    CsvFormat format =
        new CsvFormat(List.of(Word.required("eci", Rule.NUMBER))).passingOverWithout("eci");
    assertThat(show(parse(format, "a.csv", "eci,name\n150,a\n,b\n"))).containsExactly("150");
  }

  @Test
  void takesTheFirstFilledOfSeveralColumnsAndJoinsOthers() {
    CsvFormat format =
        new CsvFormat(
            List.of(Word.firstOf("version", "name"), Word.joined("shots", "agent", "id")));
    assertThat(show(parse(format, "a.csv", "version,name,shots,id\nv,n,5,r1\n,n,,r2\n,,5,r3\n")))
        .containsExactly(
            "v | 5; r1",
            "n | r2",
            "MISSING_VALUE: a.csv line 4, column version: empty, expected text in version or name.");
  }

  @Test
  void takesAColumnByEitherOfItsNames() {
    CsvFormat format = new CsvFormat(List.of(Word.calledEither("size (total)", "size")));
    assertThat(show(parse(format, "a.csv", "size,x\n5,\n,\n"))).containsExactly("5", "-");
    assertThat(show(parse(format, "a.csv", "size (total),x\n6,\n"))).containsExactly("6");
  }

  @Test
  void refusesAFileWithoutANeededColumnAndNamesTheClosest() {
    assertThat(show(parse(PRICES, PATH, "date,lwo,high\n2025-01-27,1,2\n")))
        .containsExactly(
            "FAULT: prices/NVDA.csv has no column low. Closest: lwo. Its header: date,lwo,high."
                + " Expected: date, low, high. Another file, or the provider changed its layout."
                + " File left out of this run.");
  }

  @Test
  void refusesAFileThatHasANeededColumnTwice() {
    assertThat(show(parse(PRICES, PATH, "date,low,high,low\n")).get(0))
        .startsWith("FAULT: prices/NVDA.csv has the column low twice.");
  }

  @Test
  void refusesAnEmptyFile() {
    assertThat(show(parse(PRICES, PATH, "")))
        .containsExactly(
            "FAULT: prices/NVDA.csv is empty, without even a header. File left out of this run:"
                + " fetch it again.");
  }

  @Test
  void refusesAFileShorterThanItsManifestStates() {
    byte[] cut = "date,low,high\n2025-01-27,1,2\n2025-01-2".getBytes(StandardCharsets.UTF_8);
    assertThat(show(parse(PRICES, PATH, cut, 4_000)))
        .containsExactly(
            "FAULT: prices/NVDA.csv ends at byte 38; MANIFEST.csv expects 4000 bytes. The download"
                + " was cut off. File left out of this run: fetch it again, or correct its line in"
                + " MANIFEST.csv.");
  }

  @Test
  void refusesWhatIsNotText() {
    byte[] latin1 =
        "date,low,high\n2025-01-27,1,2\nM\u00fcnchen,1,2\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(show(parse(PRICES, PATH, latin1, -1)).get(0))
        .startsWith("FAULT: prices/NVDA.csv is not text in UTF-8.");
  }

  @Test
  void refusesAFileThatEndsInsideAQuotedCell() {
    List<String> found =
        show(
            parse(
                PRICES, PATH, "date,low,high\n2025-01-27,1,2\n2025-01-28,\"1,2\n2025-01-29,1,2\n"));
    assertThat(found.get(found.size() - 1))
        .startsWith("FAULT: prices/NVDA.csv ends inside a quoted cell, which opens in line 3.");
  }

  @Test
  void refusesAFileWithTextAfterAClosingQuote() {
    assertThat(show(parse(PRICES, PATH, "date,low,high\n2025-01-28,\"1\"x,2\n")).get(0))
        .startsWith("FAULT: prices/NVDA.csv is not CSV after line 1: ");
  }

  @Test
  void refusesAFolder(@TempDir Path folder) throws IOException {
    try (InputStream bytes = Files.newInputStream(folder)) {
      Iterator<Parsed> found = PRICES.parse(landingFile(), bytes);
      assertThat(show(List.of(found.next())).get(0))
          .startsWith("FAULT: prices/NVDA.csv cannot be read (Is a directory).");
      assertThat(found.hasNext()).isFalse();
    }
  }

  @Test
  void givesTheLinesBeforeAPlaceThatCannotBeRead() throws IOException {
    String good = "date,low,high\n" + "2025-01-27,1,2\n".repeat(10_000);
    InputStream broken = InputStream.nullInputStream();
    broken.close();
    InputStream bytes =
        new SequenceInputStream(
            new ByteArrayInputStream(good.getBytes(StandardCharsets.UTF_8)), broken);
    Iterator<Parsed> found = PRICES.parse(landingFile(), bytes);
    for (int i = 0; i < 9_000; i++) {
      assertThat(found.next()).isInstanceOf(Parsed.Line.class);
    }
    Parsed last = null;
    while (found.hasNext()) {
      last = found.next();
    }
    assertThat(last).isInstanceOf(Parsed.Fault.class);
  }

  @Test
  void travelsToExecutors() throws Exception {
    SourceFormat format = new FormatByFile().add("prices/*.csv", PRICES);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(format);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      SourceFormat copy = (SourceFormat) in.readObject();
      assertThat(show(parse(copy, PATH, "date,low,high\n2025-01-27,1,2\n"))).hasSize(1);
    }
  }

  @Test
  void aFileOfAnotherPathIsRefusedByAFormatThatKnowsItsPaths() {
    assertThat(show(parse(new FormatByFile().add("epoch/a.csv", PRICES), "epoch/b.csv", "date\n")))
        .containsExactly(
            "FAULT: epoch/b.csv is none of the files known here: epoch/a.csv. File left out of this"
                + " run.");
  }

  private static LandingFile landingFile() {
    return new LandingFile(PATH, 0, "", LocalDate.of(2026, 8, 22), Samples.NOT_STATED);
  }
}
