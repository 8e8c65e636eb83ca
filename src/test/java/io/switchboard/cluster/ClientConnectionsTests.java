package io.switchboard.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.cluster.BrokerConnectionTests.SilentHandler;
import io.switchboard.cluster.BrokerConnectionTests.StuckSocket;
import org.junit.jupiter.api.Test;

class ClientConnectionsTests {

  private final ClientConnections connections = new ClientConnections(1);
  private final SilentHandler relay = new SilentHandler();
  private final StuckSocket socket = new StuckSocket();
  private final BrokerConnection connection =
      new BrokerConnection(relay, 1000, () -> connections.closed("s"));

  @Test
  void hasNoMorePlacesThanItMay() {
    assertThat(connections.claim("s")).isTrue();
    assertThat(connections.claim("other")).isFalse();
  }

  @Test
  void freesThePlaceOfWhoLeavesBeforeAConnectionIsOpened() {
    connections.claim("s");

    connections.leave("s");
    connections.leave("s");

    assertThat(connections.open("s", connection)).isFalse();
    connections.closed("s");
    assertThat(connections.claim("other")).isTrue();
    assertThat(connections.claim("third")).isFalse();
  }

  @Test
  void keepsThePlaceUntilTheSocketIsClosed() {
    connections.claim("s");
    connections.open("s", connection);
    connection.afterConnected(socket);

    connections.leave("s");

    assertThat(socket.closed).isTrue();
    assertThat(connections.claim("other")).isFalse();

    connection.gone();
    connection.gone();

    assertThat(connections.claim("other")).isTrue();
    assertThat(connections.claim("third")).isFalse();
  }

  @Test
  void closesAConnectionThatComesAboutTooLate() {
    connections.claim("s");
    connections.open("s", connection);

    connections.leave("s");
    connection.afterConnected(socket);

    assertThat(socket.closed).isTrue();
    assertThat(relay.closed).isTrue();
  }

  @Test
  void leavesAnAcceptedConnectionToItsDisconnect() {
    connections.claim("s");
    connections.open("s", connection);
    connection.afterConnected(socket);
    connection.handleMessage(BrokerConnectionTests.connected());

    connections.leave("s");

    assertThat(socket.closed).isFalse();
  }
}
