package jevons.pipeline.lake;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Control objects in a bucket, through Hadoop's s3a. */
public final class S3aControlStore implements ControlStore {
  private final FileSystem store;
  private final Path root;
  private final ConditionalCreate conditional;

  private S3aControlStore(FileSystem store, Path root) {
    this.store = store;
    this.root = root;
    this.conditional = new ConditionalCreate(store);
  }

  static S3aControlStore open(LakeLocation lake, Configuration hadoop) {
    Path root = new Path(lake.root());
    try {
      return new S3aControlStore(root.getFileSystem(hadoop), root);
    } catch (IOException e) {
      throw ResourceFailure.of("open", root, e);
    }
  }

  @Override
  public boolean createIfAbsent(String name, byte[] content) {
    Path path = new Path(root, name);
    try {
      return conditional.create(path, content);
    } catch (IOException e) {
      throw ResourceFailure.of("write", path, e);
    }
  }

  @Override
  public Optional<byte[]> read(String name) {
    Path path = new Path(root, name);
    try (InputStream in = store.open(path)) {
      return Optional.of(in.readAllBytes());
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw ResourceFailure.of("read", path, e);
    }
  }

  @Override
  public List<String> list(String folder) {
    Path path = new Path(root, folder);
    try {
      return Arrays.stream(store.listStatus(path))
          .filter(FileStatus::isFile)
          .map(file -> file.getPath().getName())
          .sorted()
          .toList();
    } catch (FileNotFoundException e) {
      return List.of();
    } catch (IOException e) {
      throw ResourceFailure.of("list", path, e);
    }
  }

  @Override
  public void overwrite(String name, byte[] content) {
    Path path = new Path(root, name);
    try (OutputStream out = store.create(path, true)) {
      out.write(content);
    } catch (IOException e) {
      throw ResourceFailure.of("write", path, e);
    }
  }

  @Override
  public void delete(String name) {
    Path path = new Path(root, name);
    try {
      store.delete(path, false);
    } catch (IOException e) {
      throw ResourceFailure.of("delete", path, e);
    }
  }
}
