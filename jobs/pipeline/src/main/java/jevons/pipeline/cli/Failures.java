package jevons.pipeline.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.List;
import java.util.Locale;
import jevons.econometrics.EconometricsException;
import jevons.pipeline.lake.ResourceFailure;
import jevons.pipeline.table.ExitCode;
import jevons.pipeline.table.JevonsException;
import jevons.pipeline.table.SparkWords;
import org.apache.spark.SparkThrowable;
import org.slf4j.LoggerFactory;

/** What a failed command prints and ends with. */
final class Failures {
  private static final int DEEPEST_CAUSE = 30;

  private static final String BUG =
      "bug: %s. This is a mistake in Jevons, not in what you gave it; the stack trace is in the log above.";

  private static final String DAMAGED =
      "a file of the lake is gone or damaged: %s Which tables it concerns: jevons verify.";

  /** What Spark and Delta say of files of a table that are not there or not whole. */
  private static final List<String> UNREADABLE =
      List.of(
          "FAILED_READ_FILE",
          "DELTA_NO_COMMITS_FOUND",
          "DELTA_TRUNCATED_TRANSACTION_LOG",
          "DELTA_LOG_FILE_NOT_FOUND",
          "DELTA_VERSIONS_NOT_CONTIGUOUS",
          "DELTA_STATE_RECOVER_ERROR");

  private final Console console;
  private final Invocation invocation;
  private final Interruption interruption;

  Failures(Console console, Invocation invocation, Interruption interruption) {
    this.console = console;
    this.invocation = invocation;
    this.interruption = interruption;
  }

  /** Prints what the user needs to know of {@code failure}; a stack trace only of a bug. */
  ExitCode exitCode(Throwable failure) {
    if (interruption.interrupted()) {
      return ExitCode.DONE;
    }
    Throwable at = failure;
    for (int depth = 0; at != null && depth < DEEPEST_CAUSE; depth++, at = at.getCause()) {
      if (at instanceof JevonsException known) {
        return print(known.exitCode(), known.getMessage(), failure);
      }
      if (at instanceof EconometricsException known) {
        return print(ExitCode.USAGE, known.getMessage(), failure);
      }
      if (at instanceof SparkThrowable spark && isUnreadableFile(spark)) {
        return print(ExitCode.CHECK_FAILED, DAMAGED.formatted(firstSentence(at)), failure);
      }
      String resource = resource(at);
      if (resource != null) {
        return print(ExitCode.RESOURCES, resource, failure);
      }
    }
    LoggerFactory.getLogger("jevons").error("{}", failure.getClass().getName(), failure);
    console.err().println(BUG.formatted(firstLine(failure)));
    return ExitCode.BUG;
  }

  /** Results were computed and did not arrive: a file cut short must not pass for a whole one. */
  ExitCode lossOfResults(IOException loss) {
    return print(
        ExitCode.RESOURCES,
        "the output is cut short, it cannot be written: "
            + loss.getMessage()
            + ". Free some space, or write it elsewhere, and run again.",
        loss);
  }

  private ExitCode print(ExitCode code, String message, Throwable failure) {
    console.err().println(message);
    if (invocation.verbose()) {
      LoggerFactory.getLogger("jevons").info("where that was found", failure);
    }
    return code;
  }

  private static boolean isUnreadableFile(SparkThrowable failure) {
    return SparkWords.isNamed(failure, UNREADABLE);
  }

  /** Spark's words without what follows the first sentence. */
  private static String firstSentence(Throwable failure) {
    String words = SparkWords.of(failure);
    int end = words.indexOf(". ");
    String first = end < 0 ? words : words.substring(0, end + 1);
    return first.endsWith(".") ? first : first + ".";
  }

  private static String resource(Throwable failure) {
    if (failure instanceof OutOfMemoryError) {
      return "out of memory (%d MB): give more by JEVONS_HEAP=8g jevons ..., or on a cluster by spark.driver.memory."
          .formatted(Runtime.getRuntime().maxMemory() >> 20);
    }
    if (failure instanceof IOException && String.valueOf(failure).contains("Credentials")) {
      return ResourceFailure.NO_CREDENTIALS;
    }
    if (failure instanceof AccessDeniedException denied) {
      return denied.getFile() + ": permission denied. Allow it, or choose another --lake.";
    }
    if (failure instanceof IOException io && io.getMessage() != null) {
      String text = io.getMessage().toLowerCase(Locale.ROOT);
      if (text.contains("no space left on device") || text.contains("disk quota exceeded")) {
        return "no space left: "
            + io.getMessage()
            + ". Free some and run again; what was done is kept.";
      }
    }
    return null;
  }

  private static String firstLine(Throwable failure) {
    String message = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    return failure.getClass().getSimpleName() + (message.isEmpty() ? "" : ", " + message);
  }
}
