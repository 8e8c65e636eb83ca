package io.switchboard.security;

import java.util.List;
import java.util.stream.Stream;

/// The paths that clients connect to, and with them all that Switchboard takes of an application's.
/// Immutable.
public final class EndpointPaths {

  private static final String WS = "/ws";

  private static final List<String> SOCKJS = List.of("/sockjs");

  private static final List<String> SOCKJS_AND_ECHO = List.of("/sockjs", "/echo");

  /// Of which all that is below counts, too.
  private final List<String> trees;

  EndpointPaths(DiagnosticsProperties diagnostics) {
    this.trees = diagnostics.echo() ? SOCKJS_AND_ECHO : SOCKJS;
  }

  /// As Spring writes them.
  String[] patterns() {
    return all("/**");
  }

  /// As servlet containers do.
  String[] urlPatterns() {
    return all("/*");
  }

  private String[] all(String below) {
    return Stream.concat(Stream.of(WS), trees.stream().map(tree -> tree + below))
        .toArray(String[]::new);
  }

  /// Whether it is one of them, or below one.
  ///
  /// @param path without the context path of the application
  public boolean contain(String path) {
    return isAt(WS, path) || trees.stream().anyMatch(tree -> isAt(tree, path));
  }

  private static boolean isAt(String tree, String path) {
    return path.startsWith(tree)
        && (path.length() == tree.length() || path.charAt(tree.length()) == '/');
  }
}
