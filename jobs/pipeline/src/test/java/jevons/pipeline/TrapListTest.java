package jevons.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The list of traps names tests that are there, and every source that has some. */
class TrapListTest {
  private static final Path HOME = Path.of("../..");
  private static final Pattern NAMED_TEST = Pattern.compile("\\| `(\\w+)\\.(\\w+)` \\|");

  @Test
  void everyTestThatTheListNamesIsThere() throws IOException {
    Map<String, String> sources = testSources();
    List<String> missing = new ArrayList<>();
    List<MatchResult> named = NAMED_TEST.matcher(list()).results().toList();
    for (MatchResult test : named) {
      String source = sources.getOrDefault(test.group(1), "");
      if (!source.contains("void " + test.group(2) + "(")) {
        missing.add(test.group(1) + "." + test.group(2));
      }
    }
    assertThat(missing).isEmpty();
    assertThat(named).hasSizeGreaterThan(50);
  }

  @Test
  void everyRowNamesATest() throws IOException {
    List<String> without =
        list()
            .lines()
            .filter(line -> line.startsWith("| ") && !line.equals("| trap | test |"))
            .filter(line -> !NAMED_TEST.matcher(line).find())
            .toList();
    assertThat(without).isEmpty();
  }

  @Test
  void everySourceWithKnownDefectsIsInTheList() throws IOException {
    String list = list();
    List<String> missing = new ArrayList<>();
    for (Path sources : files(HOME.resolve("data"), "SOURCES.md")) {
      String folder = "data/" + HOME.resolve("data").relativize(sources.getParent());
      boolean hasDefects = Files.readString(sources).contains("**Known defects");
      // The tested models' scores lie below data/epoch
      if (hasDefects && !list.contains("`" + folder.replace("/benchmark_data", "") + "`")) {
        missing.add(folder);
      }
    }
    assertThat(missing).isEmpty();
  }

  private static String list() throws IOException {
    return Files.readString(HOME.resolve("docs/traps.md"));
  }

  private static Map<String, String> testSources() throws IOException {
    Map<String, String> sources = new HashMap<>();
    for (Path file : files(Path.of("src/test/java"), "Test.java")) {
      String name = file.getFileName().toString();
      sources.put(name.substring(0, name.length() - ".java".length()), Files.readString(file));
    }
    return sources;
  }

  private static List<Path> files(Path folder, String end) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.toString().endsWith(end)).sorted().toList();
    }
  }
}
