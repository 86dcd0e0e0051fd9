package jevons.pipeline.run;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import jevons.pipeline.lake.PublishedSet;
import jevons.pipeline.table.Landed;
import jevons.pipeline.table.LandingFile;

/** Which landing files a bronze table has to read, and why. */
final class Intakes {
  private Intakes() {}

  /**
   * What to do with a bronze table.
   *
   * @param files to be read; empty when the step is skipped
   */
  record Choice(boolean skip, List<LandingFile> files, String reason) {}

  static String filesDigest(List<LandingFile> files) {
    return Digest.of(
        files.stream().map(f -> f.path() + ":" + f.sha256()).collect(Collectors.joining("\n")));
  }

  /** Compares the files with those that {@code base} had taken in. */
  static Choice choose(
      Landed table,
      Landing landing,
      Optional<PublishedSet> base,
      Optional<PublishedSet.Entry> before,
      Fingerprint now) {
    List<LandingFile> files = landing.feeding(table);
    if (before.isEmpty()) {
      return new Choice(false, files, "first time, " + count(files.size()));
    }
    Fingerprint then = Fingerprint.parse(before.get().fingerprint());
    if (then.equals(now)) {
      return new Choice(
          true, List.of(), "landing files unchanged since version " + before.get().version());
    }
    if (!then.parts()
        .getOrDefault(Fingerprint.CODE, "")
        .equals(now.parts().get(Fingerprint.CODE))) {
      return new Choice(false, files, "its code changed, " + count(files.size()));
    }
    Map<String, String> taken = new HashMap<>();
    base.ifPresent(s -> s.landing().forEach(e -> taken.put(e.path(), e.sha256())));
    List<LandingFile> changed =
        files.stream().filter(f -> !f.sha256().equals(taken.get(f.path()))).toList();
    if (changed.isEmpty()) {
      // Files were only taken away from the landing zone: their lines stay.
      return new Choice(false, List.of(), "landing files were taken away; their lines stay");
    }
    String which =
        changed.size() <= 3
            ? changed.stream().map(LandingFile::path).collect(Collectors.joining(", "))
            : changed.size() + " of " + files.size() + " landing files";
    long fresh = changed.stream().filter(f -> !taken.containsKey(f.path())).count();
    String what = fresh == changed.size() ? " new" : " changed";
    return new Choice(false, changed, which + what);
  }

  private static String count(int files) {
    return files == 1 ? "1 landing file" : files + " landing files";
  }
}
