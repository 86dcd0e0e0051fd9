package jevons.pipeline.cli;

import jevons.pipeline.table.ExitCode;

/**
 * What {@code doctor} found.
 *
 * @param check what was looked at
 * @param status how it stands
 * @param words the figure found and, unless all is well, the way out
 * @param exitCode what a run on this machine would end with; 0 unless it fails
 */
record Finding(String check, Status status, String words, ExitCode exitCode) {
  /** How it stands. */
  enum Status {
    OK,
    WARN,
    FAIL
  }

  static Finding ok(String check, String words) {
    return new Finding(check, Status.OK, words, ExitCode.DONE);
  }

  static Finding warn(String check, String words) {
    return new Finding(check, Status.WARN, words, ExitCode.DONE);
  }

  static Finding fail(String check, String words, ExitCode exitCode) {
    return new Finding(check, Status.FAIL, words, exitCode);
  }
}
