package jevons.pipeline.lake;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import jevons.pipeline.table.ExitCode;
import jevons.pipeline.table.JevonsException;

/** Says what a failed disk or bucket needs: exit 6, with the path and the way out. */
public final class ResourceFailure {
  /** What to do about a bucket that asks who is there. */
  public static final String NO_CREDENTIALS =
      "the bucket needs credentials and none were found. Set AWS_ACCESS_KEY_ID and"
          + " AWS_SECRET_ACCESS_KEY, or spark.hadoop.fs.s3a.aws.credentials.provider in"
          + " conf/spark-defaults.conf.";

  private static final int DEEPEST_CAUSE = 20;

  private ResourceFailure() {}

  /**
   * The failure of one operation.
   *
   * @param what the verb, {@code "write"}
   */
  static JevonsException of(String what, Object path, IOException cause) {
    return new JevonsException(
        ExitCode.RESOURCES, "cannot " + what + " " + path + ": " + reason(cause), cause);
  }

  static JevonsException noHardLinks(Path path, Throwable cause) {
    return new JevonsException(
        ExitCode.RESOURCES,
        "cannot write "
            + path
            + ": its file system has no hard links, by which runs agree. Put the lake on a disk"
            + " that has them, or on s3a://.",
        cause);
  }

  /**
   * The failure that lies beneath one of Spark's, if disk, permissions or memory caused it; else
   * empty, and the exception is a bug.
   */
  static Optional<JevonsException> beneath(Throwable failure, String what, Object path) {
    Throwable at = failure;
    for (int depth = 0; at != null && depth < DEEPEST_CAUSE; depth++, at = at.getCause()) {
      if (at instanceof JevonsException known) {
        return Optional.of(known);
      }
      Optional<String> advice = advice(at);
      if (advice.isPresent()) {
        return Optional.of(
            new JevonsException(
                ExitCode.RESOURCES, "cannot " + what + " " + path + ": " + advice.get(), failure));
      }
    }
    return Optional.empty();
  }

  private static String reason(IOException cause) {
    return advice(cause)
        .orElseGet(
            () ->
                cause.getClass().getSimpleName()
                    + (cause.getMessage() == null ? "" : ", " + cause.getMessage())
                    + ". Check the disk or the connection and run again.");
  }

  /** The file itself, and not what is looked for below it. */
  private static String fileInTheWay(Throwable cause) {
    if (!(cause instanceof FileSystemException failed) || failed.getFile() == null) {
      return cause.getMessage();
    }
    Path at = Path.of(failed.getFile());
    while (at.getParent() != null && !Files.exists(at)) {
      at = at.getParent();
    }
    return Files.isRegularFile(at) ? at.toString() : failed.getFile();
  }

  private static Optional<String> advice(Throwable cause) {
    String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    if (cause instanceof NotDirectoryException || text.contains("not a directory")) {
      return Optional.of(
          fileInTheWay(cause) + " is a file where a folder is needed. Name another path.");
    }
    if (text.contains("credentials")) {
      return Optional.of(NO_CREDENTIALS);
    }
    if (text.contains("delta_cannot_create_log_path")) {
      return Optional.of(
          "the folder cannot be made. Check that the lake's path is a folder, that the user may"
              + " write there, and that the disk is not full.");
    }
    if (text.contains("no space left on device") || text.contains("disk quota exceeded")) {
      return Optional.of(
          "the disk is full. Free some space and run again; what was committed is kept.");
    }
    if (text.contains("read-only file system")) {
      return Optional.of(
          "the file system is read-only. Mount it for writing or name another path.");
    }
    if (cause instanceof AccessDeniedException
        || text.contains("permission denied")
        || text.contains("operation not permitted")) {
      return Optional.of(
          "user "
              + System.getProperty("user.name")
              + " may not do that. Change the owner or the permissions of the lake.");
    }
    if (text.contains("too many open files")) {
      return Optional.of("this process has too many files open. Raise ulimit -n and run again.");
    }
    if (cause instanceof OutOfMemoryError) {
      return Optional.of("memory ran out. Give the driver more (spark.driver.memory).");
    }
    if (cause instanceof InterruptedIOException) {
      return Optional.of("it was interrupted. Run again.");
    }
    return Optional.empty();
  }
}
