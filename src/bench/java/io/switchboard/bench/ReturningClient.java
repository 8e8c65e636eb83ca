package io.switchboard.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A client that comes back as the server asks it to, and a random time of up to a second later;
/// where it finds nobody, after a random time of up to a second, then two, then four, up to 16.
final class ReturningClient implements WebSocket.Listener {

  private static final Pattern RETRY_AFTER = Pattern.compile("retry-after=(\\d+)");

  private final HttpClient http;
  private final ScheduledExecutorService clock;
  private final URI uri;
  private final AtomicInteger connected = new AtomicInteger();
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicInteger attempts = new AtomicInteger();
  private volatile long lastConnectedNanos;
  private volatile @Nullable WebSocket webSocket;
  private volatile boolean over;

  ReturningClient(HttpClient http, ScheduledExecutorService clock, URI uri) {
    this.http = http;
    this.clock = clock;
    this.uri = uri;
  }

  /// How often CONNECTED came.
  int connected() {
    return connected.get();
  }

  int attempts() {
    return attempts.get();
  }

  long lastConnectedNanos() {
    return lastConnectedNanos;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // what fails is tried again
  void connect() {
    attempts.incrementAndGet();
    http.newWebSocketBuilder()
        .subprotocols("v12.stomp")
        .buildAsync(uri, this)
        .whenComplete((opened, failure) -> {
          webSocket = opened;
          if (failure != null) {
            comeBack(0);
          }
        });
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // what fails is told to onError as well
  public void onOpen(WebSocket opened) {
    opened.sendText("CONNECT\naccept-version:1.2\nhost:localhost\n\n\0", true);
    opened.request(1);
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
    if (text.toString().startsWith("CONNECTED")) {
      failures.set(0);
      lastConnectedNanos = System.nanoTime();
      connected.incrementAndGet();
    }
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    Matcher retryAfter = RETRY_AFTER.matcher(reason);
    comeBack(retryAfter.find() ? Integer.parseInt(retryAfter.group(1)) : 0);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable failure) {
    comeBack(0);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // it throws nothing
  private void comeBack(int seconds) {
    if (!over) {
      int random = seconds > 0 ? 1000 : 1000 << Math.min(4, failures.getAndIncrement());
      long millis = seconds * 1000L + ThreadLocalRandom.current().nextInt(random);
      clock.schedule(this::connect, millis, TimeUnit.MILLISECONDS);
    }
  }

  void leave() {
    over = true;
    WebSocket open = webSocket;
    if (open != null) {
      open.abort();
    }
  }
}
