package jevons.pipeline.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import jevons.pipeline.run.SmallLanding;
import jevons.pipeline.studies.Study;
import jevons.pipeline.table.Table;
import jevons.pipeline.tables.bronze.CompanyFact;
import jevons.pipeline.testing.TestSpark;

/** Commands on a lake of a few tables, all the way down: settings, run, Delta. */
record SmallLake(Path folder, Path landing, TestConsole jevons) {
  static final List<Table> TABLES =
      Stream.concat(Stream.of(new CompanyFact()), SmallLanding.TABLES.stream()).toList();

  private static final String FACTS =
      """
      {"cik":1045810,"entityName":"NVIDIA CORP","facts":{"us-gaap":{"Revenues":{"units":{"USD":[
      {"start":"2023-10-30","end":"2024-01-28","val":22103000000,"accn":"0001045810-24-000029","fy":2024,"fp":"FY","form":"10-K","filed":"2024-02-21"}
      ]}}}}}
      """;

  /** A lake that is not there yet, and landing files of it. */
  static SmallLake in(Path parent) {
    SmallLanding landing = SmallLanding.in(parent.resolve("landing"));
    landing.put("edgar/CIK0001045810.json", FACTS);
    return at(parent.resolve("lake"), landing.folder());
  }

  /** The lake in {@code folder}. */
  static SmallLake at(Path folder, Path landing) {
    return at(folder, landing, TABLES, List.of());
  }

  /** The same with other tables and studies. */
  static SmallLake at(Path folder, Path landing, List<Table> tables, List<Study> studies) {
    Path home = Path.of("../..").toAbsolutePath().normalize();
    TestConsole console =
        new TestConsole(home, line -> new LakeServices(line, tables, studies, TestSpark.session()));
    return new SmallLake(folder, landing, console);
  }

  /** Another lake with the same files, to be damaged. */
  SmallLake copy(Path to) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.toList()) {
        // Checksums of Hadoop would find out what only verify is to find.
        if (!file.getFileName().toString().endsWith(".crc")) {
          Files.copy(file, to.resolve(folder.relativize(file).toString()));
        }
      }
    }
    return at(to, landing);
  }

  /** Runs {@code jevons words... --lake folder --landing landing} and returns the exit code. */
  int run(String... words) {
    List<String> all = new ArrayList<>(Arrays.asList(words));
    all.addAll(List.of("--lake", folder.toString(), "--landing", landing.toString()));
    return jevons.run(all.toArray(String[]::new));
  }

  String out() {
    return jevons.out();
  }

  String err() {
    return jevons.err();
  }

  /** The only data file of a table. */
  Path dataFile(String table) throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve(table.replace('.', '/')))) {
      return all.filter(p -> p.toString().endsWith(".parquet")).findFirst().orElseThrow();
    }
  }
}
