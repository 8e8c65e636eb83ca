package io.switchboard.security;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An address or a CIDR block of addresses, IPv4 or IPv6. Immutable.
record AddressBlock(InetAddress network, int bits) {

  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,3}");

  /// Dots and digits, or anything with a colon: Java alone would take `10.1` for 10.0.0.1.
  private static final Pattern LITERAL =
      Pattern.compile("(?:[0-9]{1,3}\\.){3}[0-9]{1,3}|[0-9a-fA-F.]*:[0-9a-fA-F:.]*");

  /// @throws IllegalArgumentException in the words of `switchboard.trusted-proxies`
  static AddressBlock of(String text) {
    int slash = text.indexOf('/');
    InetAddress network = address(slash < 0 ? text : text.substring(0, slash));
    if (network == null) {
      throw refused(text);
    }
    int longest = network.getAddress().length * 8;
    String bits = slash < 0 ? "" + longest : text.substring(slash + 1);
    if (!DIGITS.matcher(bits).matches() || Integer.parseInt(bits) > longest) {
      throw refused(text);
    }
    return new AddressBlock(network, Integer.parseInt(bits));
  }

  private static IllegalArgumentException refused(String text) {
    return OriginProperties.refused(
        "switchboard.trusted-proxies",
        text,
        "it takes addresses and CIDR blocks such as 10.0.0.5, 10.0.0.0/8 and fd00::/8");
  }

  /// An address as it is written in numbers: its zone left out, an IPv4 one that was mapped to IPv6
  /// as what it is. Nothing is looked up.
  ///
  /// @return `null` where it is none
  static @Nullable InetAddress address(String text) {
    int zone = text.indexOf('%');
    String literal = zone < 0 ? text : text.substring(0, zone);
    if (!LITERAL.matcher(literal).matches()) {
      return null;
    }
    try {
      return InetAddress.ofLiteral(literal);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /// The same address without zone and name.
  static InetAddress bare(InetAddress address) {
    try {
      return InetAddress.getByAddress(address.getAddress());
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e); // an address has the length of one
    }
  }

  boolean contains(InetAddress address) {
    byte[] own = network.getAddress();
    byte[] other = address.getAddress();
    if (own.length != other.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit += 8) {
      int mask = bits - bit >= 8 ? 0xff : 0xff << (8 - (bits - bit));
      if (((own[bit / 8] ^ other[bit / 8]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }
}
