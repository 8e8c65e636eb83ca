package io.switchboard.operations;

import io.switchboard.broker.Session;
import io.switchboard.broker.SwitchboardBroker;
import io.switchboard.protocol.CloseCode;
import java.time.Duration;
import java.util.List;

/// The sessions of a broker, to take leave of.
record BrokerClients(SwitchboardBroker broker) implements Drain.Clients {

  @Override
  public List<Drain.Client> turnAway(String reason) {
    return broker.turnAway(CloseCode.RESTARTING, reason).stream()
        .<Drain.Client>map(Leaving::new)
        .toList();
  }

  @Override
  public int left() {
    return broker.sessions();
  }

  private record Leaving(Session session) implements Drain.Client {

    @Override
    public boolean isConnected() {
      return session.isConnected();
    }

    @Override
    public void retire(String reason, Duration patience) {
      session.retire(CloseCode.RESTARTING, reason, patience);
    }
  }
}
