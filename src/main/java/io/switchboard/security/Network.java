package io.switchboard.security;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/// Whom an address is reckoned to: an IPv4 address by itself, an IPv6 address by its /64, which is
/// the least that one customer is given, so that nobody has more than one by changing the rest.
///
/// @param bits of an IPv4 address all, of an IPv6 address the first 64
public record Network(Kind kind, long bits) {

  /// How addresses are written.
  public enum Kind {
    IPV4,
    IPV6,
    UNKNOWN
  }

  /// All addresses that are none count as one.
  private static final Network UNKNOWN = new Network(Kind.UNKNOWN, 0);

  /// @param address a literal, an IPv6 one with or without brackets and zone; never looked up
  public static Network of(String address) {
    try {
      return of(InetAddress.ofLiteral(bare(address)));
    } catch (IllegalArgumentException e) {
      return UNKNOWN;
    }
  }

  /// An IPv4 address in an IPv6 one (`::ffff:192.0.2.1`) is that IPv4 address.
  public static Network of(InetAddress address) {
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
    return address instanceof Inet4Address
        ? new Network(Kind.IPV4, bytes.getInt())
        : new Network(Kind.IPV6, bytes.getLong());
  }

  private static String bare(String address) {
    boolean inBrackets = address.startsWith("[") && address.endsWith("]");
    String literal = inBrackets ? address.substring(1, address.length() - 1) : address;
    int zone = literal.indexOf('%');
    return zone < 0 ? literal : literal.substring(0, zone);
  }
}
