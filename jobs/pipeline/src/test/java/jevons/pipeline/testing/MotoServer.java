package jevons.pipeline.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;

/**
 * An S3 server of this machine: {@code moto_server}, on a free port of the loopback interface.
 *
 * <p>The command is named by the environment variable {@code JEVONS_MOTO}; a test that needs it and
 * does not find it fails, it is not skipped.
 */
public final class MotoServer implements AutoCloseable {
  private static final String COMMAND = "JEVONS_MOTO";
  private static final int ATTEMPTS = 300;
  private static final long PAUSE_MILLIS = 100;

  private final Process process;
  private final int port;

  private MotoServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts a server without buckets and waits until it answers. */
  public static MotoServer start() {
    String command = System.getenv(COMMAND);
    if (command == null || command.isBlank()) {
      throw new AssertionError(
          COMMAND
              + " is not set: the path of moto_server. Install it with: python3 -m venv VENV &&"
              + " VENV/bin/pip install 'moto[server]==5.2.*', then set "
              + COMMAND
              + "=VENV/bin/moto_server.");
    }
    try {
      int port = freePort();
      Process process =
          new ProcessBuilder(command, "-H", "127.0.0.1", "-p", Integer.toString(port))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      MotoServer server = new MotoServer(process, port);
      server.awaitReady(command);
      return server;
    } catch (IOException e) {
      throw new AssertionError(
          COMMAND + "=" + command + " cannot be started: " + e.getMessage(), e);
    }
  }

  /** The port on 127.0.0.1. */
  public int port() {
    return port;
  }

  /** Makes a bucket. */
  public void createBucket(String name) {
    HttpRequest put =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/" + name))
            .PUT(HttpRequest.BodyPublishers.noBody())
            .build();
    try {
      int status =
          HttpClient.newHttpClient().send(put, HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status != 200) {
        throw new AssertionError("bucket " + name + " was not made: HTTP " + status);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while making bucket " + name, e);
    }
  }

  /** Hadoop's settings of s3a for this server. */
  public Map<String, String> hadoopSettings() {
    return hadoopSettings(port);
  }

  /** The same by way of a proxy on another port. */
  public static Map<String, String> hadoopSettings(int port) {
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("fs.s3a.endpoint", "http://127.0.0.1:" + port);
    keys.put("fs.s3a.endpoint.region", "us-east-1");
    keys.put("fs.s3a.path.style.access", "true");
    keys.put("fs.s3a.connection.ssl.enabled", "false");
    keys.put(
        "fs.s3a.aws.credentials.provider", "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider");
    keys.put("fs.s3a.access.key", "test");
    keys.put("fs.s3a.secret.key", "test");
    keys.put("fs.s3a.optimized.copy.from.local.enabled", "false");
    return keys;
  }

  /** A configuration for this server, whose file systems are each a client of its own. */
  public Configuration hadoop() {
    return hadoop(port);
  }

  /** The same by way of a proxy on another port. */
  public static Configuration hadoop(int port) {
    Configuration conf = new Configuration();
    hadoopSettings(port).forEach(conf::set);
    conf.set("fs.s3a.impl.disable.cache", "true");
    return conf;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void awaitReady(String command) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (!process.isAlive()) {
        throw new AssertionError(command + " ended with exit code " + process.exitValue());
      }
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return;
      } catch (IOException notYet) {
        pause();
      }
    }
    close();
    throw new AssertionError(command + " does not answer on port " + port);
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for the server", e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
