package jevons.pipeline.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import jevons.pipeline.table.LandingFile;
import jevons.pipeline.table.Parsed;
import jevons.pipeline.table.SourceFormat;

/** One table fed by files of several layouts: each file is read by the format of its path. */
public final class FormatByFile implements SourceFormat {
  private static final long serialVersionUID = 1L;

  private record Entry(String glob, SourceFormat format) implements java.io.Serializable {}

  private final ArrayList<Entry> entries = new ArrayList<>();

  /** Files that match the glob below the landing zone's root have this format. */
  public FormatByFile add(String glob, SourceFormat format) {
    entries.add(new Entry(glob, format));
    return this;
  }

  /** The globs, in the order in which they were added. */
  public List<String> globs() {
    return entries.stream().map(Entry::glob).toList();
  }

  @Override
  public Iterator<Parsed> parse(LandingFile file, InputStream bytes) throws IOException {
    Optional<SourceFormat> format =
        entries.stream().filter(e -> matches(e.glob(), file.path())).map(Entry::format).findFirst();
    if (format.isPresent()) {
      return format.get().parse(file, bytes);
    }
    Parsed fault =
        new Parsed.Fault(
            "%s is none of the files known here: %s. File left out of this run."
                .formatted(file.path(), String.join(", ", globs())));
    return List.of(fault).iterator();
  }

  private static boolean matches(String glob, String path) {
    return FileSystems.getDefault().getPathMatcher("glob:" + glob).matches(Path.of(path));
  }
}
