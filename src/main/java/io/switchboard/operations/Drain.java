package io.switchboard.operations;

import io.switchboard.security.Entrance;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;

/// Takes leave of every client when the application stops, while its web server still runs: load
/// balancers first see that it is out of service, then nobody more is let in, and those who are
/// there are told, a batch a second, that the server restarts and when each may come back. What is
/// queued for a client is sent before that. Ends when all have gone, and in any case in time.
final class Drain implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Drain.class);

  /// Among the first to stop: before Boot's graceful shutdown of the web server.
  private static final int PHASE = Integer.MAX_VALUE;

  private static final long SECOND_MILLIS = 1_000;
  private static final long LOOK_MILLIS = 5;

  private final Clients clients;
  private final Entrance entrance;
  private final ApplicationEventPublisher events;
  private final DrainProperties properties;
  private final Duration goodbye;
  private final Time time;
  private volatile boolean running;
  private volatile boolean draining;

  /// Whoever is connected.
  interface Clients {

    /// Turns away who comes from now on, until the application is started again.
    ///
    /// @return who is there
    List<Client> turnAway(String reason);

    /// How many are still there.
    int left();
  }

  /// One that is connected.
  interface Client {

    boolean isConnected();

    /// Closes it when what it asked for was carried out, or patience has an end.
    void retire(String reason, Duration patience);
  }

  /// For a test to let it pass.
  interface Time {

    /// Never goes back.
    long millis();

    void sleep(long millis) throws InterruptedException;
  }

  /// @param goodbye how long a client may take to answer a close
  Drain(
      Clients clients,
      Entrance entrance,
      ApplicationEventPublisher events,
      DrainProperties properties,
      Duration goodbye,
      Time time) {
    this.clients = clients;
    this.entrance = entrance;
    this.events = events;
    this.properties = properties;
    this.goodbye = goodbye;
    this.time = time;
  }

  /// Whether clients are being taken leave of, or all have gone.
  boolean isDraining() {
    return draining;
  }

  @Override
  public void start() {
    running = true;
    if (draining) {
      draining = false;
      entrance.open();
      say(ReadinessState.ACCEPTING_TRAFFIC);
    }
  }

  /// Returns when it is done, so that no timeout of a phase can cut it short.
  @Override
  public void stop() {
    running = false;
    draining = true;
    say(ReadinessState.REFUSING_TRAFFIC);
    sleep(properties.announce().toMillis());
    Parting parting = new Parting();
    parting.tellAll();
    parting.awaitGoodbyes();
  }

  private void say(ReadinessState state) {
    AvailabilityChangeEvent.publish(events, this, state);
  }

  /// One time that the application stops.
  private final class Parting {

    private final long startMillis = time.millis();
    private final long endMillis = startMillis + properties.timeout().toMillis();
    private final List<Client> all;
    private final DrainPlan plan;
    private int told;

    /// Half-open connections first: what they say next would be in vain.
    Parting() {
      DrainPlan expected = planFor(clients.left());
      entrance.close(Duration.ofSeconds(expected.retryAfterAllSeconds()));
      all =
          clients.turnAway(reason(expected.retryAfterAllSeconds())).stream()
              .sorted(Comparator.comparing(Client::isConnected))
              .toList();
      plan = planFor(all.size());
      LOG.info("Stopping: {} sessions are closed in {} s", all.size(), plan.seconds());
    }

    private DrainPlan planFor(int count) {
      Duration telling = properties.timeout().minus(goodbye);
      return DrainPlan.of(count, properties.rate(), telling, properties.restart());
    }

    /// All that are left at once where this thread is interrupted.
    void tellAll() {
      int halfOpen = (int) all.stream().filter(client -> !client.isConnected()).count();
      tell(Math.max(halfOpen, plan.batch()), 0);
      for (int second = 1; told < all.size() && clients.left() > 0; second++) {
        tell(sleepUntil(second) ? plan.batch() : all.size(), second);
      }
    }

    private boolean sleepUntil(int second) {
      return sleep(startMillis + second * SECOND_MILLIS - time.millis());
    }

    /// So many more. A late second counts for what it is.
    private void tell(int count, int second) {
      int until = (int) Math.min(all.size(), (long) told + count);
      long left = endMillis - time.millis();
      long now = Math.max(second, (time.millis() - startMillis) / SECOND_MILLIS);
      for (; told < until; told++) {
        all.get(told)
            .retire(reason(plan.retryAfterSeconds(told, now)), Duration.ofMillis(left / 2));
      }
    }

    private static String reason(long retryAfterSeconds) {
      return "restarting, retry-after=" + retryAfterSeconds;
    }

    void awaitGoodbyes() {
      while (clients.left() > 0 && time.millis() < endMillis && sleep(LOOK_MILLIS)) {
        // they go one by one
      }
      LOG.info("Stopping: {} sessions are left", clients.left());
    }
  }

  /// @return `false` where somebody wants this thread to end, who is told again
  private boolean sleep(long millis) {
    try {
      if (millis > 0) {
        time.sleep(millis);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
