package io.switchboard.transport;

import java.net.HttpCookie;
import java.net.URI;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.websocket.api.ExtensionConfig;
import org.eclipse.jetty.websocket.api.UpgradeRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.util.LinkedCaseInsensitiveMap;
import org.springframework.web.socket.WebSocketHttpHeaders;
import org.springframework.web.util.UriComponentsBuilder;

/// What a Jetty session may be asked of its handshake, with nothing else behind it. Jetty's own
/// keeps the whole HTTP request alive with its channel, parser and filters: 5 KB for as long as the
/// connection lives. Cookies and `Authorization` are none of it.
///
/// The headers are its own until Spring's session has copied them, and from then on that session's.
final class PastUpgradeRequest implements UpgradeRequest {

  private final URI uri;
  private final @Nullable Principal user;
  private volatile HttpHeaders headers;

  PastUpgradeRequest(UpgradeRequest request) {
    this.uri = request.getRequestURI();
    this.user = request.getUserPrincipal();
    this.headers = KeptHeaders.of(request.getHeaders());
  }

  /// Spring's session keeps the headers from now on.
  void share(HttpHeaders kept) {
    headers = kept;
  }

  /// They were the handshake's to look at.
  @Override
  public List<HttpCookie> getCookies() {
    return List.of();
  }

  @Override
  public List<ExtensionConfig> getExtensions() {
    return List.of();
  }

  @Override
  public @Nullable String getHeader(String name) {
    return headers.getFirst(name);
  }

  @Override
  public int getHeaderInt(String name) {
    String value = getHeader(name);
    return value == null ? -1 : Integer.parseInt(value);
  }

  @Override
  public Map<String, List<String>> getHeaders() {
    Map<String, List<String>> map = new LinkedCaseInsensitiveMap<>();
    headers.forEach(map::put);
    return map;
  }

  @Override
  public List<String> getHeaders(String name) {
    return headers.getOrEmpty(name);
  }

  @Override
  public @Nullable String getHost() {
    return uri.getHost();
  }

  @Override
  public String getHttpVersion() {
    return "HTTP/1.1";
  }

  @Override
  public String getMethod() {
    return "GET";
  }

  @Override
  public @Nullable String getOrigin() {
    return headers.getOrigin();
  }

  @Override
  public Map<String, List<String>> getParameterMap() {
    return UriComponentsBuilder.fromUri(uri).build().getQueryParams();
  }

  @Override
  public String getProtocolVersion() {
    return "13";
  }

  @Override
  public @Nullable String getQueryString() {
    return uri.getQuery();
  }

  @Override
  public URI getRequestURI() {
    return uri;
  }

  @Override
  public List<String> getSubProtocols() {
    return new WebSocketHttpHeaders(headers).getSecWebSocketProtocol();
  }

  @Override
  public @Nullable Principal getUserPrincipal() {
    return user;
  }

  @Override
  public boolean hasSubProtocol(String name) {
    return getSubProtocols().stream().anyMatch(name::equalsIgnoreCase);
  }

  @Override
  public boolean isSecure() {
    return "wss".equals(uri.getScheme()) || "https".equals(uri.getScheme());
  }
}
