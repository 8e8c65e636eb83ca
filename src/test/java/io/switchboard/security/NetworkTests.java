package io.switchboard.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTests {

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1",
    "192.0.2.1, ::ffff:192.0.2.1",
    "2001:db8:1:2::1, 2001:db8:1:2:ffff:ffff:ffff:ffff",
    "2001:db8:1:2::1, [2001:DB8:1:2::1]",
    "fe80::1, fe80::2%eth0",
    "::1, 0:0:0:0:0:0:0:1",
  })
  void isTheSameOfOneClient(String one, String other) {
    assertThat(Network.of(other)).isEqualTo(Network.of(one));
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.2",
    "2001:db8:1:2::1, 2001:db8:1:3::1",
    "::1, 127.0.0.1",
    "0.0.0.0, ::",
    "::, unknown",
  })
  void isAnotherOfAnother(String one, String other) {
    assertThat(Network.of(other)).isNotEqualTo(Network.of(one));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "localhost", "example.com", "[", "[]", "%", "1.2.3.4.5", ":::", "_x"})
  void isOneOfAllThatAreNoAddresses(String text) {
    assertThat(Network.of(text).kind()).isEqualTo(Network.Kind.UNKNOWN);
  }

  @Test
  void isOfASocketsAddressAsOfItsText() throws UnknownHostException {
    byte[] ipv6 = InetAddress.ofLiteral("2001:db8::1").getAddress();

    assertThat(Network.of(InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 1})))
        .isEqualTo(Network.of("192.0.2.1"));
    assertThat(Network.of(InetAddress.getByAddress(ipv6))).isEqualTo(Network.of("2001:db8::2"));
  }
}
