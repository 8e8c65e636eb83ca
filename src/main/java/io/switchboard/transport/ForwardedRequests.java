package io.switchboard.transport;

import io.switchboard.security.Forwarding;
import io.switchboard.security.Forwarding.Seen;
import io.switchboard.security.Origin;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.function.Predicate;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.HostPort;
import org.jspecify.annotations.Nullable;

/// Makes a request say of itself what is to be believed: who sent it, by which scheme and to which
/// host. Whatever handles it sees nothing else, and no header of a proxy's.
///
/// Jetty's own `ForwardedRequestCustomizer` and Spring's `ForwardedHeaderFilter` believe anybody,
/// and take the leftmost client, which is the one that a client itself can write.
final class ForwardedRequests implements HttpConfiguration.Customizer {

  private final Forwarding forwarding;
  private final Predicate<HttpURI> scope;

  /// @param scope the requests that it is for
  ForwardedRequests(Forwarding forwarding, Predicate<HttpURI> scope) {
    this.forwarding = forwarding;
    this.scope = scope;
  }

  @Override
  public Request customize(Request request, HttpFields.Mutable responseHeaders) {
    if (!scope.test(request.getHttpURI())) {
      return request;
    }
    HttpFields headers = request.getHeaders();
    Seen seen = see(request, headers);
    boolean forwarded = headers.stream().anyMatch(field -> Forwarding.isOfProxies(field.getName()));
    return forwarded || seen.client() != null || seen.server() != null
        ? new SeenRequest(request, seen)
        : request;
  }

  private Seen see(Request request, HttpFields headers) {
    SocketAddress peer = request.getConnectionMetaData().getRemoteSocketAddress();
    HttpURI uri = request.getHttpURI();
    String host = String.valueOf(uri.hasAuthority() ? uri.getAuthority() : headers.get("Host"));
    return forwarding.see(
        peer instanceof InetSocketAddress address ? address.getAddress() : null,
        String.valueOf(uri.getScheme()),
        host,
        headers::getValuesList);
  }

  private static final class SeenRequest extends Request.Wrapper {

    private final HttpURI uri;
    private final HttpFields headers;
    private final ConnectionMetaData connection;
    private final boolean secure;

    SeenRequest(Request request, Seen seen) {
      super(request);
      Origin server = seen.server();
      this.uri = server == null ? request.getHttpURI() : at(server, request.getHttpURI());
      this.headers = withoutProxies(request.getHeaders(), server);
      this.connection = new SeenConnection(request.getConnectionMetaData(), seen);
      this.secure = server == null ? request.isSecure() : server.isSecure();
    }

    private static HttpURI at(Origin server, HttpURI uri) {
      int port = server.isDefaultPort() ? -1 : server.port();
      return HttpURI.build(uri)
          .scheme(server.scheme())
          .authority(server.host(), port)
          .asImmutable();
    }

    private static HttpFields withoutProxies(HttpFields headers, @Nullable Origin server) {
      HttpFields.Mutable kept = HttpFields.build();
      headers.stream().filter(field -> !Forwarding.isOfProxies(field.getName())).forEach(kept::add);
      if (server != null) {
        kept.put(HttpHeader.HOST, authority(server));
      }
      return kept.asImmutable();
    }

    private static String authority(Origin server) {
      return server.isDefaultPort() ? server.host() : server.host() + ":" + server.port();
    }

    @Override
    public HttpURI getHttpURI() {
      return uri;
    }

    @Override
    public HttpFields getHeaders() {
      return headers;
    }

    @Override
    public ConnectionMetaData getConnectionMetaData() {
      return connection;
    }

    @Override
    public boolean isSecure() {
      return secure;
    }
  }

  private static final class SeenConnection extends ConnectionMetaData.Wrapper {

    private final Seen seen;

    SeenConnection(ConnectionMetaData connection, Seen seen) {
      super(connection);
      this.seen = seen;
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
      InetSocketAddress client = seen.client();
      return client == null ? super.getRemoteSocketAddress() : client;
    }

    @Override
    public HostPort getServerAuthority() {
      Origin server = seen.server();
      return server == null
          ? super.getServerAuthority()
          : new HostPort(server.host(), server.port());
    }
  }
}
