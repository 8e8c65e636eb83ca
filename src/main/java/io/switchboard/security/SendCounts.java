package io.switchboard.security;

import io.switchboard.broker.Transport;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Counts the SEND frames that were let in, by the policy of their channel and what carried them.
/// There are as many counts as the configuration has policies, whatever clients send.
///
/// Safe for use by any thread.
public final class SendCounts {

  /// In the place of a policy's name: what went to a controller, or to a channel by an API key that
  /// no policy covers.
  public static final String NO_POLICY = "none";

  private final Map<String, Map<Transport, LongAdder>> counts = new LinkedHashMap<>();

  /// Is told of each count.
  public interface Visitor {
    void visit(String policy, Transport transport, LongAdder count);
  }

  /// @param policies the names of all there are
  SendCounts(Collection<String> policies) {
    counts.put(NO_POLICY, adders());
    policies.forEach(policy -> counts.computeIfAbsent(policy, name -> adders()));
  }

  private static Map<Transport, LongAdder> adders() {
    Map<Transport, LongAdder> adders = new EnumMap<>(Transport.class);
    for (Transport transport : Transport.values()) {
      adders.put(transport, new LongAdder());
    }
    return adders;
  }

  /// @param policy `null` for none
  LongAdder of(@Nullable String policy, Transport transport) {
    Map<Transport, LongAdder> adders = counts.get(policy == null ? NO_POLICY : policy);
    LongAdder count = adders == null ? null : adders.get(transport);
    if (count == null) {
      throw new IllegalArgumentException("There is no policy " + policy);
    }
    return count;
  }

  public void forEach(Visitor visitor) {
    counts.forEach((policy, adders) ->
        adders.forEach((transport, count) -> visitor.visit(policy, transport, count)));
  }
}
