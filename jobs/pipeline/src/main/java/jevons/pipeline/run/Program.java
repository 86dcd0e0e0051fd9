package jevons.pipeline.run;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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
          MessageDigest digest = MessageDigest.getInstance("SHA-256");
          parts.add(HexFormat.of().formatHex(digest.digest(Files.readAllBytes(place))));
        } else {
          steps.forEach(s -> parts.add(CodeDigest.of(s.code())));
          parts.add(CodeDigest.of(List.of(OwnStudy.class)));
          parts.add(CodeDigest.of(List.of(type)));
        }
      } catch (IOException | URISyntaxException | NoSuchAlgorithmException e) {
        throw new IllegalStateException("the program's own code cannot be read: " + source, e);
      }
    }
    return Digest.of(parts.toString());
  }
}
