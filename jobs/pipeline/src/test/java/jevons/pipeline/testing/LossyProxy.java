package jevons.pipeline.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between a client and a server of this machine and loses answers: the server has carried
 * the request out, and the client's connection breaks.
 */
public final class LossyProxy implements AutoCloseable {
  private final ServerSocket listener;
  private final int serverPort;
  private final AtomicInteger toLose = new AtomicInteger();
  private final AtomicInteger lost = new AtomicInteger();

  private LossyProxy(ServerSocket listener, int serverPort) {
    this.listener = listener;
    this.serverPort = serverPort;
  }

  /** Starts a proxy to a server on 127.0.0.1. */
  public static LossyProxy to(int serverPort) throws IOException {
    LossyProxy proxy =
        new LossyProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), serverPort);
    inBackground(proxy::accept);
    return proxy;
  }

  /** The port on 127.0.0.1 to connect to. */
  public int port() {
    return listener.getLocalPort();
  }

  /** Loses the answers to the next {@code count} PUT requests. */
  public void loseAnswersToPut(int count) {
    toLose.set(count);
  }

  /** How many answers were lost. */
  public int lost() {
    return lost.get();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private void accept() {
    try {
      while (!listener.isClosed()) {
        Socket client = listener.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
        Connection connection = new Connection(client, server);
        inBackground(connection::forwardRequests);
        inBackground(connection::forwardAnswers);
      }
    } catch (IOException e) {
      if (!listener.isClosed()) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static void inBackground(Runnable work) {
    Thread thread = new Thread(work, "lossy-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private final class Connection {
    private final Socket client;
    private final Socket server;
    private volatile boolean putting;

    Connection(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    void forwardRequests() {
      forward(
          client,
          server,
          request -> {
            if (request.matches("(?s)[A-Z]+ /.*")) {
              putting = request.startsWith("PUT ");
            }
            return true;
          });
    }

    void forwardAnswers() {
      forward(
          server,
          client,
          answer -> {
            boolean last = answer.startsWith("HTTP/1.1 ") && !answer.startsWith("HTTP/1.1 100");
            boolean lose = putting && last && toLose.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
            if (lose) {
              lost.incrementAndGet();
            }
            return !lose;
          });
    }

    private void forward(Socket from, Socket to, java.util.function.Predicate<String> passes) {
      byte[] buffer = new byte[65536];
      try (from;
          to) {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          if (!passes.test(new String(buffer, 0, n, StandardCharsets.ISO_8859_1))) {
            return;
          }
          out.write(buffer, 0, n);
          out.flush();
        }
      } catch (IOException connectionEnded) {
        // The other direction has closed both sockets.
      }
    }
  }
}
