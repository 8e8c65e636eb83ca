package io.switchboard.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.switchboard.protocol.CloseCode;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionIdListener;
import jakarta.servlet.http.HttpSessionListener;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationListener;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.util.WebUtils;

/// Ties connections to the HTTP session they were opened with: its end is theirs, and it does not
/// end in time while they are there. Also remembers when somebody signed in.
///
/// Safe for use by any thread.
final class SignIns
    implements HttpSessionListener,
        HttpSessionIdListener,
        ApplicationListener<InteractiveAuthenticationSuccessEvent> {

  private static final String SIGNED_IN = SignIns.class.getName() + ".SIGNED_IN";

  private static final String ID = SignIns.class.getName() + ".ID";

  /// What a handshake and its connection may take besides.
  private static final Duration MARGIN = Duration.ofMinutes(5);

  private final Connections connections;
  private final InstantSource clock;
  private final Cache<String, Boolean> ended;

  /// @param longestConnect how long a connection may take to its CONNECT
  /// @param nanos a clock that never goes back
  SignIns(
      Connections connections, InstantSource clock, Duration longestConnect, LongSupplier nanos) {
    this.connections = connections;
    this.clock = clock;
    this.ended =
        Caffeine.newBuilder()
            .ticker(nanos::getAsLong)
            .expireAfterWrite(longestConnect.plus(MARGIN))
            .maximumSize(100_000)
            .build();
  }

  /// When somebody signed in with this session; where that was not seen, when it began.
  static Instant signedIn(HttpSession session) {
    return session.getAttribute(SIGNED_IN) instanceof Long millis
        ? Instant.ofEpochMilli(millis)
        : Instant.ofEpochMilli(session.getCreationTime());
  }

  /// A name of ours for the session, since the container's changes at a sign-in, and is a secret.
  static String idOf(HttpSession session) {
    synchronized (WebUtils.getSessionMutex(session)) { // two handshakes may come at once
      if (session.getAttribute(ID) instanceof String known) {
        return known;
      }
      String id = UUID.randomUUID().toString();
      session.setAttribute(ID, id);
      return id;
    }
  }

  /// Whether the HTTP session has ended, as long as a connection may come that began with it.
  boolean hasEnded(@Nullable LoginSession httpSession) {
    return httpSession != null && ended.getIfPresent(httpSession.id()) != null;
  }

  /// Has no HTTP session end in time that a connection hangs on.
  void keep() {
    for (Connection connection : connections.all()) {
      LoginSession session = connection.identity().httpSession();
      if (session != null) {
        session.touch();
      }
    }
  }

  @Override
  public void onApplicationEvent(InteractiveAuthenticationSuccessEvent event) {
    if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request) {
      HttpSession session = request.getRequest().getSession(false);
      if (session != null) {
        session.setAttribute(SIGNED_IN, clock.millis());
      }
    }
  }

  /// Whoever signs in again goes on with the session. The way to it is good for one id of the
  /// container's.
  @Override
  public void sessionIdChanged(HttpSessionEvent event, String before) {
    if (event.getSession().getAttribute(ID) instanceof String) {
      LoginSession session = LoginSession.of(event.getSession());
      connections.all().forEach(connection -> connection.follow(session));
    }
  }

  @Override
  public void sessionDestroyed(HttpSessionEvent event) {
    if (!(event.getSession().getAttribute(ID) instanceof String id)) {
      return; // nobody connected with it
    }
    ended.put(id, true);
    for (Connection connection : connections.all()) {
      LoginSession session = connection.identity().httpSession();
      if (session != null && session.id().equals(id)) {
        connection.session().putOut(CloseCode.TOKEN, "signed out");
      }
    }
  }
}
