package jevons.pipeline.fetch;

/** The content of a landing file that is to be. */
final class Made {
  private final String file;
  private final byte[] content;

  /**
   * @param file its name in the source's folder, {@code "benchmark_data/gso_external.csv"}
   * @param content handed over: not changed afterwards
   */
  Made(String file, byte[] content) {
    this.file = file;
    this.content = content;
  }

  String file() {
    return file;
  }

  byte[] content() {
    return content;
  }

  /** Lines, counted by their ends. */
  static long lines(byte[] content) {
    long lines = 0;
    for (byte b : content) {
      lines += b == '\n' ? 1 : 0;
    }
    return lines;
  }
}
