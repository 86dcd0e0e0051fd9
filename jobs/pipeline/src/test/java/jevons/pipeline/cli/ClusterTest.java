package jevons.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The jar for clusters under {@code spark-submit} of a plain {@code pip install pyspark}, whose
 * folder the environment variable {@code JEVONS_PYSPARK_HOME} names.
 */
@Tag("world")
class ClusterTest {
  private static final Path DATA = Path.of("../../data").toAbsolutePath().normalize();
  private static final Path DELTA_READ = Path.of("src/test/python/read_lake.py").toAbsolutePath();

  @TempDir Path folder;

  @Test
  void nightRunsToTheEndInLocalModeAndOtherReadersSeeTheSameRows() throws Exception {
    Path lake = folder.resolve("lake");

    submit("local[2]", lake);

    assertThat(lake.resolve("report.html")).isNotEmptyFile();
    String python = required("JEVONS_PYTHON");
    run(List.of(python, DELTA_READ.toString(), lake.toString()), folder.resolve("readers.log"));
  }

  @Test
  void nightRunsToTheEndOnAStandaloneMasterWithOneWorker() throws Exception {
    int port = freePort();
    String master = "spark://127.0.0.1:" + port;
    List<Process> cluster = new ArrayList<>();
    try {
      cluster.add(
          daemon(
              "org.apache.spark.deploy.master.Master",
              "--host",
              "127.0.0.1",
              "--port",
              "" + port,
              "--webui-port",
              "0"));
      awaitPort(port);
      cluster.add(
          daemon(
              "org.apache.spark.deploy.worker.Worker",
              "--host",
              "127.0.0.1",
              "--webui-port",
              "0",
              "--cores",
              "2",
              "--memory",
              "2g",
              master));
      Path lake = folder.resolve("lake");

      submit(master, lake);

      assertThat(lake.resolve("report.html")).isNotEmptyFile();
    } finally {
      cluster.forEach(Process::destroy);
      for (Process process : cluster) {
        process.waitFor(10, TimeUnit.SECONDS);
      }
    }
  }

  private void submit(String master, Path lake) throws Exception {
    run(
        List.of(
            required("JEVONS_PYSPARK_HOME") + "/bin/spark-submit",
            "--master",
            master,
            // The embedded data are small: without the profile for them the night takes thrice as
            // long.
            "--driver-java-options",
            "-Djevons.small=true -XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=240m",
            "--class",
            "jevons.pipeline.cli.Main",
            clusterJar().toString(),
            "nightly",
            "--lake",
            lake.toString(),
            "--landing",
            DATA.toString()),
        folder.resolve("submit.log"));
  }

  private Process daemon(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(required("JEVONS_PYSPARK_HOME") + "/bin/spark-class");
    command.addAll(List.of(arguments));
    return builder(command, folder.resolve("daemon" + arguments.length + ".log")).start();
  }

  private static void run(List<String> command, Path log) throws Exception {
    Process process = builder(command, log).start();
    boolean ended = process.waitFor(8, TimeUnit.MINUTES);
    process.destroyForcibly();
    assertThat(ended).as("%s ended", command).isTrue();
    assertThat(process.exitValue()).as("%s:%n%s", command, Files.readString(log)).isZero();
  }

  private static ProcessBuilder builder(List<String> command, Path log) {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    builder.environment().put("SPARK_HOME", required("JEVONS_PYSPARK_HOME"));
    return builder;
  }

  private static Path clusterJar() throws IOException {
    try (Stream<Path> jars = Files.list(Path.of("target"))) {
      return jars.filter(p -> p.getFileName().toString().endsWith("-cluster.jar"))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no -cluster.jar in target: mvn package makes it"))
          .toAbsolutePath();
    }
  }

  private static String required(String variable) {
    String value = System.getenv(variable);
    if (value == null || value.isBlank()) {
      throw new AssertionError(
          variable
              + " is not set; .ci/run shows how: a Python environment with pyspark==4.2.0 and deltalake.");
    }
    return value;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void awaitPort(int port) throws Exception {
    for (int attempt = 0; attempt < 300; attempt++) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        if (socket.isConnected()) {
          return;
        }
      } catch (IOException e) {
        TimeUnit.MILLISECONDS.sleep(200);
      }
    }
    throw new AssertionError("nothing listens on 127.0.0.1:" + port);
  }
}
