package jevons.pipeline.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import jevons.pipeline.table.Parsed;
import jevons.pipeline.table.SourceFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files damaged at random (seeded): whatever comes, a format answers and no line gets lost. */
class DamagedFilesTest {
  private static final int DAMAGED_FILES = 1_500;

  private static final CsvFormat PRICES =
      new CsvFormat(
              List.of(
                  Word.required("date", Rule.DAY),
                  Word.optional("low", Rule.POSITIVE),
                  Word.optional("high", Rule.POSITIVE),
                  Word.required("name", Rule.TEXT)))
          .ordered("low", "high");

  private record Sample(SourceFormat format, String path, String text) {}

  private static final Map<String, Sample> SAMPLES =
      Map.of(
          "csv",
          new Sample(
              PRICES,
              "prices/A.csv",
              "date,low,high,name\n" + "2025-01-27,1.5,2.5e1,\"x, \"\"y\"\"\"\n".repeat(20)),
          "companyfacts",
          new Sample(
              new CompanyFactsFormat(),
              "edgar/CIK0000000001.json",
              "{\"cik\":1,\"entityName\":\"A\",\"facts\":{\"us-gaap\":{\"Assets\":{\"units\":{\"USD\":[\n"
                  + "{\"end\":\"2013-03-08\",\"val\":1.5,\"accn\":\"a\",\"form\":\"10-K\",\"filed\":\"2013-03-12\"},\n"
                      .repeat(8)
                  + "{\"end\":\"2013-03-08\",\"val\":2,\"accn\":\"a\",\"form\":\"10-K\",\"filed\":\"2013-03-12\"}\n]}}}}}"),
          "famafrench",
          new Sample(
              new FamaFrenchFormat(),
              "fama_french/F-F.CSV",
              "Prose, 1926.\n\n,Mkt-RF,SMB,HML,RF\n"
                  + "20130102,    2.62,   -0.10,    0.40,    0.00\n".repeat(20)
                  + "\nCopyright 2026\n"),
          "fred",
          new Sample(
              new FredFormat(),
              "fred/DFF.csv",
              "observation_date,DFF\n" + "2014-01-02,0.08\n2014-01-03,.\n".repeat(10)),
          "hub",
          new Sample(
              new BenchmarkHubFormat(),
              "epoch/benchmark_data/gsm8k_external.csv",
              "Model version,EM,Release date,Name,Shots,id\n"
                  + "a,0.5,2025-01-01,b,5,r\n".repeat(20)));

  @ParameterizedTest
  @ValueSource(strings = {"csv", "companyfacts", "famafrench", "fred", "hub"})
  void damageNeverEndsInAnExceptionAndAFaultComesLast(String name) {
    Sample sample = SAMPLES.get(name);
    Random random = new Random(20250127);
    for (int i = 0; i < DAMAGED_FILES; i++) {
      byte[] damaged = damage(sample.text().getBytes(StandardCharsets.UTF_8), random);
      List<Parsed> found = Samples.parse(sample.format(), sample.path(), damaged, -1);
      for (int at = 0; at < found.size() - 1; at++) {
        assertThat(found.get(at)).isNotInstanceOf(Parsed.Fault.class);
      }
    }
  }

  /** Words of the alphabet below hold no quotes and no line breaks, so lines can be counted. */
  @Test
  void everyLineOfACsvFileIsTakenInOrSetAside() {
    Random random = new Random(20250127);
    String alphabet = "0123456789.,-eE+n/aN \t;x\u00e9";
    for (int i = 0; i < DAMAGED_FILES; i++) {
      StringBuilder text = new StringBuilder("date,low,high,name\n");
      int lines = random.nextInt(20);
      for (int line = 0; line < lines; line++) {
        StringBuilder next = new StringBuilder("2025-01-27,1.5,2.5,x");
        for (int edits = random.nextInt(4); edits > 0; edits--) {
          next.setCharAt(
              random.nextInt(next.length()), alphabet.charAt(random.nextInt(alphabet.length())));
        }
        text.append(next).append(random.nextBoolean() ? "\n" : "\r\n");
      }
      List<Parsed> found = Samples.parse(PRICES, "prices/A.csv", text.toString());
      assertThat(found).hasSize(lines).noneMatch(Parsed.Fault.class::isInstance);
    }
  }

  private static byte[] damage(byte[] bytes, Random random) {
    byte[] damaged = bytes.clone();
    for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
      int at = random.nextInt(damaged.length);
      switch (random.nextInt(5)) {
        case 0 -> damaged[at] = (byte) random.nextInt(256);
        case 1 -> damaged[at] = (byte) "\",\n\r{}[]:0.-".charAt(random.nextInt(12));
        case 2 -> damaged = Arrays.copyOf(damaged, Math.max(1, at));
        case 3 -> damaged = without(damaged, at, 1 + random.nextInt(30));
        default -> Arrays.fill(damaged, at, Math.min(damaged.length, at + 20), (byte) 0);
      }
    }
    return damaged;
  }

  private static byte[] without(byte[] bytes, int at, int length) {
    int end = Math.min(bytes.length, at + length);
    byte[] shorter = new byte[Math.max(1, bytes.length - (end - at))];
    System.arraycopy(bytes, 0, shorter, 0, Math.min(at, shorter.length));
    System.arraycopy(
        bytes, end, shorter, at, Math.max(0, Math.min(bytes.length - end, shorter.length - at)));
    return shorter;
  }
}
