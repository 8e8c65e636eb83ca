package io.switchboard.protocol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/// Bytes for the tests of this package, and the ways in which they may arrive.
final class Wire {
  private Wire() {}

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  static FrameDecoder decoder(StompVersion version) {
    FrameDecoder decoder = new FrameDecoder(FrameLimits.DEFAULTS);
    decoder.version(version);
    return decoder;
  }

  static List<ClientFrame> decode(StompVersion version, String text) {
    return decode(decoder(version), bytes(text));
  }

  static List<ClientFrame> decode(FrameDecoder decoder, byte[]... pieces) {
    List<ClientFrame> frames = new ArrayList<>();
    feed(decoder, frames::add, pieces);
    return frames;
  }

  static void feed(FrameDecoder decoder, Consumer<? super ClientFrame> sink, byte[]... pieces) {
    for (byte[] piece : pieces) {
      decoder.decode(piece, sink);
    }
  }

  static byte[][] splitAt(byte[] bytes, int at) {
    return new byte[][] {
      Arrays.copyOfRange(bytes, 0, at), Arrays.copyOfRange(bytes, at, bytes.length)
    };
  }

  static byte[][] dribbled(byte[] bytes) {
    return pieces(bytes, 1);
  }

  static byte[][] pieces(byte[] bytes, int size) {
    byte[][] pieces = new byte[(bytes.length + size - 1) / size][];
    for (int i = 0; i < pieces.length; i++) {
      pieces[i] = Arrays.copyOfRange(bytes, i * size, Math.min(bytes.length, (i + 1) * size));
    }
    return pieces;
  }

  static byte[] concat(byte[]... parts) {
    int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
    byte[] all = new byte[length];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }
}
