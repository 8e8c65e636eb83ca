package io.switchboard.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.testing.SockJsHttp;
import io.switchboard.testing.SockJsStomp;
import io.switchboard.testing.SockJsTransport;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a scraper reads after clients were there.
class TrafficMetersTests {

  @Test
  void tellWhatWasMovedAndNotByWhomOrWhere() throws IOException {
    try (TestServer server =
            TestServer.start(
                "management.server.port=0",
                "switchboard.channels.rooms.match=rooms.*",
                "switchboard.channels.rooms.subscribe=authenticated",
                "switchboard.channels.rooms.publish=authenticated");
        StompSocket alice = StompSocket.connect(server.port(), "alice-in-chains");
        StompSocket bob = StompSocket.connect(server.port(), "bob")) {
      alice.subscribe("1", "/topic/rooms.atrium");
      bob.subscribe("1", "/topic/rooms.atrium");
      bob.send("SEND\ndestination:/topic/elsewhere\nreceipt:r\n\nnobody hears");
      assertThat(bob.read().header("receipt-id")).isEqualTo("r");
      alice.publish("/topic/rooms.atrium", "one");
      alice.publish("/topic/rooms.atrium", "two");
      for (int i = 0; i < 2; i++) {
        alice.read();
        bob.read();
      }

      assertThat(scrape(server))
          .contains(
              "switchboard_sessions_active{transport=\"websocket\"} 2.0",
              "switchboard_sessions_active{transport=\"eventsource\"} 0.0",
              "switchboard_messages_received_total{policy=\"rooms\",transport=\"websocket\"} 2.0",
              "switchboard_messages_received_total{policy=\"all\",transport=\"websocket\"} 1.0",
              "switchboard_messages_received_total{policy=\"none\",transport=\"websocket\"} 0.0",
              "switchboard_messages_delivered_total 4.0",
              "switchboard_messages_dropped_total{code=\"4001\"} 0.0",
              "switchboard_messages_dropped_total{code=\"gone\"} 0.0",
              "switchboard_outbox_size_bytes 0.0",
              "switchboard_outbox_max_bytes ",
              "switchboard_delivery_duration_seconds_bucket{le=\"1.0E-4\"}",
              "switchboard_delivery_duration_seconds_bucket{le=\"10.0\"}",
              "switchboard_delivery_duration_seconds_count ",
              "switchboard_refusals_total{code=\"forbidden\"} 0.0",
              "switchboard_closes_total{code=\"1012\"} 0.0",
              "switchboard_rate_closed_total 0.0")
          .doesNotContain("atrium", "alice", "elsewhere", "bob");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "WEBSOCKET, sockjs-websocket",
    "XHR_STREAMING, xhr-streaming",
    "EVENTSOURCE, eventsource",
    "HTMLFILE, htmlfile",
    "XHR_POLLING, xhr-polling",
  })
  void nameTheTransport(SockJsTransport transport, String named) throws IOException {
    try (TestServer server = TestServer.start("management.server.port=0");
        SockJsStomp _ = SockJsStomp.connect(server.port(), transport, "alice")) {
      assertThat(scrape(server))
          .contains("switchboard_sessions_active{transport=\"" + named + "\"} 1.0");
    }
  }

  private static String scrape(TestServer server) throws IOException {
    int port = server.managementPort();
    return SockJsHttp.get(port, "/actuator/prometheus").body();
  }
}
