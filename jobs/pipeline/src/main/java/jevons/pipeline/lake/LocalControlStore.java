package jevons.pipeline.lake;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Control objects as files of this machine, or of a disk that several machines share.
 *
 * <p>A file is written whole under another name, forced to the disk, and then linked to its own
 * name: making a hard link fails when the name is taken, on every POSIX file system and NFS alike,
 * so one of several writers wins and nobody reads half a file.
 */
public final class LocalControlStore implements ControlStore {
  /** Starts the names of files that are being written; they are no objects yet. */
  private static final String UNFINISHED = ".";

  private final Path root;

  /** The store of the lake in {@code root}, which need not exist yet. */
  public LocalControlStore(Path root) {
    this.root = root;
  }

  @Override
  public boolean createIfAbsent(String name, byte[] content) {
    Path target = root.resolve(name);
    try {
      if (Files.exists(target)) {
        return false;
      }
      Path unfinished = write(target, content);
      try {
        Files.createLink(target, unfinished);
        force(folderOf(target));
        return true;
      } catch (FileAlreadyExistsException e) {
        return false;
      } finally {
        Files.deleteIfExists(unfinished);
      }
    } catch (UnsupportedOperationException e) {
      throw ResourceFailure.noHardLinks(target, e);
    } catch (IOException e) {
      throw ResourceFailure.of("write", target, e);
    }
  }

  @Override
  public Optional<byte[]> read(String name) {
    Path file = root.resolve(name);
    try {
      return Optional.of(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw ResourceFailure.of("read", file, e);
    }
  }

  @Override
  public List<String> list(String folder) {
    Path path = root.resolve(folder);
    try (Stream<Path> files = Files.list(path)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.startsWith(UNFINISHED))
          .sorted()
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw ResourceFailure.of("list", path, e);
    }
  }

  @Override
  public void overwrite(String name, byte[] content) {
    Path target = root.resolve(name);
    try {
      Path unfinished = write(target, content);
      try {
        Files.move(
            unfinished,
            target,
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(unfinished);
      }
    } catch (IOException e) {
      throw ResourceFailure.of("write", target, e);
    }
  }

  @Override
  public void delete(String name) {
    Path file = root.resolve(name);
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw ResourceFailure.of("delete", file, e);
    }
  }

  private static Path write(Path target, byte[] content) throws IOException {
    Path folder = folderOf(target);
    if (!Files.isDirectory(folder)) {
      createFolder(folder);
    }
    Path unfinished =
        folder.resolve(UNFINISHED + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try (FileChannel channel =
        FileChannel.open(unfinished, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    } catch (IOException e) {
      Files.deleteIfExists(unfinished);
      throw e;
    }
    return unfinished;
  }

  private static void createFolder(Path folder) throws IOException {
    try {
      Files.createDirectories(folder);
    } catch (FileAlreadyExistsException e) {
      NotDirectoryException clearer = new NotDirectoryException(e.getFile());
      clearer.initCause(e);
      throw clearer;
    }
  }

  private static Path folderOf(Path file) {
    Path folder = file.getParent();
    if (folder == null) {
      throw new IllegalArgumentException("no folder above " + file);
    }
    return folder;
  }

  /** Forces the folder's entries to the disk, so that a name that was won outlives a power cut. */
  private static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
