package jevons.pipeline.run;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import jevons.pipeline.table.ExitCode;
import jevons.pipeline.table.JevonsException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.deploy.SparkHadoopUtil;

/** A landing zone on any of Hadoop's file systems, {@code s3a://bucket/prefix}. */
final class HadoopLandingZone implements LandingZone {
  private static final long serialVersionUID = 1L;
  private final String root;
  private transient Configuration driver;

  HadoopLandingZone(String root, Configuration driver) {
    this.root = root.endsWith("/") ? root.substring(0, root.length() - 1) : root;
    this.driver = driver;
  }

  @Override
  public String root() {
    return root;
  }

  @Override
  public List<Listed> list() {
    List<Listed> files = new ArrayList<>();
    Path top = new Path(root);
    try {
      FileSystem system = top.getFileSystem(configuration());
      RemoteIterator<LocatedFileStatus> found = system.listFiles(system.makeQualified(top), true);
      while (found.hasNext()) {
        LocatedFileStatus file = found.next();
        String path =
            file.getPath().toString().substring(system.makeQualified(top).toString().length() + 1);
        boolean hidden = false;
        for (String part : path.split("/", -1)) {
          hidden |= part.startsWith(".") || part.startsWith("_");
        }
        if (!hidden) {
          files.add(new Listed(path, file.getLen(), file.getModificationTime()));
        }
      }
    } catch (IOException e) {
      throw new JevonsException(
          ExitCode.USAGE,
          "landing zone "
              + root
              + " cannot be listed: "
              + e.getMessage()
              + ". Check --landing and the credentials.",
          e);
    }
    files.sort(Comparator.comparing(Listed::path));
    return List.copyOf(files);
  }

  @Override
  public InputStream open(String path) throws IOException {
    Path file = new Path(root + "/" + path);
    return file.getFileSystem(configuration()).open(file);
  }

  /** On executors the configuration is the one Spark started them with. */
  private Configuration configuration() {
    if (driver == null) {
      driver = SparkHadoopUtil.get().conf();
    }
    return driver;
  }
}
