package io.switchboard.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.switchboard.security.Forwarding.Seen;
import io.switchboard.testing.MarkdownFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

/// Behind 10.0.0.1, with more proxies in 10/8 and fd00::/8.
class ForwardingTests {

  private static final String PEER = "10.0.0.1";

  private static final Forwarding FORWARDING = trusting("10.0.0.0/8", "fd00::/8");

  static final List<Arguments> CLIENTS =
      List.of(
          argumentSet("one", "X-Forwarded-For: 192.0.2.1", "192.0.2.1"),
          argumentSet(
              "what a client wrote before", "X-Forwarded-For: 1.1.1.1, 192.0.2.1", "192.0.2.1"),
          argumentSet("two proxies", "X-Forwarded-For: 1.1.1.1, 192.0.2.1, 10.0.0.2", "192.0.2.1"),
          argumentSet(
              "in headers of their own",
              "X-Forwarded-For: 192.0.2.1\nX-Forwarded-For: 10.0.0.2",
              "192.0.2.1"),
          argumentSet("from inside", "X-Forwarded-For: 10.0.0.3, 10.0.0.2", "10.0.0.3"),
          argumentSet("with port", "X-Forwarded-For: 192.0.2.1:4711", "192.0.2.1"),
          argumentSet("IPv6", "X-Forwarded-For: 2001:db8::1", "2001:db8:0:0:0:0:0:1"),
          argumentSet(
              "IPv6 with port", "X-Forwarded-For: [2001:db8::1]:4711", "2001:db8:0:0:0:0:0:1"),
          argumentSet("IPv6 with zone", "X-Forwarded-For: fe80::1%eth0", "fe80:0:0:0:0:0:0:1"),
          argumentSet("IPv4 in IPv6", "X-Forwarded-For: ::ffff:192.0.2.1", "192.0.2.1"),
          argumentSet(
              "a proxy's IPv4 in IPv6", "X-Forwarded-For: 192.0.2.1, ::ffff:10.0.0.2", "192.0.2.1"),
          argumentSet("unknown", "X-Forwarded-For: unknown", null),
          argumentSet("nonsense", "X-Forwarded-For: %%%;\u00ff", null),
          argumentSet("a name", "X-Forwarded-For: localhost", null),
          argumentSet("empty", "X-Forwarded-For: ", null),
          argumentSet("a number", "X-Forwarded-For: 3221225985", null),
          argumentSet("a port too high", "X-Forwarded-For: 192.0.2.1:70000", null),
          argumentSet("nonsense before a proxy", "X-Forwarded-For: x, 10.0.0.2", "10.0.0.2"),
          argumentSet("nonsense that nobody reads", "X-Forwarded-For: x, , 192.0.2.1", "192.0.2.1"),
          argumentSet("Forwarded", "Forwarded: for=192.0.2.1;proto=https", "192.0.2.1"),
          argumentSet(
              "Forwarded, IPv6", "Forwarded: For=\"[2001:db8::1]:4711\"", "2001:db8:0:0:0:0:0:1"),
          argumentSet("Forwarded, two", "Forwarded: for=1.1.1.1, for=192.0.2.1", "192.0.2.1"),
          argumentSet("Forwarded, hidden", "Forwarded: for=_hidden", null),
          argumentSet(
              "Forwarded with an open quote",
              "Forwarded: for=\"1.1.1.1, for=192.0.2.1",
              "192.0.2.1"),
          argumentSet(
              "both, of one mind",
              "Forwarded: for=192.0.2.1\nX-Forwarded-For: 192.0.2.1",
              "192.0.2.1"),
          argumentSet("both, not so", "Forwarded: for=1.1.1.1\nX-Forwarded-For: 192.0.2.1", null),
          argumentSet(
              "Forwarded beside a scheme",
              "Forwarded: for=1.1.1.1\nX-Forwarded-Proto: http",
              null));

  @ParameterizedTest
  @FieldSource("CLIENTS")
  void findsTheClient(String headers, @Nullable String client) {
    assertThat(addressOf(see(FORWARDING, PEER, headers))).isEqualTo(client);
  }

  @Test
  void keepsThePortOfTheClient() {
    Seen seen = see(FORWARDING, PEER, "X-Forwarded-For: 192.0.2.1:4711");

    assertThat(Objects.requireNonNull(seen.client()).getPort()).isEqualTo(4711);
  }

  @Test
  void readsAHundredEntriesAsFarAsItNeeds() {
    String spoofed = String.join(", ", Collections.nCopies(500, "10.0.0.9"));

    assertThat(addressOf(see(FORWARDING, PEER, "X-Forwarded-For: " + spoofed + ", 192.0.2.1")))
        .isEqualTo("192.0.2.1");
    assertThat(addressOf(see(FORWARDING, PEER, "X-Forwarded-For: " + spoofed)))
        .isEqualTo("10.0.0.9");
  }

  static final List<Arguments> SERVERS =
      List.of(
          argumentSet("TLS before the proxy", "X-Forwarded-Proto: https", "https://inside:8080"),
          argumentSet(
              "a host",
              "X-Forwarded-Proto: https\nX-Forwarded-Host: Chat.example.com",
              "https://chat.example.com"),
          argumentSet(
              "a host with port",
              "X-Forwarded-Host: chat.example.com:81",
              "http://chat.example.com:81"),
          argumentSet(
              "a port of its own",
              "X-Forwarded-Host: chat.example.com\nX-Forwarded-Port: 81",
              "http://chat.example.com:81"),
          argumentSet(
              "a port that is none",
              "X-Forwarded-Host: chat.example.com\nX-Forwarded-Port: x",
              "http://chat.example.com"),
          argumentSet("wss", "X-Forwarded-Proto: wss\nX-Forwarded-Host: a", "https://a"),
          argumentSet("another scheme", "X-Forwarded-Proto: gopher", "http://inside:8080"),
          argumentSet("a host that is none", "X-Forwarded-Host: a/b@c", "http://inside:8080"),
          argumentSet(
              "what a client wrote before",
              "X-Forwarded-For: 192.0.2.1\nX-Forwarded-Proto: https, http\nX-Forwarded-Host: x, a",
              "http://a"),
          argumentSet(
              "two proxies",
              "X-Forwarded-For: 192.0.2.1, 10.0.0.2\nX-Forwarded-Proto: https, http"
                  + "\nX-Forwarded-Host: chat, inside",
              "https://chat"),
          argumentSet(
              "two proxies, one of which says so",
              "X-Forwarded-For: 192.0.2.1, 10.0.0.2\nX-Forwarded-Proto: https"
                  + "\nX-Forwarded-Host: chat",
              "https://chat"),
          argumentSet(
              "Forwarded",
              "Forwarded: for=1.1.1.1;host=evil, for=192.0.2.1; proto=https; host=\"chat:81\"",
              "https://chat:81"));

  @ParameterizedTest
  @FieldSource("SERVERS")
  void findsHowTheClientAsked(String headers, String server) {
    assertThat(see(FORWARDING, PEER, headers).server()).hasToString(server);
  }

  @ParameterizedTest
  @FieldSource("CLIENTS")
  void believesNobodyElse(String headers, @Nullable String client) {
    assertThat(see(FORWARDING, "192.0.2.9", headers)).isEqualTo(new Seen(null, null));
    assertThat(see(trusting(), PEER, headers)).isEqualTo(new Seen(null, null));
    assertThat(see(FORWARDING, null, headers)).isEqualTo(new Seen(null, null));
  }

  @Test
  void knowsAProxyInEverySpelling() {
    for (String peer : List.of("10.255.255.255", "::ffff:10.0.0.1", "fd12::1", "fd12::1%1")) {
      assertThat(addressOf(see(FORWARDING, peer, "X-Forwarded-For: 192.0.2.1")))
          .as(peer)
          .isEqualTo("192.0.2.1");
    }
    for (String peer : List.of("11.0.0.0", "9.255.255.255", "fe00::1")) {
      assertThat(addressOf(see(FORWARDING, peer, "X-Forwarded-For: 192.0.2.1"))).as(peer).isNull();
    }
  }

  @Test
  void putsThePublicUrlBeforeWhatAnybodySays() {
    Forwarding named =
        new Forwarding(
            new OriginProperties(List.of(), List.of(), "https://chat.example.com", List.of(PEER)));

    Seen proxied = see(named, PEER, "X-Forwarded-For: 192.0.2.1\nX-Forwarded-Host: other");
    Seen direct = see(named, "192.0.2.9", "X-Forwarded-Host: other");

    assertThat(addressOf(proxied)).isEqualTo("192.0.2.1");
    assertThat(proxied.server()).hasToString("https://chat.example.com");
    assertThat(direct.server()).hasToString("https://chat.example.com");
  }

  /// What the sample left to clients they could write.
  @Test
  void readsNothingThatTheSampleForNginxLeavesToClients() throws IOException {
    Set<String> read = new TreeSet<>();
    FORWARDING.see(
        AddressBlock.address(PEER),
        "http",
        "inside:8080",
        name -> {
          read.add(name);
          return List.of();
        });

    String sample = MarkdownFile.read("src/docs/operations.md").code("nginx").getFirst();

    assertThat(read).isNotEmpty();
    assertThat(read)
        .allSatisfy(name -> assertThat(sample).contains("proxy_set_header " + name + " "));
  }

  private static Forwarding trusting(String... proxies) {
    return new Forwarding(new OriginProperties(List.of(), List.of(), null, List.of(proxies)));
  }

  private static Seen see(Forwarding forwarding, @Nullable String peer, String headers) {
    InetAddress address = peer == null ? null : AddressBlock.address(peer);
    return forwarding.see(
        address,
        "http",
        "inside:8080",
        name ->
            Arrays.stream(headers.split("\n", -1))
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1))
                .toList());
  }

  private static @Nullable String addressOf(Seen seen) {
    InetSocketAddress client = seen.client();
    return client == null ? null : client.getAddress().getHostAddress();
  }
}
