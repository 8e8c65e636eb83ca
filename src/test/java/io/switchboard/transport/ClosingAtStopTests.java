package io.switchboard.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.testing.RawWebSocket;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ClosingAtStopTests {

  @Test
  void saysGoodbyeToEverySessionBeforeTheServerStops() throws IOException {
    TestServer server = TestServer.start();
    try (StompSocket alice = StompSocket.connect(server.port(), "alice");
        StompSocket silent = StompSocket.open(server.port())) {

      CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::close);

      RawWebSocket.Frame first = alice.webSocket().readClose();
      RawWebSocket.Frame second = silent.webSocket().readClose();
      alice.webSocket().send(RawWebSocket.CLOSE, first.payload());
      silent.webSocket().send(RawWebSocket.CLOSE, second.payload());
      stopped.join();
      assertThat(first.closeCode()).isEqualTo(1001);
      assertThat(second.closeCode()).isEqualTo(1001);
    }
  }

  @Test
  void waitsForNobodyForEver() throws IOException {
    TestServer server = TestServer.start("switchboard.limits.close-timeout=200ms");
    try (StompSocket alice = StompSocket.connect(server.port(), "alice")) {

      server.close();

      assertThat(alice.webSocket().readClose().closeCode()).isEqualTo(1001);
    }
  }
}
