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

  private final Credentials credentials;

  IdentityInterceptor(Credentials credentials) {
    this.credentials = credentials;
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

  /// The same request, which names the user of its token or API key where it has a valid one. By
  /// that the requests of one SockJS session are known to come from one user.
  public ServerHttpRequest identified(ServerHttpRequest request) {
    String shown = Credentials.bearer(request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION));
    if (shown == null
        || !(request instanceof ServletServerHttpRequest servlet)
        || !(credentials.check(shown) instanceof Credential.Accepted accepted)) {
      return request;
    }
    return new ServletServerHttpRequest(servlet.getServletRequest()) {
      @Override
      public @Nullable Principal getPrincipal() {
        return accepted.identity().principal();
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
    return admit(shown == null ? login(request) : credentials.check(shown), response, attributes);
  }

  /// The same by the sign-in alone.
  boolean admitLogin(
      ServerHttpRequest request, ServerHttpResponse response, Map<String, Object> attributes) {
    return admit(login(request), response, attributes);
  }

  private static boolean admit(
      @Nullable Credential credential,
      ServerHttpResponse response,
      Map<String, Object> attributes) {
    return switch (credential) {
      case null -> true;
      case Credential.Accepted accepted -> {
        attributes.put(IDENTITY, accepted.identity());
        yield true;
      }
      case Credential.Rejected rejected -> refuse(response, rejected);
    };
  }

  private @Nullable Credential login(ServerHttpRequest request) {
    Principal user = request.getPrincipal();
    if (user == null || !(request instanceof ServletServerHttpRequest servlet)) {
      return null;
    }
    return credentials.checkLogin(user, servlet.getServletRequest().getSession(false));
  }

  private static boolean refuse(ServerHttpResponse response, Credential.Rejected rejected) {
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
