package io.switchboard.protocol;

import static io.switchboard.protocol.Wire.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.protocol.ClientFrame.Connect;
import io.switchboard.protocol.ClientFrame.Send;
import org.junit.jupiter.api.Test;

class ClientFrameTests {
  private static final Headers HEADERS = Headers.of("destination", "/session/token");

  @Test
  void comparesBodiesByContent() {
    Send send = new Send(HEADERS, bytes("a"));

    assertThat(send)
        .isEqualTo(new Send(HEADERS, bytes("a")))
        .hasSameHashCodeAs(new Send(HEADERS, bytes("a")))
        .isNotEqualTo(new Send(HEADERS, bytes("b")))
        .isNotEqualTo(new Send(Headers.EMPTY, bytes("a")));
  }

  @Test
  void printsNeitherBodiesNorSecrets() {
    assertThat(new Send(HEADERS, bytes("secret")))
        .hasToString("Send[headers={destination:/session/token}, body=6 bytes]");
    assertThat(new Connect(Headers.of("login", "bob", "passcode", "secret")))
        .hasToString("Connect[headers={login:bob, passcode:***}]");
  }
}
