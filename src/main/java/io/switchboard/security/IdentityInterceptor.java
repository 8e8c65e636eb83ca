package io.switchboard.security;

import java.security.Principal;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;

/// Finds out whose the handshake is: by a token or an API key in `Authorization`, else by what the
/// application's own security says. One that is not valid is refused there and then; none at all is
/// left to CONNECT.
public final class IdentityInterceptor implements HandshakeInterceptor {

  private static final String IDENTITY = Identity.class.getName();

  private static final String SHOWN = SockJsSessions.Shown.class.getName();

  private final Credentials credentials;
  private final SockJsSessions sessions;
  private final RefusedRequests refused;

  IdentityInterceptor(Credentials credentials, SockJsSessions sessions, RefusedRequests refused) {
    this.credentials = credentials;
    this.sessions = sessions;
    this.refused = refused;
  }

  /// Who the handshake showed it is.
  public static @Nullable Principal user(Map<String, Object> attributes) {
    Identity identity = identity(attributes);
    return identity == null ? null : identity.principal();
  }

  /// The user of a session that was begun. Where the application's own handshake chose another than
  /// who signed in, that one it is, and the sign-in has nothing to do with it.
  ///
  /// @param chosen what the handshake gave the session
  public static @Nullable Principal settle(
      Map<String, Object> attributes, @Nullable Principal chosen) {
    Identity identity = identity(attributes);
    if (identity == null) {
      return chosen;
    }
    boolean login = identity.kind() == Identity.Kind.LOGIN;
    if (login && chosen != null && !chosen.equals(identity.principal())) {
      attributes.remove(IDENTITY);
      return chosen;
    }
    return identity.principal();
  }

  static @Nullable Identity identity(@Nullable Map<String, Object> attributes) {
    return attributes == null ? null : (Identity) attributes.get(IDENTITY);
  }

  /// What the first request of a SockJS session over HTTP showed.
  static SockJsSessions.Shown shown(Map<String, Object> attributes) {
    return attributes.get(SHOWN) instanceof SockJsSessions.Shown shown
        ? shown
        : SockJsSessions.Shown.NOTHING;
  }

  /// The same request, which names the user of its token or API key where it has one. By that the
  /// requests of one SockJS session are known to come from one user.
  ///
  /// Whatever a session that lives began with does for all its requests. How long it may go on is
  /// judged where its frames are: it may have been renewed since, or have yet to hear of its end.
  ///
  /// @return `null` where it shows what is not valid, and was refused for that
  public @Nullable ServerHttpRequest identified(
      ServerHttpRequest request, ServerHttpResponse response, String sockJsId) {
    String shown = Credentials.bearer(request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION));
    if (shown == null || !(request instanceof ServletServerHttpRequest servlet)) {
      return request;
    }
    Principal known = sessions.userOf(sockJsId, Hashes.sha256(shown));
    if (known != null) {
      return of(known, servlet);
    }
    return switch (credentials.check(shown)) {
      case Credential.Accepted accepted -> of(accepted.identity().principal(), servlet);
      case Credential.Rejected rejected -> {
        refuse(request, response, rejected);
        yield null;
      }
    };
  }

  private static ServerHttpRequest of(@Nullable Principal user, ServletServerHttpRequest request) {
    return new ServletServerHttpRequest(request.getServletRequest()) {
      @Override
      public @Nullable Principal getPrincipal() {
        return user;
      }
    };
  }

  @Override
  public boolean beforeHandshake(
      ServerHttpRequest request,
      ServerHttpResponse response,
      WebSocketHandler handler,
      Map<String, Object> attributes) {
    String shown = Credentials.bearer(request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION));
    if (shown == null) {
      return admit(login(request), request, response, attributes);
    }
    boolean admitted = admit(credentials.check(shown), request, response, attributes);
    if (admitted && request.getHeaders().getUpgrade() == null) {
      String hash = Hashes.sha256(shown);
      attributes.put(SHOWN, new SockJsSessions.Shown(hash, user(attributes)));
    }
    return admitted;
  }

  /// The same by the sign-in alone.
  boolean admitLogin(
      ServerHttpRequest request, ServerHttpResponse response, Map<String, Object> attributes) {
    return admit(login(request), request, response, attributes);
  }

  private boolean admit(
      @Nullable Credential credential,
      ServerHttpRequest request,
      ServerHttpResponse response,
      Map<String, Object> attributes) {
    return switch (credential) {
      case null -> true;
      case Credential.Accepted accepted -> {
        attributes.put(IDENTITY, accepted.identity());
        yield true;
      }
      case Credential.Rejected rejected -> refuse(request, response, rejected);
    };
  }

  private @Nullable Credential login(ServerHttpRequest request) {
    Principal user = request.getPrincipal();
    if (user == null || !(request instanceof ServletServerHttpRequest servlet)) {
      return null;
    }
    return credentials.checkLogin(user, servlet.getServletRequest().getSession(false));
  }

  private boolean refuse(
      ServerHttpRequest request, ServerHttpResponse response, Credential.Rejected rejected) {
    refused.add(request, rejected.code(), rejected.detail());
    Duration later = rejected.retryAfter();
    if (later != null) {
      return Answers.refuseForNow(
          response, HttpStatus.SERVICE_UNAVAILABLE, rejected.detail(), later);
    }
    response.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
    return Answers.refuse(response, HttpStatus.UNAUTHORIZED, rejected.detail());
  }

  @Override
  public void afterHandshake(
      ServerHttpRequest request,
      ServerHttpResponse response,
      WebSocketHandler handler,
      @Nullable Exception exception) {}
}
