package jevons.pipeline.fetch;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import jevons.pipeline.config.FetchSettings;

/** Epoch AI's exports: lists of models and hardware, and the Benchmarking Hub as one archive. */
final class Epoch implements Source {
  private static final String HUB = "benchmark_data";
  private static final String HARDWARE = "ml_hardware";

  private final FetchSettings.Epoch settings;
  private final long mostUnpackedBytes;

  Epoch(FetchSettings.Epoch settings, long mostUnpackedBytes) {
    this.settings = settings;
    this.mostUnpackedBytes = mostUnpackedBytes;
  }

  @Override
  public String name() {
    return "epoch";
  }

  @Override
  public URI address() {
    return settings.address();
  }

  @Override
  public void fetch(Visit visit) {
    for (String name : settings.files()) {
      String file = name + ".csv";
      String[] columns =
          name.equals(HARDWARE)
              ? new String[] {"Hardware name", "Manufacturer", "Release date"}
              : new String[] {"Model", "Organization", "Publication date"};
      visit.bringAsItIs(
          file,
          Address.below(address(), "/" + file),
          ContentKind.CSV,
          content -> CsvTable.of(content, file, columns).filled(file));
    }
    if (!settings.benchmarks().isEmpty()) {
      fetchHub(visit);
    }
  }

  private void fetchHub(Visit visit) {
    visit.bring(
        HUB + "/*.csv",
        Address.below(address(), "/" + HUB + ".zip"),
        ContentKind.ZIP,
        received -> unpack(received, visit));
  }

  private List<Made> unpack(Received received, Visit visit) {
    String what = HUB + ".zip";
    Map<String, byte[]> files =
        Archive.read(received.body(), what, name -> name.endsWith(".csv"), mostUnpackedBytes);
    Set<String> known = new HashSet<>(settings.benchmarks());
    List<Made> made = new ArrayList<>();
    Set<String> others = new TreeSet<>();
    files.forEach(
        (name, content) -> {
          String stem = name.substring(0, name.length() - ".csv".length());
          if (known.remove(stem)) {
            CsvTable.of(content, name).filled(name);
            made.add(new Made(HUB + "/" + name, content));
          } else {
            others.add(stem);
          }
        });
    if (made.isEmpty()) {
      throw FetchFailure.refused(
          what + " holds none of the files of jevons.fetch.epoch.benchmarks: another archive");
    }
    others.forEach(
        stem ->
            visit.passOver(
                HUB + "/" + stem + ".csv",
                "not in jevons.fetch.epoch.benchmarks: its score column and unit are not known"));
    new TreeSet<>(known)
        .forEach(
            stem -> visit.passOver(HUB + "/" + stem + ".csv", "no longer in the hub's archive"));
    return made;
  }
}
