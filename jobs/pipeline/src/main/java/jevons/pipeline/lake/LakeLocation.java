package jevons.pipeline.lake;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import jevons.pipeline.table.JevonsException;

/**
 * Where a lake lies: a folder of this machine or a prefix of a bucket.
 *
 * @param root an absolute path, or {@code s3a://bucket/prefix}; without a slash at the end
 */
public record LakeLocation(String root) {
  /**
   * Reads what an operator wrote: {@code data/lake}, {@code file:/srv/lake} or {@code
   * s3a://research/jevons}. A relative path starts at the working directory.
   *
   * @throws JevonsException exit 2 for an empty text or any other scheme
   */
  public static LakeLocation of(String pathOrUri) {
    String text = pathOrUri.strip();
    if (text.isEmpty()) {
      throw JevonsException.usage(
          "the lake's path is empty: name a folder, or a prefix such as s3a://research/jevons.");
    }
    int colon = text.indexOf(":/");
    String scheme = colon < 0 ? "" : text.substring(0, colon).toLowerCase(Locale.ROOT);
    return switch (scheme) {
      case "" -> local(Path.of(text));
      case "file" -> local(Path.of(URI.create(text.replace(" ", "%20")).getPath()));
      case "s3a" -> bucket(text);
      case "s3", "s3n" ->
          throw JevonsException.usage(
              "lake " + text + ": write it as s3a" + text.substring(colon) + ".");
      default ->
          throw JevonsException.usage(
              "lake "
                  + text
                  + ": "
                  + scheme
                  + ":// is not supported. Name a folder of this machine or an s3a:// prefix.");
    };
  }

  private static LakeLocation local(Path path) {
    return new LakeLocation(path.toAbsolutePath().normalize().toString());
  }

  private static LakeLocation bucket(String uri) {
    String trimmed = uri.replaceAll("/+$", "");
    if (trimmed.length() <= "s3a://".length()) {
      throw JevonsException.usage("lake " + uri + " names no bucket: s3a://BUCKET/PREFIX.");
    }
    return new LakeLocation(trimmed);
  }

  /** Whether it is a folder of this machine. */
  public boolean isLocal() {
    return !root.startsWith("s3a://");
  }

  /** The place of {@code name} below the root, {@code child("gold/claim")}. */
  public String child(String name) {
    return root.endsWith("/") ? root + name : root + "/" + name;
  }

  /**
   * The same for Spark, which would look for a path without a scheme in the cluster's default file
   * system.
   */
  public String sparkPath(String name) {
    return isLocal() ? "file:" + child(name) : child(name);
  }

  @Override
  public String toString() {
    return root;
  }
}
