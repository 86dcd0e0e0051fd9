package jevons.pipeline.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Enumeration;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import picocli.CommandLine.IVersionProvider;

/** Version and commit, from the manifest of the jar. */
final class Version implements IVersionProvider {
  private static final String TITLE = "Jevons pipeline";

  @Override
  public String[] getVersion() throws IOException {
    return new String[] {
      "jevons " + text(), "Java " + Runtime.version() + ", " + System.getProperty("java.vm.name")
    };
  }

  /** {@code "0.1.0 (commit 1a2b3c)"}. */
  static String text() throws IOException {
    Enumeration<URL> manifests =
        Version.class.getClassLoader().getResources("META-INF/MANIFEST.MF");
    while (manifests.hasMoreElements()) {
      try (InputStream bytes = manifests.nextElement().openStream()) {
        Attributes main = new Manifest(bytes).getMainAttributes();
        if (TITLE.equals(main.getValue(Attributes.Name.IMPLEMENTATION_TITLE))) {
          return main.getValue(Attributes.Name.IMPLEMENTATION_VERSION)
              + " (commit "
              + main.getValue("Implementation-Commit")
              + ")";
        }
      }
    }
    return "unpacked";
  }
}
