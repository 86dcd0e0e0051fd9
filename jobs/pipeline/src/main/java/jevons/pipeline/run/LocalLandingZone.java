package jevons.pipeline.run;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import jevons.pipeline.table.ExitCode;
import jevons.pipeline.table.JevonsException;

/** A landing zone in the local file system; loads no Hadoop class, so an idle night stays short. */
final class LocalLandingZone implements LandingZone {
  private static final long serialVersionUID = 1L;
  private final String root;

  LocalLandingZone(String root) {
    this.root = Path.of(root).toAbsolutePath().normalize().toString();
  }

  @Override
  public String root() {
    return root;
  }

  @Override
  public List<Listed> list() {
    Path top = Path.of(root);
    if (!Files.isDirectory(top)) {
      throw JevonsException.usage(
          "landing zone "
              + root
              + " is not a folder. Expected one folder per source (prices, edgar, epoch, ...): name it with --landing"
              + " PATH or jevons.landing.path in conf/jevons.conf.");
    }
    List<Listed> files = new ArrayList<>();
    try {
      Files.walkFileTree(
          top,
          EnumSet.of(FileVisitOption.FOLLOW_LINKS),
          16,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes about) {
              return !folder.equals(top) && folder.getFileName().toString().startsWith(".")
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes about) {
              String name = file.getFileName().toString();
              if (about.isRegularFile() && !name.startsWith(".") && !name.startsWith("_")) {
                String path = top.relativize(file).toString().replace('\\', '/');
                files.add(new Listed(path, about.size(), about.lastModifiedTime().toMillis()));
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new JevonsException(
          ExitCode.RESOURCES,
          "landing zone "
              + root
              + " cannot be listed ("
              + e.getMessage()
              + "). Grant read permission to its folders.",
          e);
    }
    files.sort(Comparator.comparing(Listed::path));
    return List.copyOf(files);
  }

  @Override
  public InputStream open(String path) throws IOException {
    return new BufferedInputStream(Files.newInputStream(Path.of(root, path)), 1 << 16);
  }
}
