package jevons.pipeline.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import jevons.pipeline.fetch.FetchResult.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One source's turn: asks its provider, lands what comes, keeps a result for each file. A file that
 * fails leaves the others to be tried, until the provider seems to be down.
 */
final class Visit {
  private static final Logger LOG = LoggerFactory.getLogger(Visit.class);
  private static final int FAILURES_UNTIL_DOWN = 2;

  private final String source;
  private final Path folder;
  private final Web web;
  private final Path scratch;
  private final double smallestShare;
  private final List<FetchResult> results = new ArrayList<>();
  private final Map<Path, FolderManifest> manifests = new HashMap<>();
  private int downInARow;

  /**
   * @param folder the source's, below the landing zone
   * @param scratch a folder for answers, which the caller deletes
   */
  Visit(String source, Path folder, Web web, Path scratch, double smallestShare) {
    this.source = source;
    this.folder = folder;
    this.web = web;
    this.scratch = scratch;
    this.smallestShare = smallestShare;
  }

  List<FetchResult> results() {
    return List.copyOf(results);
  }

  Path folder() {
    return folder;
  }

  /** A file of the source's folder as it is now. */
  Optional<byte[]> find(String file) {
    Path path = folder.resolve(file);
    return Files.exists(path) ? Optional.of(read(path)) : Optional.empty();
  }

  /** Brings a file that lands as the answer is, once {@code check} has looked at it. */
  void bringAsItIs(String file, Address address, ContentKind kind, Check check) {
    bring(
        file,
        address,
        kind,
        received -> {
          byte[] content = bytes(received);
          check.look(content);
          return List.of(new Made(file, content));
        });
  }

  /** Looks at an answer and refuses it with the reason. */
  interface Check {
    void look(byte[] content);
  }

  /** Brings the landing files that {@code make} makes of an answer; {@code name} is for results. */
  void bring(String name, Address address, ContentKind kind, Function<Received, List<Made>> make) {
    attempt(
        name,
        address,
        () -> {
          Optional<Received> received = ask(address, kind, known(address));
          if (received.isEmpty()) {
            keep(address);
          } else {
            land(received.get(), make.apply(received.get()));
          }
        });
  }

  /** Tries one file; what goes wrong becomes its result. */
  void attempt(String name, Address address, Runnable work) {
    if (downInARow >= FAILURES_UNTIL_DOWN) {
      fail(name, address, "not asked for: %s does not answer".formatted(address.uri().getHost()));
      return;
    }
    try {
      work.run();
      downInARow = 0;
    } catch (FetchFailure e) {
      downInARow = e.providerDown() ? downInARow + 1 : 0;
      fail(name, address, address.withoutKey(e.getMessage()));
    }
  }

  /** An answer in full, or nothing when {@code known} still holds. */
  Optional<Received> ask(Address address, ContentKind kind, Validators known) {
    try {
      return web.get(address, kind, known, Files.createTempFile(scratch, "answer", ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] bytes(Received received) {
    try {
      return Files.readAllBytes(received.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file that is not asked for, with the reason. */
  void passOver(String file, String why) {
    results.add(new FetchResult(source, landed(file), Outcome.PASSED_OVER, "", 0, "", why));
  }

  private void fail(String name, Address address, String why) {
    String message = why + ". The file that is there stays.";
    LOG.warn("{}: {}", landed(name), message);
    results.add(
        new FetchResult(source, landed(name), Outcome.FAILED, address.shown(), 0, "", message));
  }

  /** A line of a manifest and the file that it is about. */
  private record Landed(Path file, FolderManifest.Line line) {
    boolean isAsLanded() {
      return Files.exists(file) && Sha256.of(file).equals(line.sha256());
    }
  }

  /** The validators of what came from an address, if all of it is still as it was landed. */
  private Validators known(Address address) {
    List<Landed> landed = landedFrom(address);
    boolean whole = !landed.isEmpty() && landed.stream().allMatch(Landed::isAsLanded);
    return whole ? landed.get(0).line().validators() : Validators.NONE;
  }

  private void keep(Address address) {
    for (Landed landed : landedFrom(address)) {
      String bytes = landed.line().bytes();
      add(
          Outcome.UNCHANGED,
          folder.relativize(landed.file()).toString(),
          address,
          bytes.isEmpty() ? 0 : Long.parseLong(bytes),
          landed.line().sha256());
    }
  }

  private List<Landed> landedFrom(Address address) {
    List<Landed> found = new ArrayList<>();
    for (Path each : folders()) {
      for (FolderManifest.Line line : manifest(each).from(address.shown())) {
        found.add(new Landed(each.resolve(line.file()), line));
      }
    }
    return found;
  }

  /** The source's folder and those in it. */
  private List<Path> folders() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder, 1)) {
      return all.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the files, each whole, then their lines in the manifest. */
  void land(Received received, List<Made> made) {
    for (Made file : made) {
      Path to = folder.resolve(file.file()).normalize();
      if (!to.startsWith(folder)) {
        throw FetchFailure.refused(file.file() + " would land outside " + folder);
      }
      land(received, file, to);
    }
  }

  private void land(Received received, Made made, Path to) {
    FolderManifest manifest = manifest(to.getParent());
    String name = to.getFileName().toString();
    String sha256 = Sha256.of(made.content());
    Outcome outcome = Outcome.NEW;
    if (Files.exists(to)) {
      outcome = Sha256.of(to).equals(sha256) ? Outcome.UNCHANGED : Outcome.CHANGED;
    }
    if (outcome == Outcome.CHANGED) {
      refuseWhenShrunk(made, to);
    }
    if (outcome != Outcome.UNCHANGED) {
      WholeFile.write(to, made.content());
    }
    String exportedOn =
        manifest
            .find(name)
            .filter(line -> line.sha256().equals(sha256))
            .map(FolderManifest.Line::exportedOn)
            .orElse(exportedOn(received).toString());
    manifest.put(
        new FolderManifest.Line(
            name,
            exportedOn,
            String.valueOf(made.content().length),
            sha256,
            received.address().shown(),
            received.at().toString(),
            received.sha256(),
            received.validators().etag().orElse(""),
            received.validators().lastModified().orElse("")));
    manifest.write();
    add(outcome, made.file(), received.address(), made.content().length, sha256);
  }

  private void add(Outcome outcome, String file, Address address, long bytes, String sha256) {
    LOG.info("{}: {}, {} bytes", landed(file), outcome.words(), bytes);
    results.add(new FetchResult(source, landed(file), outcome, address.shown(), bytes, sha256, ""));
  }

  /** Puts other content into a file that was landed before; its line in the manifest goes along. */
  void replace(String file, String text) {
    Path path = folder.resolve(file);
    byte[] content = text.getBytes(UTF_8);
    WholeFile.write(path, content);
    FolderManifest manifest = manifest(path.getParent());
    manifest
        .find(path.getFileName().toString())
        .ifPresent(
            line -> {
              manifest.put(line.withContent(content.length, Sha256.of(content)));
              manifest.write();
            });
  }

  /** A plan that shows a year only, or an answer that was cut, must not wipe out the history. */
  private void refuseWhenShrunk(Made made, Path there) {
    long before = Made.lines(read(there));
    long now = Made.lines(made.content());
    if (now < smallestShare * before) {
      throw FetchFailure.refused(
          "%s would have %d lines, the file that is there has %d; below jevons.fetch.smallest-share = %s. A plan without history, or another file: delete the old file if the new one is right"
              .formatted(landed(made.file()), now, before, smallestShare));
    }
  }

  static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(Path file) {
    return new String(read(file), UTF_8);
  }

  /** The day of the last change where the provider states it, else the day it came. */
  private static LocalDate exportedOn(Received received) {
    return received
        .validators()
        .lastModified()
        .flatMap(Visit::moment)
        .orElse(received.at())
        .atZone(ZoneOffset.UTC)
        .toLocalDate();
  }

  private static Optional<Instant> moment(String lastModified) {
    try {
      return Optional.of(
          ZonedDateTime.parse(lastModified, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private FolderManifest manifest(Path of) {
    return manifests.computeIfAbsent(of, FolderManifest::read);
  }

  private String landed(String file) {
    return folder.getFileName() + "/" + file;
  }
}
