package jevons.pipeline.run;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import jevons.econometrics.Formula;
import jevons.pipeline.studies.OwnStudy;

/** The program itself, as far as its results depend on it. */
final class Program {
  private Program() {}

  /**
   * Digest of all code that a result can depend on: of the jars it runs from, or, when it runs from
   * class folders, of the classes that the run reaches.
   */
  static String digest(List<Step> steps) {
    Set<String> parts = new TreeSet<>();
    for (Class<?> type : List.of(Program.class, Formula.class)) {
      CodeSource source = type.getProtectionDomain().getCodeSource();
      try {
        Path place = Path.of(source.getLocation().toURI());
        if (Files.isRegularFile(place)) {
          parts.add(ofJar(place));
        } else {
          steps.forEach(s -> parts.add(CodeDigest.of(s.code())));
          parts.add(CodeDigest.of(List.of(OwnStudy.class)));
          parts.add(CodeDigest.of(List.of(type)));
        }
      } catch (IOException | URISyntaxException e) {
        throw new IllegalStateException("the program's own code cannot be read: " + source, e);
      }
    }
    return Digest.of(parts.toString());
  }

  /** From the jar's table of contents: it is read on each idle night too. */
  private static String ofJar(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      return Digest.of(
          zip.stream()
              .map(entry -> entry.getName() + " " + entry.getSize() + " " + entry.getCrc())
              .sorted()
              .collect(Collectors.joining("\n")));
    }
  }
}
