package jevons.pipeline.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import jevons.pipeline.table.LandingFile;
import jevons.pipeline.table.Parsed;
import jevons.pipeline.table.RejectReason;
import jevons.pipeline.tables.bronze.PriceBar;
import jevons.pipeline.testing.RealData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Days that jump like a split are in doubt, and days of news are not. */
class SplitWatchTest {
  private static final int USUAL = 1000;

  @ParameterizedTest
  @ValueSource(doubles = {2, 3, 1.5, 4, 5, 10, 20, 1 / 2.0, 1 / 3.0, 1 / 1.5, 0.25, 0.2, 0.1, 0.05})
  void dayThatTheProviderForgotIsInDoubtAndTheDayAfterIsNot(double factor) {
    List<Parsed> found = parse(bar(100, USUAL), bar(101 * factor, USUAL), bar(102, USUAL));

    assertThat(found.get(0)).isInstanceOf(Parsed.Line.class);
    assertThat(found.get(2)).isInstanceOf(Parsed.Line.class);
    Parsed.Doubt doubt = (Parsed.Doubt) found.get(1);
    assertThat(doubt.reject().reason()).isEqualTo(RejectReason.SPLIT_JUMP);
    assertThat(doubt.since()).isEqualTo("2025-01-01");
    assertThat(doubt.jump()).isCloseTo(1.01 * factor, within(1e-3));
  }

  @Test
  void splitOfAPartOfTheFileIsInDoubtWhereThePartEnds() {
    assertThat(doubted(bar(50, USUAL), bar(51, USUAL), bar(102, USUAL), bar(101, USUAL)))
        .containsExactly(4L);
  }

  @Test
  void sharesThatAreScaledWithThePriceAreNoNews() {
    assertThat(doubted(bar(100, USUAL), bar(10, 10 * USUAL), bar(100, USUAL))).containsExactly(3L);
    assertThat(doubted(bar(100, USUAL), bar(1000, USUAL / 10), bar(100, USUAL)))
        .containsExactly(3L);
  }

  @Test
  void fallOnAManifoldOfTheUsualTradesIsNews() {
    assertThat(doubted(bar(100, USUAL), bar(101, USUAL), bar(67, 6 * USUAL), bar(66, USUAL)))
        .isEmpty();
    assertThat(doubted(bar(100, USUAL), bar(150, 4 * USUAL))).isEmpty();
  }

  @Test
  void moveThatIsNoSplitIsNoneOfTheKind() {
    assertThat(doubted(bar(142.62, USUAL), bar(118.42, USUAL), bar(128.99, USUAL))).isEmpty();
    assertThat(doubted(bar(100, USUAL), bar(800, USUAL), bar(100, USUAL))).isEmpty();
  }

  @Test
  void seriesWithoutVolumeHasNoSplits() {
    assertThat(doubted(bar(17.31, 0), bar(37.32, 0), bar(29.98, 0))).isEmpty();
  }

  @Test
  void messageSaysWhatIsExpectedAndWhatToDo() {
    Parsed.Doubt doubt = (Parsed.Doubt) parse(bar(100, USUAL), bar(10, USUAL)).get(1);

    assertThat(doubt.reject().message())
        .isEqualTo(
            "prices/NVDA.csv line 3, column close: 10.0 is 0.100 times the close of 2025-01-01, as"
                + " after a split of 10 for 1, without the trades of such news; expected a price"
                + " adjusted for splits. No earlier vintage has the jump. The provider adjusted a"
                + " part of the file, or forgot the day: fetch it again.");
    assertThat(doubt.reject().text()).isEqualTo("NVDA,2025-01-02,10.0,10.0,10.0,10.0,10.0,1000");
  }

  @Test
  void everyTickerOfADaysFileIsWatchedByItself() {
    List<Parsed> found =
        parse(
            "prices/days/2025-01-02.csv",
            """
            ticker,date,open,high,low,close,adj_close,volume
            AMD,2025-01-02,1,1,1,1,1,1000
            NVDA,2025-01-02,10,10,10,10,10,1000
            SPY,2025-01-02,200,200,200,200,200,1000
            """);

    assertThat(found).allMatch(Parsed.Line.class::isInstance).hasSize(3);
  }

  /** Nvidia's -17 %, SMCI's -33 % twice, AMD's +52 %: all of it happened. */
  @Test
  void noDayOfTheEmbeddedPricesIsInDoubt() throws IOException {
    int lines = 0;
    List<Parsed> doubts = new ArrayList<>();
    List<Path> files;
    try (Stream<Path> all = Files.list(RealData.landing("prices"))) {
      files =
          all.filter(f -> f.toString().endsWith(".csv") && !f.endsWith("MANIFEST.csv")).toList();
    }
    for (Path file : files) {
      for (Parsed found : parse("prices/" + file.getFileName(), Files.readString(file))) {
        lines++;
        if (!(found instanceof Parsed.Line)) {
          doubts.add(found);
        }
      }
    }
    assertThat(doubts).isEmpty();
    assertThat(lines).isGreaterThan(100_000);
  }

  private record Bar(double price, int volume) {}

  private static Bar bar(double price, int volume) {
    return new Bar(price, volume);
  }

  private static List<Long> doubted(Bar... bars) {
    return parse(bars).stream()
        .filter(Parsed.Doubt.class::isInstance)
        .map(found -> ((Parsed.Doubt) found).line().line())
        .toList();
  }

  private static List<Parsed> parse(Bar... bars) {
    StringBuilder text = new StringBuilder("date,open,high,low,close,adj_close,volume\n");
    for (int i = 0; i < bars.length; i++) {
      String price = Double.toString(bars[i].price());
      text.append(LocalDate.of(2025, 1, 1).plusDays(i));
      text.append((',' + price).repeat(5)).append(',').append(bars[i].volume()).append('\n');
    }
    return parse("prices/NVDA.csv", text.toString());
  }

  private static List<Parsed> parse(String path, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    LandingFile file =
        new LandingFile(path, bytes.length, "0", LocalDate.of(2025, 1, 31), bytes.length);
    List<Parsed> found = new ArrayList<>();
    try (InputStream in = new ByteArrayInputStream(bytes)) {
      new PriceBar().format().parse(file, in).forEachRemaining(found::add);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return found;
  }
}
