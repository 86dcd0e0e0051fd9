package jevons.pipeline.cli;

/**
 * How much the log says. Kept in system properties that conf/log4j2.properties reads, so that a
 * command which logs nothing need not start the logging library.
 */
final class LogLevel {
  private LogLevel() {}

  static void apply(boolean quiet, boolean verbose) {
    System.setProperty("jevons.log.level", verbose ? "debug" : quiet ? "warn" : "info");
    System.setProperty("jevons.log.libraries", verbose ? "info" : "error");
  }
}
