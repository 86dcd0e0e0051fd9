package jevons.pipeline.fetch;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import jevons.pipeline.config.FetchSettings;

/** Kenneth R. French's data library: one zip archive a file. */
final class FamaFrench implements Source {
  private static final Pattern HEADER = Pattern.compile("(?m)^,\\s*\\S");
  private static final Pattern DAY = Pattern.compile("(?m)^\\s*\\d{8}\\s*,");

  private final FetchSettings.FamaFrench settings;
  private final long mostUnpackedBytes;

  FamaFrench(FetchSettings.FamaFrench settings, long mostUnpackedBytes) {
    this.settings = settings;
    this.mostUnpackedBytes = mostUnpackedBytes;
  }

  @Override
  public String name() {
    return "fama_french";
  }

  @Override
  public URI address() {
    return settings.address();
  }

  @Override
  public void fetch(Visit visit) {
    for (String name : settings.files()) {
      String file = name + ".CSV";
      visit.bring(
          file,
          Address.below(address(), "/" + name + "_CSV.zip"),
          ContentKind.ZIP,
          received -> List.of(new Made(file, unpack(received, file))));
    }
  }

  /** The library writes the ending small or large, as the mood takes it. */
  private byte[] unpack(Received received, String file) {
    Map<String, byte[]> found =
        Archive.read(received.body(), file, name -> name.equalsIgnoreCase(file), mostUnpackedBytes);
    if (found.size() != 1) {
      throw FetchFailure.refused(
          "the archive %s holds %d files %s, not one"
              .formatted(received.address(), found.size(), file));
    }
    byte[] content = found.values().iterator().next();
    String text = Text.of(content, file);
    if (!HEADER.matcher(text).find() || !DAY.matcher(text).find()) {
      throw FetchFailure.refused(
          file + " has no header row (it starts with a comma) or no row of a day (YYYYMMDD, ...)");
    }
    return content;
  }
}
