package jevons.pipeline.run;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What lies in a landing zone, in a folder or a bucket. */
public final class LandingFiles {
  private LandingFiles() {}

  /**
   * The paths of all files below the root, with forward slashes.
   *
   * @param root a folder or an {@code s3a://} prefix
   * @param sparkKeys Spark's settings, of which those of Hadoop are used for a bucket
   * @throws jevons.pipeline.table.JevonsException USAGE: no such folder; RESOURCES: it cannot be
   *     listed
   */
  public static Set<String> paths(String root, Map<String, String> sparkKeys) {
    return Landing.zone(root, sparkKeys).list().stream()
        .map(LandingZone.Listed::path)
        .collect(Collectors.toUnmodifiableSet());
  }
}
