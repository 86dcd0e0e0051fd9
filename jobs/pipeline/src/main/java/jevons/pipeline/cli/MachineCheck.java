package jevons.pipeline.cli;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import jevons.pipeline.table.ExitCode;

/** Java, memory and clock. */
final class MachineCheck {
  private static final int JAVA = 17;
  private static final long SCARCE_MEBIBYTES = 1_000;

  /** Before this day no clock can be right: prices after it are in the embedded landing zone. */
  private static final LocalDate EARLIEST = LocalDate.of(2026, 1, 1);

  private MachineCheck() {}

  static List<Finding> look(int javaFeature, long heapMebibytes, Instant now) {
    return List.of(java(javaFeature), memory(heapMebibytes), clock(now));
  }

  private static Finding java(int feature) {
    return feature == JAVA
        ? Finding.ok("java", "JDK " + Runtime.version())
        : Finding.fail(
            "java",
            "JDK %d; Spark 4.2 and this build are tried on 17. Set JAVA_HOME to one."
                .formatted(feature),
            ExitCode.USAGE);
  }

  private static Finding memory(long mebibytes) {
    String words = "%d MB for the driver".formatted(mebibytes);
    return mebibytes >= SCARCE_MEBIBYTES
        ? Finding.ok("memory", words)
        : Finding.warn("memory", words + "; give at least 1 GB: JEVONS_HEAP=2g jevons ...");
  }

  private static Finding clock(Instant now) {
    LocalDate today = now.atZone(ZoneOffset.UTC).toLocalDate();
    return today.isBefore(EARLIEST)
        ? Finding.fail("clock", now + ": before " + EARLIEST + ". Set the clock.", ExitCode.USAGE)
        : Finding.ok("clock", now.toString());
  }
}
