package jevons.pipeline.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A headless Chromium, driven over its DevTools protocol; one page at a time. */
final class Browser implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LISTENING = "DevTools listening on ";

  private final Process process;
  private final WebSocket socket;
  private final LinkedBlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
  private final List<JsonNode> events = new ArrayList<>();
  private String session;
  private int lastId;

  private Browser(Process process, String address) {
    this.process = process;
    this.socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(URI.create(address), new Whole(messages))
            .join();
  }

  /**
   * Starts the browser.
   *
   * @param profile an empty folder for its profile
   * @throws AssertionError when there is no Chromium
   */
  static Browser start(Path profile) throws IOException {
    Process process =
        new ProcessBuilder(
                executable(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return new Browser(process, address(process));
  }

  private static String executable() {
    String named = System.getenv("JEVONS_CHROMIUM");
    if (named != null) {
      return named;
    }
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
        .map(folder -> Path.of(folder, "chromium"))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst()
        .orElseThrow(
            () ->
                new AssertionError(
                    "no Chromium: install the package chromium, or name the program in"
                        + " JEVONS_CHROMIUM"));
  }

  private static String address(Process process) throws IOException {
    BufferedReader log = process.errorReader(StandardCharsets.UTF_8);
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      if (line.startsWith(LISTENING)) {
        Thread drain = new Thread(() -> drain(log), "chromium-log");
        drain.setDaemon(true);
        drain.start();
        return line.substring(LISTENING.length());
      }
    }
    throw new AssertionError("Chromium ended before it listened; exit " + process.exitValue());
  }

  /** Reads on, so that a full pipe does not stop the browser. */
  private static void drain(BufferedReader log) {
    try (log) {
      String line = log.readLine();
      while (line != null) {
        line = log.readLine();
      }
    } catch (IOException ended) {
      // The browser was closed.
    }
  }

  /** Opens a file in a window of this size, in light or dark, and waits until it is drawn. */
  void open(Path file, int width, int height, String colourScheme) {
    session = null;
    String target =
        call("Target.createTarget", Map.of("url", "about:blank")).get("targetId").asText();
    session =
        call("Target.attachToTarget", Map.of("targetId", target, "flatten", true))
            .get("sessionId")
            .asText();
    events.clear();
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      call(domain + ".enable", Map.of());
    }
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    call(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", colourScheme))));
    call("Page.navigate", Map.of("url", file.toUri().toString()));
    while (events.stream().noneMatch(e -> method(e).equals("Page.loadEventFired"))) {
      events.add(next());
    }
    evaluate(
        "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() =>"
            + " setTimeout(done, 200))))");
  }

  /** Shows the page as it is printed, on paper of this width, until another page is opened. */
  void layOutForPrint(int width) {
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 1000, "deviceScaleFactor", 1, "mobile", false));
    call("Emulation.setEmulatedMedia", Map.of("media", "print"));
    evaluate("dispatchEvent(new Event('beforeprint'))");
  }

  /** The page as a PDF on A4. */
  byte[] pdf() {
    Map<String, Object> a4 = Map.of("paperWidth", 8.27, "paperHeight", 11.69);
    return Base64.getDecoder().decode(call("Page.printToPDF", a4).get("data").asText());
  }

  /** Presses a key as a user does, {@code "Tab"}. */
  void press(String key, int code) {
    for (String type : List.of("rawKeyDown", "keyUp")) {
      call(
          "Input.dispatchKeyEvent",
          Map.of("type", type, "key", key, "code", key, "windowsVirtualKeyCode", code));
    }
  }

  /** The value of a JavaScript expression, waited for if it is a promise. */
  JsonNode evaluate(String expression) {
    JsonNode answer =
        call(
            "Runtime.evaluate",
            Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
    if (answer.has("exceptionDetails")) {
      throw new AssertionError(expression + ": " + answer.get("exceptionDetails"));
    }
    return answer.get("result").path("value");
  }

  /** What the page complained about since it was opened. */
  List<String> complaints() {
    return events.stream()
        .filter(
            e ->
                method(e).equals("Runtime.exceptionThrown")
                    || (method(e).equals("Runtime.consoleAPICalled")
                        && List.of("error", "warning", "assert")
                            .contains(e.at("/params/type").asText()))
                    || (method(e).equals("Log.entryAdded")
                        && List.of("error", "warning")
                            .contains(e.at("/params/entry/level").asText())))
        .map(e -> e.get("params").toString())
        .toList();
  }

  /** What the page asked for beside itself since it was opened. */
  List<String> requests(Path page) {
    return events.stream()
        .filter(e -> method(e).equals("Network.requestWillBeSent"))
        .map(e -> e.at("/params/request/url").asText())
        .filter(url -> !url.equals(page.toUri().toString()) && !url.startsWith("data:"))
        .toList();
  }

  /** The whole page as PNG, encoded in base 64. */
  String screenshot() {
    return call("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true))
        .get("data")
        .asText();
  }

  private JsonNode call(String method, Map<String, Object> parameters) {
    int id = ++lastId;
    Map<String, Object> message = new java.util.LinkedHashMap<>();
    message.put("id", id);
    message.put("method", method);
    message.put("params", parameters);
    if (session != null) {
      message.put("sessionId", session);
    }
    socket.sendText(JSON.valueToTree(message).toString(), true).join();
    while (true) {
      JsonNode received = next();
      if (received.path("id").asInt(-1) != id) {
        events.add(received);
      } else if (received.has("error")) {
        throw new AssertionError(method + ": " + received.get("error"));
      } else {
        return received.get("result");
      }
    }
  }

  private JsonNode next() {
    try {
      JsonNode message = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (message == null) {
        throw new AssertionError("Chromium said nothing for " + PATIENCE_SECONDS + " s");
      }
      return message;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static String method(JsonNode event) {
    return event.path("method").asText();
  }

  @Override
  public void close() throws IOException {
    socket.abort();
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    try {
      // Its profile lies in a folder that is deleted next.
      process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Puts the parts of a message together. */
  private record Whole(LinkedBlockingQueue<JsonNode> messages, StringBuilder begun)
      implements WebSocket.Listener {
    Whole(LinkedBlockingQueue<JsonNode> messages) {
      this(messages, new StringBuilder());
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
      begun.append(part);
      if (last) {
        try {
          messages.add(JSON.readTree(begun.toString()));
        } catch (IOException e) {
          throw new AssertionError("not JSON from Chromium", e);
        }
        begun.setLength(0);
      }
      socket.request(1);
      return null;
    }
  }
}
