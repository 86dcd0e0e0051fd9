package jevons.pipeline.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import jevons.pipeline.config.JevonsConfig;
import jevons.pipeline.config.SparkProfile;
import jevons.pipeline.run.LandingFiles;
import jevons.pipeline.studies.OwnStudies;
import jevons.pipeline.studies.OwnStudy;
import jevons.pipeline.table.ExitCode;
import jevons.pipeline.table.JevonsException;
import jevons.pipeline.tables.Tables;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code jevons doctor}: whether this machine is fit for a run. */
@Command(
    name = "doctor",
    description = {
      "Looks at Java, memory, clock, settings, landing zone and lake; changes nothing.",
      "Exit 0 when a run can start, else 2 (settings) or 6 (space, memory, permissions)."
    })
final class DoctorCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Option(names = "--format", description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private TextOrJson format = TextOrJson.table;

  DoctorCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws IOException {
    List<Finding> findings = new ArrayList<>();
    long heap = Runtime.getRuntime().maxMemory() >> 20;
    findings.addAll(MachineCheck.look(Runtime.version().feature(), heap, Instant.now()));
    try {
      JevonsConfig config = invocation.config();
      SparkProfile profile = SparkProfile.read(config, invocation.small());
      findings.add(Finding.ok("settings", config.keys().size() + " read"));
      List<OwnStudy> own = OwnStudies.of(config.ownStudies());
      own.forEach(OwnStudy::requireReadable);
      findings.add(Finding.ok("studies", own.size() + " of your own, readable"));
      List<Finding> landing = LandingCheck.look(config.landingPath(), Tables.all());
      findings.addAll(landing);
      if (landing.stream().allMatch(f -> f.exitCode() == ExitCode.DONE)) {
        findings.addAll(firms(config, profile));
      }
      findings.addAll(LakeCheck.look(config.lakePath(), profile.properties()));
    } catch (JevonsException wrong) {
      findings.add(Finding.fail("settings", wrong.getMessage(), wrong.exitCode()));
    }
    PrintStream out = invocation.console().out();
    switch (format) {
      case table -> findings.forEach(f -> out.println(line(f)));
      case json -> printJson(findings, out);
    }
    out.flush();
    return findings.stream().map(Finding::exitCode).reduce(ExitCode.DONE, ExitCode::worst).code();
  }

  private static List<Finding> firms(JevonsConfig config, SparkProfile profile) {
    if (config.landingPath().contains("://") || !Files.isDirectory(Path.of(config.landingPath()))) {
      return List.of();
    }
    List<String> missing =
        MissingFile.words(
            MissingFile.of(
                config.firms(), LandingFiles.paths(config.landingPath(), profile.properties())));
    return missing.isEmpty()
        ? List.of(Finding.ok("firms", config.firms().size() + ", each with its files"))
        : missing.stream().map(words -> Finding.warn("firms", words)).toList();
  }

  private static String line(Finding finding) {
    return "%-4s  %s: %s".formatted(word(finding), finding.check(), finding.words());
  }

  private static String word(Finding finding) {
    return finding.status().name().toLowerCase(Locale.ROOT);
  }

  private static void printJson(List<Finding> findings, PrintStream out) throws IOException {
    try (JsonGenerator json = RowPrinter.generator(out)) {
      json.useDefaultPrettyPrinter();
      json.writeStartArray();
      for (Finding finding : findings) {
        json.writeStartObject();
        json.writeStringField("check", finding.check());
        json.writeStringField("status", word(finding));
        json.writeStringField("message", finding.words());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeRaw('\n');
    }
  }
}
