package jevons.pipeline.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A provider on this machine: what it answers to a path and query is laid down beforehand, good or
 * bad; what it was asked for is kept.
 */
final class ProviderServer implements AutoCloseable {
  /** What came in. */
  record Asked(String target, Map<String, String> headers, long nanos) {}

  /** One answer: good, cut off after some bytes, or none until the server is closed. */
  static final class Answer {
    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;
    private final int sentBytes;

    private Answer(int status, Map<String, String> headers, byte[] body, int sentBytes) {
      this.status = status;
      this.headers = headers;
      this.body = body;
      this.sentBytes = sentBytes;
    }

    static Answer ok(String type, byte[] body) {
      return new Answer(200, Map.of("Content-Type", type), body, body.length);
    }

    static Answer csv(String body) {
      return ok("text/csv", body.getBytes(UTF_8));
    }

    static Answer json(String body) {
      return ok("application/json", body.getBytes(UTF_8));
    }

    static Answer status(int status) {
      return new Answer(status, Map.of("Content-Type", "text/plain"), new byte[0], 0);
    }

    static Answer never() {
      return new Answer(200, Map.of(), new byte[0], NOTHING);
    }

    Answer with(String header, String value) {
      Map<String, String> more = new LinkedHashMap<>(headers);
      more.put(header, value);
      return new Answer(status, more, body, sentBytes);
    }

    Answer cutOffAfter(int bytes) {
      return new Answer(status, headers, body, bytes);
    }
  }

  private static final int NOTHING = -1;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Map<String, Deque<Answer>> answers = new ConcurrentHashMap<>();
  private final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());

  ProviderServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** What a path with its query is answered with, one after another; the last one stays. */
  void lay(String target, Answer... inTurn) {
    answers.put(target, new ArrayDeque<>(Arrays.asList(inTurn)));
  }

  /** All that was asked, in turn. */
  List<Asked> asked() {
    return List.copyOf(asked);
  }

  List<String> targets() {
    return asked().stream().map(Asked::target).toList();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String target = exchange.getRequestURI().toString();
    Map<String, String> headers = new HashMap<>();
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
    asked.add(new Asked(target, headers, System.nanoTime()));
    Answer answer = next(target);
    if (answer.sentBytes == NOTHING) {
      await();
      exchange.close();
      return;
    }
    String etag = answer.headers.get("ETag");
    boolean same = etag != null && etag.equals(headers.get("If-none-match"));
    String range = headers.get("Range");
    boolean goesOn = range != null && etag != null && etag.equals(headers.get("If-range"));
    answer.headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    if (same) {
      exchange.sendResponseHeaders(304, -1);
    } else if (goesOn && answer.status == 200) {
      int from = Integer.parseInt(range.replaceAll("\\D", ""));
      int length = answer.body.length;
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes %d-%d/%d".formatted(from, length - 1, length));
      exchange.sendResponseHeaders(206, length - from);
      exchange.getResponseBody().write(answer.body, from, length - from);
    } else {
      int length = answer.body.length;
      exchange.sendResponseHeaders(answer.status, length == 0 ? -1 : length);
      exchange.getResponseBody().write(answer.body, 0, answer.sentBytes);
      exchange.getResponseBody().flush();
    }
    exchange.close();
  }

  private Answer next(String target) {
    Deque<Answer> left = answers.get(target);
    if (left == null) {
      return Answer.status(404);
    }
    synchronized (left) {
      return left.size() > 1 ? left.removeFirst() : left.getFirst();
    }
  }

  private void await() {
    try {
      closing.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
