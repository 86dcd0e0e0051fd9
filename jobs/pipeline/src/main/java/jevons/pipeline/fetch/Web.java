package jevons.pipeline.fetch;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import jevons.pipeline.config.FetchSettings.Patience;
import jevons.pipeline.table.ExitCode;
import jevons.pipeline.table.JevonsException;

/**
 * Asks one provider, politely: at its rate, again when it is busy, on from where an answer broke
 * off, not at all for what has not changed. Sends nothing to another host, and to no one without
 * https but this machine.
 */
final class Web {
  private static final int MOST_REDIRECTS = 5;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final Set<Integer> BUSY = Set.of(408, 429, 500, 502, 503, 504);
  private static final int OK = 200;
  private static final int PARTIAL = 206;
  private static final int NOT_MODIFIED = 304;
  private static final int NO_SUCH_RANGE = 416;
  // Failsafe spreads waits by this share either way; an asked wait is lengthened to stay kept.
  private static final double JITTER = 0.2;

  private final URI base;
  private final String userAgent;
  private final Patience patience;
  private final Clock clock;
  private final Pace pace;
  private final HttpClient client;

  /**
   * @param base the provider's address: requests go to its host alone
   * @param requestsPerSecond at most
   */
  Web(URI base, String userAgent, int requestsPerSecond, Patience patience, Clock clock) {
    this.base = base;
    this.userAgent = userAgent;
    this.patience = patience;
    this.clock = clock;
    this.pace = new Pace(requestsPerSecond);
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(patience.timeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /**
   * The whole answer, in {@code body}; empty when {@code known} still holds at the provider.
   *
   * @throws FetchFailure after the last attempt, or at once when another would not help
   */
  Optional<Received> get(Address address, ContentKind kind, Validators known, Path body) {
    Transfer transfer = new Transfer(address, kind, known, body);
    RetryPolicy<Object> again =
        RetryPolicy.builder()
            .handleIf(failure -> failure instanceof FetchFailure f && f.mayPass())
            .withMaxAttempts(patience.attempts())
            .withBackoff(patience.firstWait(), patience.longestWait())
            .withJitter(JITTER)
            .withDelayFn(context -> askedWait(context.getLastException()))
            .build();
    try {
      return Failsafe.with(again).get(transfer::attempt);
    } catch (FailsafeException e) {
      if (e.getCause() instanceof InterruptedException) {
        Thread.currentThread().interrupt();
        throw FetchFailure.refused("interrupted while it was asked for");
      }
      throw e;
    }
  }

  /** Negative: none was asked for, so the doubling one is taken. */
  private static Duration askedWait(Throwable failure) {
    return failure instanceof FetchFailure f && f.askedWait().isPresent()
        ? Duration.ofMillis((long) Math.ceil(f.askedWait().get().toMillis() / (1 - JITTER)))
        : Duration.ofMillis(-1);
  }

  /** One file on its way, through its attempts. */
  private final class Transfer {
    private final Address address;
    private final ContentKind kind;
    private final Validators known;
    private final Path body;
    private Validators begun = Validators.NONE;
    private final AtomicReference<BodyFile> coming = new AtomicReference<>();
    private int redirects;

    Transfer(Address address, ContentKind kind, Validators known, Path body) {
      this.address = address;
      this.kind = kind;
      this.known = known;
      this.body = body;
    }

    Optional<Received> attempt() throws InterruptedException {
      redirects = 0;
      URI to = address.sent();
      while (true) {
        HttpResponse<Path> answer = send(to);
        int status = answer.statusCode();
        if (status == NOT_MODIFIED && !known.isEmpty()) {
          return Optional.empty();
        }
        if (!REDIRECTS.contains(status)) {
          refuseUnlessWhole(answer);
          return Optional.of(received(answer));
        }
        to = redirected(to, answer);
      }
    }

    private HttpResponse<Path> send(URI to) throws InterruptedException {
      pace.await();
      HttpRequest.Builder request =
          HttpRequest.newBuilder(to)
              .header("User-Agent", userAgent)
              .header("Accept-Encoding", "identity")
              .timeout(patience.timeout());
      long there = there();
      if (there > 0) {
        request.header("Range", "bytes=" + there + "-");
        request.header("If-Range", begun.strong().orElseThrow());
      } else {
        known.etag().ifPresent(tag -> request.header("If-None-Match", tag));
        known.lastModified().ifPresent(day -> request.header("If-Modified-Since", day));
      }
      CompletableFuture<HttpResponse<Path>> answer =
          client.sendAsync(request.build(), handler(there));
      try {
        return answer.get(patience.timeout().toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        giveUp(answer);
        throw FetchFailure.down(
            "%s was not there after %.1f s".formatted(address, patience.timeout().toMillis() / 1e3),
            e);
      } catch (InterruptedException e) {
        giveUp(answer);
        throw e;
      } catch (ExecutionException e) {
        throw broken(e.getCause());
      }
    }

    private void giveUp(CompletableFuture<HttpResponse<Path>> answer) {
      answer.cancel(true);
      BodyFile file = coming.getAndSet(null);
      if (file != null) {
        file.abandon();
      }
    }

    /** Bytes of an earlier attempt that may be gone on from. */
    private long there() {
      try {
        return begun.strong().isPresent() && Files.exists(body) ? Files.size(body) : 0;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private BodyHandler<Path> handler(long there) {
      return info -> {
        int status = info.statusCode();
        if (status != OK && status != PARTIAL) {
          return BodySubscribers.replacing(body);
        }
        if (status == OK) {
          begun = resumable(info.headers());
        }
        long from = status == PARTIAL ? there : 0;
        long length = info.headers().firstValueAsLong("Content-Length").orElse(0);
        if (from + length > patience.mostBytes()) {
          throw tooLarge(from + length);
        }
        BodyFile file = new BodyFile(body, from, patience.mostBytes());
        coming.set(file);
        return file;
      };
    }

    private RuntimeException broken(Throwable why) {
      if (why instanceof FetchFailure refused) {
        return FetchFailure.refused(address + " gave " + refused.getMessage() + limit());
      }
      if (why.getCause() instanceof FetchFailure refused) {
        return FetchFailure.refused(address + " gave " + refused.getMessage() + limit());
      }
      String words = address.withoutKey(String.valueOf(why.getMessage()));
      if (why instanceof java.nio.file.FileSystemException || isFull(why)) {
        return new JevonsException(
            ExitCode.RESOURCES, body + " cannot be written: " + words + ". Free some space.", why);
      }
      boolean begunToCome = there() > 0;
      String message = address + " broke off: " + why.getClass().getSimpleName() + ", " + words;
      return begunToCome
          ? FetchFailure.cutOff(message, why)
          : FetchFailure.down(
              "%s: %s does not answer (%s)"
                  .formatted(
                      address,
                      base.getHost(),
                      why.getClass().getSimpleName()
                          // Of a refused connection Java says no more than its class.
                          + (why.getMessage() == null ? "" : ", " + words)),
              why);
    }

    private boolean isFull(Throwable why) {
      return String.valueOf(why.getMessage()).contains("No space left on device");
    }

    private FetchFailure tooLarge(long bytes) {
      return FetchFailure.refused("%.1f MB".formatted(bytes / (double) (1 << 20)));
    }

    private String limit() {
      return ", more than jevons.fetch.most-megabytes = %d. Another file, or raise the limit"
          .formatted(patience.mostBytes() >> 20);
    }

    private void refuseUnlessWhole(HttpResponse<Path> answer) {
      int status = answer.statusCode();
      Optional<String> type = answer.headers().firstValue("Content-Type");
      if (status == NO_SUCH_RANGE) {
        begun = Validators.NONE;
        throw FetchFailure.cutOff(address + " cannot be gone on with; from the start again", null);
      }
      if (BUSY.contains(status)) {
        throw busy(status, answer.headers());
      }
      if (status == 401 || status == 402 || status == 403) {
        throw FetchFailure.refused(
            "%s: status %d. The provider refuses the key, the plan or jevons.fetch.contact (User-Agent)"
                .formatted(address, status));
      }
      if (status != OK && status != PARTIAL) {
        throw FetchFailure.refused("%s: status %d".formatted(address, status));
      }
      if (!kind.accepts(type)) {
        throw FetchFailure.refused(
            "%s is %s, not %s: %s"
                .formatted(
                    address,
                    type.orElse("without a type"),
                    kind.words(),
                    address.pageMeaning().orElse("an error page, or the provider moved the file")));
      }
      Optional<String> encoding =
          answer.headers().firstValue("Content-Encoding").filter(e -> !e.equals("identity"));
      if (encoding.isPresent()) {
        throw FetchFailure.refused(
            "%s came packed as %s, which was not asked for".formatted(address, encoding.get()));
      }
      if (status == PARTIAL) {
        refuseUnlessRest(answer.headers());
      }
    }

    /** {@code Content-Range: bytes 100-199/200} has to end the file that is there. */
    private void refuseUnlessRest(HttpHeaders headers) {
      String range = headers.firstValue("Content-Range").orElse("");
      String total = range.substring(range.lastIndexOf('/') + 1);
      boolean ends = total.equals("*") || total.equals(String.valueOf(there()));
      if (!range.startsWith("bytes ") || !ends) {
        begun = Validators.NONE;
        throw FetchFailure.cutOff(
            "%s: the rest that came (%s) does not end the file".formatted(address, range), null);
      }
    }

    private FetchFailure busy(int status, HttpHeaders headers) {
      Optional<Duration> wait = headers.firstValue("Retry-After").flatMap(Web.this::wait);
      String message = "%s: status %d, the provider is busy or down".formatted(address, status);
      return wait.isPresent() && wait.get().compareTo(patience.longestWait()) > 0
          ? FetchFailure.tooBusy(
              "%s: status %d, come back in %d s, more than jevons.fetch.longest-wait-seconds = %d"
                  .formatted(
                      address, status, wait.get().toSeconds(), patience.longestWait().toSeconds()))
          : FetchFailure.busy(message, wait);
    }

    private URI redirected(URI from, HttpResponse<Path> answer) {
      String location = answer.headers().firstValue("Location").orElse("");
      URI to;
      try {
        to = from.resolve(location);
      } catch (IllegalArgumentException e) {
        throw FetchFailure.refused(address + " is moved to no address");
      }
      if (++redirects > MOST_REDIRECTS) {
        throw FetchFailure.refused(
            "%s is moved more than %d times".formatted(address, MOST_REDIRECTS));
      }
      // Of another address only its host is told: the rest may carry the key.
      boolean sameHost = base.getHost().equalsIgnoreCase(to.getHost());
      boolean sameWay = base.getScheme().equals(to.getScheme()) && base.getPort() == to.getPort();
      if (!sameHost || !sameWay || to.getUserInfo() != null) {
        throw FetchFailure.refused(
            "%s is moved to %s://%s, which is not %s: name it in the settings if it is right"
                .formatted(address, to.getScheme(), to.getHost(), base));
      }
      return to;
    }

    private Received received(HttpResponse<Path> answer) {
      Validators now = validators(answer.headers());
      return new Received(
          address, body, Sha256.of(body), now.isEmpty() ? begun : now, clock.instant());
    }
  }

  /** Seconds, or a moment in the form that HTTP has. */
  private Optional<Duration> wait(String retryAfter) {
    String words = retryAfter.strip();
    if (words.matches("\\d{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(words)));
    }
    try {
      ZonedDateTime until = ZonedDateTime.parse(words, DateTimeFormatter.RFC_1123_DATE_TIME);
      Duration wait = Duration.between(clock.instant(), until.toInstant());
      return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Validators resumable(HttpHeaders headers) {
    boolean never = headers.firstValue("Accept-Ranges").filter("none"::equals).isPresent();
    return never ? Validators.NONE : validators(headers);
  }

  private static Validators validators(HttpHeaders headers) {
    return new Validators(headers.firstValue("ETag"), headers.firstValue("Last-Modified"));
  }
}
