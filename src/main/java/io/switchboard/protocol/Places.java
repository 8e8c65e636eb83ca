package io.switchboard.protocol;

/// Some of the places before, between and behind a name's segments, numbered from 0 to 127 by how
/// many segments are before them. That is enough: a name has at most 100 segments. Changed in
/// place, since to read a pattern takes many steps.
///
/// Confined to one thread.
final class Places {
  static final int MOST = 2 * Long.SIZE;

  private long low; // the places 0 to 63, one bit each
  private long high; // the others

  /// The place before a name.
  static Places beginning() {
    Places places = new Places();
    places.add(0);
    return places;
  }

  Places copy() {
    Places copy = new Places();
    copy.low = low;
    copy.high = high;
    return copy;
  }

  void add(int place) {
    if (place < Long.SIZE) {
      low |= 1L << place;
    } else {
      high |= 1L << place;
    }
  }

  void clear() {
    low = 0;
    high = 0;
  }

  void retainAll(Places others) {
    low &= others.low;
    high &= others.high;
  }

  /// Moves each of them one segment on.
  void advance() {
    high = high << 1 | low >>> (Long.SIZE - 1);
    low <<= 1;
  }

  /// Adds all that are behind the first of them.
  void extend() {
    high = low == 0 ? -Long.lowestOneBit(high) : -1;
    low = -Long.lowestOneBit(low);
  }

  boolean isEmpty() {
    return (low | high) == 0;
  }

  boolean isOne() {
    return Long.bitCount(low) + Long.bitCount(high) == 1;
  }

  boolean contains(int place) {
    return ((place < Long.SIZE ? low : high) >>> place & 1) != 0;
  }

  /// The first of them; 128 if there are none.
  int first() {
    return low != 0
        ? Long.numberOfTrailingZeros(low)
        : Long.SIZE + Long.numberOfTrailingZeros(high);
  }
}
