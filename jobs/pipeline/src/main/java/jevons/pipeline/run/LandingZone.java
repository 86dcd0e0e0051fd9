package jevons.pipeline.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.List;

/** The folder or prefix that landing files are read from. Opens files on executors too. */
interface LandingZone extends Serializable {
  /**
   * A file as the listing shows it.
   *
   * @param path below the root, with forward slashes
   * @param modifiedMillis last change, milliseconds since 1970 in UTC
   */
  record Listed(String path, long bytes, long modifiedMillis) implements Serializable {}

  /** The root as the user named it. */
  String root();

  /** All files below the root but hidden ones, sorted by path. */
  List<Listed> list();

  /** The bytes of a file. */
  InputStream open(String path) throws IOException;
}
