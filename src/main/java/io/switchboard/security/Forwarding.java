package io.switchboard.security;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Who sent a request, and by which address of this server: what trusted proxies say of it, or what
/// the connection itself shows. Immutable.
///
/// Each proxy adds on the right. So headers are read from there, as far as it is a trusted proxy
/// that speaks; what stands further left anybody could have written. Of a `Forwarded` and an
/// `X-Forwarded-For` that name different clients one was passed on unread, and neither is believed.
public final class Forwarding {

  private static final Set<String> HEADERS =
      Set.of(
          "forwarded",
          "x-forwarded-for",
          "x-forwarded-proto",
          "x-forwarded-host",
          "x-forwarded-port",
          "x-forwarded-prefix",
          "x-forwarded-ssl",
          "x-forwarded-server",
          "x-forwarded-by",
          "x-proxied-https");

  private final List<AddressBlock> proxies;
  private final @Nullable Origin publicOrigin;

  /// What a request says, as far as it is to be believed.
  ///
  /// @param client who sent it; `null` where that is whose connection it is
  /// @param server this server's origin; `null` where that is what the request has
  public record Seen(@Nullable InetSocketAddress client, @Nullable Origin server) {}

  public Forwarding(OriginProperties properties) {
    this.proxies = properties.trustedProxies().stream().map(AddressBlock::of).toList();
    this.publicOrigin = properties.publicOrigin();
  }

  /// Whether a header is a proxy's, and so nobody's further in once it was read here.
  public static boolean isOfProxies(String name) {
    return HEADERS.contains(name.toLowerCase(Locale.ROOT));
  }

  /// Whether any proxy is trusted.
  public boolean trustsProxies() {
    return !proxies.isEmpty();
  }

  /// Whether this server has one name, whatever requests say.
  public boolean hasPublicOrigin() {
    return publicOrigin != null;
  }

  /// @param peer whose connection it is, `null` where that has no address
  /// @param scheme of the request
  /// @param host of the request with its port, if it has one
  /// @param headers all values of the header of that name
  public Seen see(
      @Nullable InetAddress peer,
      String scheme,
      String host,
      Function<String, List<String>> headers) {
    InetAddress sender = peer == null ? null : AddressBlock.bare(peer);
    if (sender == null || !isProxy(sender)) {
      return new Seen(null, publicOrigin);
    }
    Hop one = outermost(sender, forwarded(headers));
    Hop other = outermost(sender, nonStandard(headers));
    if (one != null && other != null && !isSameClient(one, other)) {
      return new Seen(null, publicOrigin);
    }
    Hop hop = other == null ? one : other;
    return hop == null
        ? new Seen(null, publicOrigin)
        : new Seen(hop.client(), publicOrigin == null ? server(hop, scheme, host) : publicOrigin);
  }

  private boolean isProxy(InetAddress address) {
    return proxies.stream().anyMatch(block -> block.contains(address));
  }

  private static boolean isSameClient(Hop one, Hop other) {
    return Objects.equals(addressOf(one), addressOf(other));
  }

  private static @Nullable InetAddress addressOf(Hop hop) {
    return hop.client() == null ? null : hop.client().getAddress();
  }

  private static List<Hop> forwarded(Function<String, List<String>> headers) {
    return elements(headers.apply("Forwarded")).stream().map(Hop::ofForwarded).toList();
  }

  /// The k-th from the right of each header belongs together. Where one has fewer, a proxy further
  /// in passed it on as it came.
  private static List<Hop> nonStandard(Function<String, List<String>> headers) {
    List<String> clients = elements(headers.apply("X-Forwarded-For"));
    List<String> schemes = elements(headers.apply("X-Forwarded-Proto"));
    List<String> hosts = elements(headers.apply("X-Forwarded-Host"));
    List<String> ports = elements(headers.apply("X-Forwarded-Port"));
    boolean any = !(schemes.isEmpty() && hosts.isEmpty() && ports.isEmpty());
    int hops = Math.max(clients.size(), any ? 1 : 0);
    return IntStream.range(0, hops)
        .map(i -> hops - i)
        .mapToObj(k ->
            new Hop(
                Hop.node(fromRight(clients, k)),
                Hop.scheme(fromRight(schemes, k)),
                fromRight(hosts, k),
                fromRight(ports, k)))
        .toList();
  }

  /// Quotes are not looked at: one that is never closed would swallow what follows.
  private static List<String> elements(List<String> values) {
    return values.stream()
        .flatMap(value -> Arrays.stream(value.split(",", -1)))
        .map(String::strip)
        .toList();
  }

  private static @Nullable String fromRight(List<String> elements, int k) {
    return elements.isEmpty() ? null : elements.get(elements.size() - Math.min(k, elements.size()));
  }

  /// The last word of a trusted proxy, on the way outwards.
  private @Nullable Hop outermost(InetAddress peer, List<Hop> hops) {
    Hop known = null;
    InetAddress sender = peer;
    for (Hop hop : hops.reversed()) {
      if (!isProxy(sender)) {
        break;
      }
      if (hop.client() == null) {
        return hop.of(known == null ? null : known.client());
      }
      known = hop;
      sender = hop.client().getAddress();
    }
    return known;
  }

  private static @Nullable Origin server(Hop hop, String requestScheme, String requestHost) {
    String scheme = hop.scheme() == null ? requestScheme : hop.scheme();
    Origin asked = hop.host() == null ? null : Origin.parse(scheme + "://" + hop.host());
    Origin named = asked == null ? Origin.parse(scheme + "://" + requestHost) : asked;
    if (named == null || hop.port() == null || !named.isDefaultPort()) {
      return named;
    }
    Origin exact = Origin.parse(scheme + "://" + named.host() + ":" + hop.port());
    return exact == null ? named : exact;
  }
}
