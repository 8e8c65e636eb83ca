package io.switchboard.bench;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.stream.Stream;

/// The server that is measured, and as whom. Immutable.
///
/// @param authority as the `Host` header has it
/// @param path with its query
/// @param token empty for none
record Target(InetSocketAddress address, String authority, String path, String token) {

  private static final int DEFAULT_PORT = 80;

  static Target of(Arguments arguments) {
    URI uri = parse(arguments.text("--url", "ws://localhost:8080/ws"));
    String host = uri.getHost();
    if (!"ws".equals(uri.getScheme()) || host == null) {
      throw new IllegalArgumentException("--url takes ws://host:port/path, not " + uri);
    }
    int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
    return new Target(
        new InetSocketAddress(address(host, arguments.flag("--allow-remote")), port),
        host + ':' + port,
        path(uri),
        arguments.word("--token", ""));
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
