package io.switchboard.transport;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.websocket.api.ExtensionConfig;
import org.eclipse.jetty.websocket.api.UpgradeResponse;
import org.jspecify.annotations.Nullable;

/// What is worth keeping of the answer to a handshake, in the place of Jetty's own, for the same
/// reason as with [PastUpgradeRequest].
record PastUpgradeResponse(@Nullable String protocol) implements UpgradeResponse {

  @Override
  public @Nullable String getAcceptedSubProtocol() {
    return protocol;
  }

  @Override
  public List<ExtensionConfig> getExtensions() {
    return List.of();
  }

  @Override
  public @Nullable String getHeader(String name) {
    return null;
  }

  @Override
  public Set<String> getHeaderNames() {
    return Set.of();
  }

  @Override
  public Map<String, List<String>> getHeaders() {
    return Map.of();
  }

  @Override
  public List<String> getHeaders(String name) {
    return List.of();
  }

  @Override
  public int getStatusCode() {
    return 101;
  }
}
