package jevons.pipeline.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Files out of a zip archive, of which nothing is believed: not its names and not its sizes. */
final class Archive {
  private static final int MOST_ENTRIES = 5_000;

  private Archive() {}

  /**
   * The wanted files by the last part of their names.
   *
   * @param mostBytes that all of the archive may unpack to
   * @throws FetchFailure when a name leads out of the archive, when it unpacks to too much, when it
   *     is damaged, or when two wanted files have one name
   */
  static Map<String, byte[]> read(
      Path file, String what, Predicate<String> wanted, long mostBytes) {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      if (zip.size() > MOST_ENTRIES) {
        throw FetchFailure.refused(what + " holds " + zip.size() + " files, too many");
      }
      List<? extends ZipEntry> entries = Collections.list(zip.entries());
      long declared = 0;
      for (ZipEntry entry : entries) {
        refuseTrick(entry.getName(), what);
        declared += Math.max(0, entry.getSize());
      }
      Map<String, byte[]> files = new LinkedHashMap<>();
      long left = declared > mostBytes ? -1 : mostBytes;
      for (ZipEntry entry : entries) {
        String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
        if (left >= 0 && !entry.isDirectory() && wanted.test(name)) {
          byte[] content = unpack(zip, entry, left);
          left -= content.length;
          if (left >= 0 && files.put(name, content) != null) {
            throw FetchFailure.refused(what + " holds two files " + name);
          }
        }
      }
      if (left < 0) {
        throw FetchFailure.refused(
            "%s unpacks to more than jevons.fetch.most-unpacked-megabytes = %d: a zip bomb, or raise the limit"
                .formatted(what, mostBytes >> 20));
      }
      return files;
    } catch (ZipException e) {
      throw FetchFailure.refused(what + " is no whole zip archive: " + e.getMessage());
    } catch (IOException e) {
      throw FetchFailure.refused(what + " cannot be unpacked: " + e.getMessage());
    }
  }

  /** One byte more than is left, at most: the size that the archive states may be a lie. */
  private static byte[] unpack(ZipFile zip, ZipEntry entry, long left) throws IOException {
    try (InputStream in = zip.getInputStream(entry)) {
      return in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8L, left + 1));
    }
  }

  private static void refuseTrick(String name, String what) {
    boolean trick =
        name.startsWith("/")
            || name.contains("\\")
            || name.contains(":")
            || name.indexOf('\0') >= 0
            || List.of(name.split("/")).contains("..");
    if (trick) {
      throw FetchFailure.refused(
          what + " holds a file whose name leads out of it: \"" + name + "\"");
    }
  }
}
