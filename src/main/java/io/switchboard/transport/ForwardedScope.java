package io.switchboard.transport;

import io.switchboard.security.EndpointPaths;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ContextHandler;

/// Of which requests the forwarded headers are judged here: an application that says nothing of
/// proxies to Switchboard deals with its own requests as it would without.
enum ForwardedScope {
  ALL,
  ENDPOINTS,
  NONE;

  /// @param server with its contexts
  Predicate<HttpURI> on(Server server, EndpointPaths endpoints) {
    List<String> contexts =
        server.getDescendants(ContextHandler.class).stream().map(ForwardedScope::prefix).toList();
    return switch (this) {
      case ALL -> _ -> true;
      case NONE -> _ -> false;
      case ENDPOINTS ->
          uri ->
              contexts.stream()
                  .anyMatch(context -> paths(uri).anyMatch(path -> in(context, path, endpoints)));
    };
  }

  private static String prefix(ContextHandler context) {
    String path = context.getContextPath();
    return path == null || path.equals("/") ? "" : path;
  }

  /// As it was written and as it is understood. One that is an endpoint's by either is taken for
  /// that, so that no way of writing it has a header believed there.
  private static Stream<String> paths(HttpURI uri) {
    return Stream.of(uri.getPath(), uri.getCanonicalPath(), uri.getDecodedPath())
        .flatMap(Stream::ofNullable);
  }

  private static boolean in(String context, String path, EndpointPaths endpoints) {
    return path.startsWith(context) && endpoints.contain(path.substring(context.length()));
  }
}
