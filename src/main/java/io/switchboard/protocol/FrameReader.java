package io.switchboard.protocol;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// One frame while it is read: its command line, its header lines, its body. What stands whole in
/// the bytes given is read in place; only a line or body that is split is kept. Confined to its
/// decoder.
///
/// A line ends with LF or CR LF in every version: only 1.2 says so, but clients on Windows always
/// did.
final class FrameReader {
  private static final int COMMAND_BYTES = 16;
  private static final int CR_BYTES = 1;

  private final FrameLimits limits;
  private final StompVersion version;
  private final KeptBytes kept = new KeptBytes();
  private @Nullable HeaderSection head;
  private @Nullable BodyReader body;
  private @Nullable ClientFrame frame;

  FrameReader(FrameLimits limits, StompVersion version) {
    this.limits = limits;
    this.version = version;
  }

  /// The frame, once it is whole.
  @Nullable ClientFrame frame() {
    return frame;
  }

  /// Reads on.
  ///
  /// @return the place behind the frame if it is whole, else the length of the bytes
  /// @throws ProtocolException with the frame's `receipt`, if that was read
  int read(byte[] bytes, int from) {
    try {
      int at = from;
      while (at < bytes.length && frame == null) {
        at = body == null ? readLine(bytes, at) : readBody(body, bytes, at);
      }
      return at;
    } catch (ProtocolException e) {
      throw head == null ? e : e.withReceipt(head.receipt());
    }
  }

  private int readLine(byte[] bytes, int from) {
    int end = Bytes.indexOf(Bytes.LF, bytes, from, bytes.length);
    if (end < 0) {
      keepLine(bytes, from, bytes.length);
      return bytes.length;
    }
    if (kept.length() == 0) {
      line(bytes, from, end);
    } else {
      keepLine(bytes, from, end);
      int length = kept.length();
      kept.clear(); // for the next one: this one is read before anything is kept again
      line(kept.array(), 0, length);
    }
    return end + 1;
  }

  private void line(byte[] bytes, int from, int end) {
    int to = withoutCr(bytes, from, end);
    if (head == null) {
      commandLine(bytes, from, to);
    } else if (from == to) {
      body = new BodyReader(head.command(), head.headers(), limits, kept);
    } else {
      head.add(bytes, from, to);
    }
  }

  private void commandLine(byte[] bytes, int from, int to) {
    if (from == to) {
      frame = ClientFrame.HeartBeat.INSTANCE;
      return;
    }
    ClientCommand command = ClientCommand.of(bytes, from, to);
    if (command == null) {
      throw unknownCommand(bytes, from, to);
    }
    head = new HeaderSection(command, limits, version);
  }

  /// Keeps a piece of a line. The piece may end with a CR that is part of the line's end.
  private void keepLine(byte[] bytes, int from, int to) {
    int most = CR_BYTES + (head == null ? COMMAND_BYTES : head.maxLineBytes());
    if (to - from > most - kept.length()) {
      throw head == null ? unknownCommand(bytes, from, to) : head.lineTooLong();
    }
    kept.add(bytes, from, to, most);
    int length = withoutCr(kept.array(), 0, kept.length());
    if (head == null && !ClientCommand.mayBegin(kept.array(), 0, length)) {
      throw unknownCommand(kept.array(), 0, length);
    }
  }

  private int readBody(BodyReader body, byte[] bytes, int from) {
    int end = body.end(bytes, from);
    if (end == bytes.length) {
      body.keep(bytes, from, end);
      return end;
    }
    frame = body.finish(bytes, from, end);
    return end + 1;
  }

  private static int withoutCr(byte[] bytes, int from, int to) {
    return to > from && bytes[to - 1] == Bytes.CR ? to - 1 : to;
  }

  private static ProtocolException unknownCommand(byte[] bytes, int from, int to) {
    int shown = Math.min(to, from + COMMAND_BYTES);
    String text = new String(bytes, from, shown - from, StandardCharsets.UTF_8);
    return new ProtocolException(
        ProtocolFault.UNKNOWN_COMMAND, "There is no command " + SafeText.quoted(text));
  }
}
