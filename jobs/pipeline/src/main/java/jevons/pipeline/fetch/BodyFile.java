package jevons.pipeline.fetch;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * Writes a body to a file as it comes, up to a limit. What had come when it broke off stays in the
 * file, so that the rest can be asked for.
 */
final class BodyFile implements BodySubscriber<Path> {
  private final Path file;
  private final long from;
  private final long most;
  private final CompletableFuture<Path> done = new CompletableFuture<>();
  private Flow.Subscription subscription;
  private FileChannel channel;
  private long written;

  /**
   * @param from where in the file the body begins; what stands there or after is overwritten
   * @param most bytes of the whole file
   */
  BodyFile(Path file, long from, long most) {
    this.file = file;
    this.from = from;
    this.most = most;
  }

  @Override
  public CompletionStage<Path> getBody() {
    return done;
  }

  @Override
  public synchronized void onSubscribe(Flow.Subscription subscription) {
    this.subscription = subscription;
    if (done.isDone()) {
      subscription.cancel();
      return;
    }
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      channel.truncate(from);
      channel.position(from);
      written = from;
      subscription.request(Long.MAX_VALUE);
    } catch (IOException e) {
      end(e);
    }
  }

  @Override
  public synchronized void onNext(List<ByteBuffer> parts) {
    if (done.isDone()) {
      return;
    }
    try {
      for (ByteBuffer part : parts) {
        written += part.remaining();
        if (written > most) {
          end(FetchFailure.refused("more than " + (most >> 20) + " MB"));
          return;
        }
        while (part.hasRemaining()) {
          channel.write(part);
        }
      }
    } catch (IOException e) {
      end(e);
    }
  }

  @Override
  public synchronized void onError(Throwable broken) {
    close();
    done.completeExceptionally(broken);
  }

  @Override
  public synchronized void onComplete() {
    close();
    done.complete(file);
  }

  /** Nobody waits for the rest any more: nothing is written after this. */
  synchronized void abandon() {
    close();
    done.cancel(false);
  }

  private void end(Throwable why) {
    subscription.cancel();
    close();
    done.completeExceptionally(why);
  }

  private void close() {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      done.completeExceptionally(e);
    }
  }
}
