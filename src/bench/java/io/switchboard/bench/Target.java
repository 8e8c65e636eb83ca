package io.switchboard.bench;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// The server that is measured, and as whom. Immutable.
///
/// @param authority as the `Host` header has it
/// @param path with its query
/// @param token empty for none
/// @param tls `null` for none
record Target(
    InetSocketAddress address,
    String authority,
    String path,
    String token,
    @Nullable SSLContext tls) {

  static Target of(Arguments arguments) {
    URI uri = parse(arguments.text("--url", "ws://localhost:8080/ws"));
    String host = uri.getHost();
    boolean secure = "wss".equals(uri.getScheme());
    if ((!secure && !"ws".equals(uri.getScheme())) || host == null) {
      throw new IllegalArgumentException(
          "--url takes ws://host:port/path or wss://host:port/path, not " + uri);
    }
    int usual = secure ? 443 : 80;
    int port = uri.getPort() < 0 ? usual : uri.getPort();
    return new Target(
        new InetSocketAddress(address(host, arguments.flag("--allow-remote")), port),
        host + ':' + port,
        path(uri),
        arguments.word("--token", ""),
        secure ? TrustedCertificate.of(arguments.text("--ca", "")) : null);
  }

  int port() {
    return address.getPort();
  }

  String url() {
    return (tls == null ? "ws://" : "wss://") + authority + path;
  }

  /// What a client reads and writes on its socket.
  ByteChannel over(SocketChannel socket) {
    return tls == null ? socket : new TlsChannel(socket, tls, this);
  }

  private static InetAddress address(String host, boolean remote) {
    InetAddress[] addresses = resolve(host);
    if (!remote && !Stream.of(addresses).allMatch(InetAddress::isLoopbackAddress)) {
      throw new IllegalArgumentException(
          host + " is not this machine. If that server is yours to load, add --allow-remote.");
    }
    return addresses[0];
  }

  private static URI parse(String url) {
    try {
      return new URI(url);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("--url is not a URL: " + url, e);
    }
  }

  private static InetAddress[] resolve(String host) {
    try {
      return InetAddress.getAllByName(host);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("There is no host " + host, e);
    }
  }

  private static String path(URI uri) {
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return uri.getRawQuery() == null ? path : path + '?' + uri.getRawQuery();
  }
}
