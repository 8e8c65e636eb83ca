package io.switchboard.broker;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.springframework.context.event.EventListener;
import org.springframework.web.socket.messaging.SessionConnectEvent;

/// Looks into the lanes and outboxes of a server of which it is a bean. It knows the lanes by the
/// sessions that connected, which it does not keep.
public final class BrokerProbe {

  private final Set<Lane> lanes = ConcurrentHashMap.newKeySet();
  private final Map<String, WeakReference<Session>> sessions = new ConcurrentHashMap<>();

  @EventListener
  void connected(SessionConnectEvent event) {
    Session session = Objects.requireNonNull(Inbound.session(event.getMessage()));
    lanes.add(session.lane());
    sessions.put(Objects.requireNonNull(event.getUser()).getName(), new WeakReference<>(session));
  }

  /// What the user's newest session was sent and its socket has not taken.
  public int unsentBytes(String user) {
    Session session = Objects.requireNonNull(sessions.get(user)).get();
    return session == null ? 0 : ask(session.lane(), lane -> session.outbox().unsentBytes());
  }

  /// Whether each lane has forgotten all subscriptions, and all that it found by them.
  public boolean registriesAreEmpty() {
    return lanes.stream().allMatch(one -> ask(one, lane -> lane.registry().isEmpty()));
  }

  /// Sessions whose clock is being watched.
  public int deadlines() {
    return lanes.stream().mapToInt(one -> ask(one, lane -> lane.wheel().size())).sum();
  }

  private static <T> T ask(Lane lane, Function<Lane, T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    lane.execute(() -> answer.complete(question.apply(lane)));
    return answer.orTimeout(15, TimeUnit.SECONDS).join();
  }
}
