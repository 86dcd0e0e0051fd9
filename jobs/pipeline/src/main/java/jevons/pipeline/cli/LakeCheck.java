package jevons.pipeline.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jevons.pipeline.table.ExitCode;

/** Whether a run could write the lake: space, permission, hard links; or the store's endpoint. */
final class LakeCheck {
  private static final String CHECK = "lake";
  private static final String DISK = "disk";
  private static final long SCARCE_MEBIBYTES = 1_000;
  private static final long TOO_FEW_MEBIBYTES = 100;
  private static final int PATIENCE_MILLIS = 3_000;

  private LakeCheck() {}

  static List<Finding> look(String lake, Map<String, String> spark) {
    return lake.contains("://") ? List.of(endpoint(lake, spark)) : folder(Path.of(lake));
  }

  private static List<Finding> folder(Path lake) {
    Path existing = lake.toAbsolutePath();
    while (existing != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    if (existing == null || !Files.isDirectory(existing)) {
      return List.of(
          Finding.fail(
              CHECK,
              "%s: %s is a file where a folder is needed. Name another path."
                  .formatted(lake, existing),
              ExitCode.RESOURCES));
    }
    List<Finding> findings = new ArrayList<>();
    findings.add(writable(lake, existing));
    try {
      findings.add(space(Files.getFileStore(existing).getUsableSpace() >> 20));
    } catch (IOException e) {
      findings.add(Finding.warn(DISK, "free space is not known: " + e.getMessage()));
    }
    return findings;
  }

  /** A probe is written and linked, as the lock is, and taken away. */
  private static Finding writable(Path lake, Path folder) {
    Path probe = folder.resolve(".jevons-probe-" + ProcessHandle.current().pid());
    Path link = folder.resolve(probe.getFileName() + "-link");
    try {
      Files.writeString(probe, "probe");
      Files.createLink(link, probe);
      return Finding.ok(
          CHECK, lake + (Files.exists(lake) ? "" : ", which the first night will make"));
    } catch (IOException | UnsupportedOperationException e) {
      return Finding.fail(
          CHECK,
          "%s: a file cannot be written and hard-linked in %s (%s). Allow it, or choose another --lake."
              .formatted(lake, folder, e.getClass().getSimpleName()),
          ExitCode.RESOURCES);
    } finally {
      delete(link);
      delete(probe);
    }
  }

  private static void delete(Path probe) {
    try {
      Files.deleteIfExists(probe);
    } catch (IOException e) {
      // What could not be written cannot be deleted either; the finding says so.
      return;
    }
  }

  private static Finding space(long mebibytes) {
    String words = mebibytes + " MB free";
    if (mebibytes < TOO_FEW_MEBIBYTES) {
      return Finding.fail(DISK, words + ". Free some.", ExitCode.RESOURCES);
    }
    return mebibytes < SCARCE_MEBIBYTES
        ? Finding.warn(DISK, words + "; old versions are kept for a year and need room")
        : Finding.ok(DISK, words);
  }

  private static Finding endpoint(String lake, Map<String, String> spark) {
    String region = spark.getOrDefault("spark.hadoop.fs.s3a.endpoint.region", "us-east-1");
    String given =
        spark.getOrDefault(
            "spark.hadoop.fs.s3a.endpoint", "https://s3." + region + ".amazonaws.com");
    URI endpoint = URI.create(given.contains("://") ? given : "https://" + given);
    int port =
        endpoint.getPort() >= 0
            ? endpoint.getPort()
            : "http".equals(endpoint.getScheme()) ? 80 : 443;
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(endpoint.getHost(), port), PATIENCE_MILLIS);
      return Finding.ok(CHECK, lake + ", " + endpoint + " answers");
    } catch (IOException e) {
      return Finding.fail(
          CHECK,
          "%s: %s does not answer (%s). Check spark.hadoop.fs.s3a.endpoint in conf/spark-defaults.conf."
              .formatted(lake, endpoint, e.getMessage()),
          ExitCode.RESOURCES);
    }
  }
}
