package jevons.pipeline.cli;

import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The first argument of a command on one's own data, and the options that choose its rows. */
final class DataArgument {
  @Parameters(
      index = "0",
      paramLabel = "DATA",
      description = "A published table, gold.firm_quarter, or a csv, parquet or Delta path.")
  private String name;

  @Option(names = "--where", paramLabel = "SQL", description = "Condition that rows must meet.")
  private Optional<String> where = Optional.empty();

  @Option(names = "--as-of", paramLabel = "DAY", description = "Gold as of this day.")
  private Optional<LocalDate> asOf = Optional.empty();

  GivenData of(Supplier<Services> services) {
    return new GivenData(name, where, asOf, services);
  }
}
