package jevons.pipeline.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import jevons.pipeline.table.Closest;
import jevons.pipeline.table.JevonsException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code jevons test}: one statistical test on a table or a file. */
@Command(
    name = "test",
    description = {
      "A statistical test on a published table, or on a csv, parquet or Delta path.",
      "Example: jevons test gold.firm_quarter wald --formula \"d_log_capex ~ log_rate | ticker\""
          + " --restriction \"log_rate = 1\" --vcov \"cluster(ticker)\""
    })
final class TestCommand implements Callable<Integer> {
  private final Invocation invocation;

  private CommandSpec spec;

  @Mixin private DataArgument data = new DataArgument();

  @Parameters(
      index = "1",
      paramLabel = "TEST",
      completionCandidates = Names.class,
      description = "One of those below.")
  private String name;

  @Mixin private TestOptions options = new TestOptions();

  @Option(names = "--format", description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private TextOrJson format = TextOrJson.table;

  TestCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  /** Puts the tests with their hypotheses below the options of the help. */
  @Spec
  void setSpec(CommandSpec command) {
    List<String> lines = new ArrayList<>();
    lines.add("%nTests, each with its null hypothesis:");
    for (NamedTest test : NamedTest.all()) {
      lines.add("  %-22s%s".formatted(test.name(), test.hypothesis()).replace("%", "%%"));
    }
    command.usageMessage().footer(lines.toArray(String[]::new));
    spec = command;
  }

  @Override
  public Integer call() throws IOException {
    NamedTest test =
        NamedTest.all().stream()
            .filter(t -> t.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    JevonsException.usage(
                        "jevons test: unknown test %s.%s See: jevons test --help."
                            .formatted(name, Closest.hint(name, names()))));
    GivenData given = data.of(invocation::services);
    test.check(given.name(), optionsGiven());
    TestInput input = new TestInput(test.name(), given, options);
    TestOutcome found = test.run().apply(input).withRemarks(input.remarks());
    switch (format) {
      case table -> invocation.console().out().print(TestText.of(test, found));
      case json -> TestJson.print(found, invocation.console().out());
    }
    invocation.console().out().flush();
    return 0;
  }

  /** The options on the command line that only some tests take. */
  private List<String> optionsGiven() {
    Set<String> ofTests = new TreeSet<>();
    CommandSpec alone = CommandSpec.forAnnotatedObject(new TestOptions());
    alone.options().forEach(o -> ofTests.addAll(Arrays.asList(o.names())));
    List<String> given = new ArrayList<>();
    for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
      if (ofTests.contains(option.longestName())) {
        given.add(option.longestName());
      }
    }
    return given;
  }

  private static List<String> names() {
    return NamedTest.all().stream().map(NamedTest::name).toList();
  }

  /** For the completion script. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return names().iterator();
    }
  }
}
