package jevons.pipeline.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jevons.pipeline.lake.HadoopSettings;
import jevons.pipeline.lake.PublishedSet;
import jevons.pipeline.table.ExitCode;
import jevons.pipeline.table.JevonsException;
import jevons.pipeline.table.Landed;
import jevons.pipeline.table.LandingFile;
import jevons.pipeline.table.Table;

/** The landing zone's content at one moment, with the digest of each file. */
final class Landing {
  private static final Map<String, PathMatcher> MATCHERS = new ConcurrentHashMap<>();
  private final LandingZone zone;
  private final List<LandingZone.Listed> listed;
  private final Map<String, LandingFile> files;

  private Landing(
      LandingZone zone, List<LandingZone.Listed> listed, Map<String, LandingFile> files) {
    this.zone = zone;
    this.listed = listed;
    this.files = files;
  }

  static LandingZone zone(String root, Map<String, String> sparkKeys) {
    return root.contains("://") && !root.startsWith("file:")
        ? new HadoopLandingZone(root, HadoopSettings.of(sparkKeys))
        : new LocalLandingZone(
            root.startsWith("file:") ? root.replaceFirst("^file:(//)?", "") : root);
  }

  /**
   * Lists the zone and digests its files. A file whose size and time of change are those that
   * {@code before} recorded is taken to be the same, so that an idle night reads no content.
   */
  static Landing scan(LandingZone zone, Optional<PublishedSet> before) {
    List<LandingZone.Listed> listed = zone.list();
    Map<String, PublishedSet.LandingEntry> known = new HashMap<>();
    before.ifPresent(set -> set.landing().forEach(e -> known.put(e.path(), e)));
    Manifest manifest = null;
    Map<String, LandingFile> files = new HashMap<>();
    for (LandingZone.Listed file : listed) {
      PublishedSet.LandingEntry same = known.get(file.path());
      if (same != null
          && same.bytes() == file.bytes()
          && same.modifiedMillis() == file.modifiedMillis()) {
        files.put(
            file.path(),
            new LandingFile(file.path(), file.bytes(), same.sha256(), same.exportedOn(), -1));
        continue;
      }
      if (manifest == null) {
        manifest = Manifest.read(zone, listed);
      }
      files.put(file.path(), describe(zone, file, manifest, same));
    }
    return new Landing(zone, listed, files);
  }

  private static LandingFile describe(
      LandingZone zone,
      LandingZone.Listed file,
      Manifest manifest,
      PublishedSet.LandingEntry before) {
    String sha256 = sha256(zone, file.path());
    Optional<Manifest.Entry> stated = manifest.find(file.path());
    LocalDate exportedOn;
    if (stated.isPresent() && stated.get().sha256().equalsIgnoreCase(sha256)) {
      exportedOn = stated.get().exportedOn();
    } else if (before != null && before.sha256().equals(sha256)) {
      exportedOn = before.exportedOn();
    } else {
      exportedOn = Instant.ofEpochMilli(file.modifiedMillis()).atZone(ZoneOffset.UTC).toLocalDate();
    }
    return new LandingFile(
        file.path(),
        file.bytes(),
        sha256,
        exportedOn,
        stated.map(Manifest.Entry::bytes).orElse(-1L));
  }

  private static String sha256(LandingZone zone, String path) {
    try (InputStream in = zone.open(path)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new JevonsException(
          ExitCode.RESOURCES,
          "landing file "
              + path
              + " cannot be read ("
              + e.getMessage()
              + "). Grant read permission or remove it.",
          e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  LandingZone zone() {
    return zone;
  }

  /**
   * Refuses a folder that no table is made from, which is the wrong one.
   *
   * @throws JevonsException exit 2
   */
  void requireAny(List<Table> tables) {
    if (listed.stream().noneMatch(file -> isRead(file.path(), tables))) {
      throw JevonsException.usage(
          ("landing zone %s has no file that a table is made from. Expected some of: %s. Name the"
                  + " right folder with --landing PATH, or bring files: jevons fetch.")
              .formatted(
                  zone.root(),
                  landed(tables)
                      .flatMap(table -> table.landing().stream())
                      .distinct()
                      .sorted()
                      .collect(Collectors.joining(", "))));
    }
  }

  /** The files that feed a table, sorted by path. */
  List<LandingFile> feeding(Landed table) {
    List<LandingFile> found = new ArrayList<>();
    for (LandingZone.Listed file : listed) {
      if (feeds(file.path(), table)) {
        found.add(files.get(file.path()));
      }
    }
    return found;
  }

  private static boolean feeds(String file, Landed table) {
    Path path = Path.of(file);
    return !path.getFileName().toString().equals(Manifest.FILE_NAME)
        && table.landing().stream().anyMatch(glob -> matcher(glob).matches(path));
  }

  /** A pattern is compiled once: an idle night asks for each file and each table. */
  private static PathMatcher matcher(String glob) {
    return MATCHERS.computeIfAbsent(
        glob, g -> FileSystems.getDefault().getPathMatcher("glob:" + g));
  }

  /** Whether some table reads the file; others (SOURCES.md, stray files) do not make a night. */
  private static boolean isRead(String path, List<Table> tables) {
    return landed(tables).anyMatch(table -> feeds(path, table));
  }

  private static Stream<Landed> landed(List<Table> tables) {
    return tables.stream().filter(Landed.class::isInstance).map(Landed.class::cast);
  }

  /**
   * Every file as a published set records it; {@code problems} holds the message of each faulty
   * one. A source without any file is an entry too, a faulty one by the name of its pattern.
   */
  List<PublishedSet.LandingEntry> entries(List<Table> tables, Map<String, String> problems) {
    List<PublishedSet.LandingEntry> entries = new ArrayList<>();
    for (LandingZone.Listed file : listed) {
      if (isRead(file.path(), tables)) {
        LandingFile f = files.get(file.path());
        String problem = problems.get(file.path());
        entries.add(
            new PublishedSet.LandingEntry(
                file.path(),
                file.bytes(),
                file.modifiedMillis(),
                f.sha256(),
                f.exportedOn(),
                problem == null
                    ? PublishedSet.LandingEntry.TAKEN
                    : PublishedSet.LandingEntry.FAULTY,
                problem));
      }
    }
    for (Landed table : withoutFiles(tables)) {
      String pattern = String.join(", ", table.landing());
      String problem =
          "no landing file "
              + pattern
              + " for "
              + table.name()
              + " in "
              + zone.root()
              + ". Lines taken in before stay. Fetch it again, or name the right folder with"
              + " --landing PATH.";
      entries.add(
          new PublishedSet.LandingEntry(
              pattern, 0, 0, "", null, PublishedSet.LandingEntry.FAULTY, problem));
    }
    return entries;
  }

  private List<Landed> withoutFiles(List<Table> tables) {
    return landed(tables).filter(table -> feeding(table).isEmpty()).toList();
  }

  /** Whether the tables' files are those of {@code set}, by content. */
  boolean sameAs(PublishedSet set, List<Table> tables) {
    Map<String, String> then = new HashMap<>();
    set.landing().forEach(e -> then.put(e.path(), e.sha256()));
    Map<String, String> now = new HashMap<>();
    entries(tables, Map.of()).forEach(e -> now.put(e.path(), e.sha256()));
    return then.equals(now);
  }
}
