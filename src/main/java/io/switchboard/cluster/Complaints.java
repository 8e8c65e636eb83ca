package io.switchboard.cluster;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says in the log why RabbitMQ cannot be used, each reason once until it can be.
///
/// Safe for use by any thread.
final class Complaints {

  private static final Logger LOG = LoggerFactory.getLogger(StompRelay.class);

  private enum Reason {
    UNREACHABLE,
    NO_STOMP,
    LOGIN_REFUSED
  }

  private final RelayProperties properties;
  private final Runnable tried;
  private final Set<Reason> said = ConcurrentHashMap.newKeySet();

  /// @param tried runs whenever it turned out that RabbitMQ cannot be used
  Complaints(RelayProperties properties, Runnable tried) {
    this.properties = properties;
    this.tried = tried;
  }

  /// The server's own connection could not be opened.
  void unreachable(Throwable failure) {
    tried.run();
    if (said.add(Reason.UNREACHABLE)) {
      LOG.warn(
          "RabbitMQ cannot be reached at {}: {}. Clients are told to come back; it is tried again"
              + " every {} s",
          properties,
          failure.getMessage(),
          RelayTcpClient.RETRY.toSeconds());
    }
  }

  /// The server's own connection was opened, and what is there said nothing, or nothing of STOMP.
  void noStomp() {
    tried.run();
    if (said.add(Reason.NO_STOMP)) {
      LOG.warn(
          "What listens at {} does not answer as STOMP: is it the port of RabbitMQ's STOMP plugin?"
              + " Clients are told to come back; it is tried again every {} s",
          properties,
          RelayTcpClient.RETRY.toSeconds());
    }
  }

  /// @param login the property that has it
  void loginRefused(String login, @Nullable String brokersWord) {
    tried.run();
    if (said.add(Reason.LOGIN_REFUSED)) {
      LOG.warn(
          "RabbitMQ refused the login of switchboard.relay.{}, at {}: {}. Clients are told to come"
              + " back",
          login,
          properties,
          brokersWord);
    }
  }

  /// RabbitMQ can be used: what comes after that is worth a word again.
  void settle() {
    said.clear();
  }

  /// The server lets go of RabbitMQ: nothing is worth a word.
  void end() {
    said.addAll(EnumSet.allOf(Reason.class));
  }
}
