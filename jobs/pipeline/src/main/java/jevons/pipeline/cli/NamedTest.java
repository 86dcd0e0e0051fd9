package jevons.pipeline.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import jevons.pipeline.table.JevonsException;

/**
 * A test that the command line knows.
 *
 * @param name on the command line
 * @param hypothesis what it tests, the null hypothesis, in one line
 * @param needs options that must be given; {@code "--formula|--column"}: one of them
 * @param takes options that may be given
 * @param example of its options
 * @param run does it
 */
record NamedTest(
    String name,
    String hypothesis,
    List<String> needs,
    Set<String> takes,
    String example,
    Function<TestInput, TestOutcome> run) {

  /** All tests, in the order in which help lists them. */
  static List<NamedTest> all() {
    return Stream.of(SeriesTests.all(), BreakTests.all(), RegressionTests.all(), PanelTests.all())
        .flatMap(List::stream)
        .toList();
  }

  /**
   * Refuses options that are missing or mean nothing to this test.
   *
   * @param given options on the command line, of those that any test takes
   */
  void check(String data, Collection<String> given) {
    Set<String> known = new java.util.HashSet<>(takes);
    for (String need : needs) {
      List<String> either = List.of(need.split("\\|"));
      known.addAll(either);
      List<String> found = either.stream().filter(given::contains).toList();
      if (found.isEmpty()) {
        throw wrong(String.join(" or ", either) + " is missing.", data);
      }
      if (found.size() > 1) {
        throw wrong("give " + String.join(" or ", either) + ", not both.", data);
      }
    }
    List<String> foreign = new ArrayList<>(given);
    foreign.removeAll(known);
    if (!foreign.isEmpty()) {
      throw wrong("it takes no " + foreign.get(0) + ".", data);
    }
  }

  private JevonsException wrong(String what, String data) {
    return JevonsException.usage(
        "jevons test %s: %s Example: jevons test %s %s %s"
            .formatted(name, what, data, name, example));
  }
}
