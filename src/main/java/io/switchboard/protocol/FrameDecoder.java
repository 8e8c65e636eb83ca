package io.switchboard.protocol;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Makes frames of a client's bytes, however they were split on their way. Confined to its
/// connection; between frames it keeps no buffer.
///
/// What a frame may not exceed is checked while it comes in, so that a client never makes us keep
/// more than the [FrameLimits] allow. Bodies are not looked into.
public final class FrameDecoder {
  private final FrameLimits limits;
  private StompVersion version = StompVersion.V1_0;
  private @Nullable FrameReader reader; // of the frame that is half-read
  private boolean dead;

  public FrameDecoder(FrameLimits limits) {
    this.limits = limits;
  }

  /// Sets the version by which frames after CONNECT are read. It may be called from within the sink
  /// that is given the CONNECT, and then holds for the frames behind it in the same bytes. Until it
  /// is called frames are read as those of 1.0, which has no escapes and allows most.
  public void version(StompVersion version) {
    this.version = version;
  }

  /// Reads bytes and hands over, in order, each frame that they complete. The bytes are not kept.
  ///
  /// A decoder that has thrown, or whose sink has, is dead: where the next frame begins is not
  /// known. It ignores whatever else comes.
  ///
  /// @param bytes any piece of the client's stream, of any length
  /// @throws ProtocolException if they are not STOMP or over a limit; the frames before were handed
  ///   over
  public void decode(byte[] bytes, Consumer<? super ClientFrame> sink) {
    if (dead) {
      return;
    }
    dead = true; // unless the end is reached
    int at = 0;
    while (at < bytes.length) {
      at = readOn(bytes, at, sink);
    }
    dead = false;
  }

  private int readOn(byte[] bytes, int from, Consumer<? super ClientFrame> sink) {
    if (reader == null && bytes[from] == Bytes.LF) {
      sink.accept(ClientFrame.HeartBeat.INSTANCE);
      return from + 1;
    }
    FrameReader current = reader == null ? new FrameReader(limits, version) : reader;
    reader = null; // if this throws, nothing is kept
    int at = current.read(bytes, from);
    ClientFrame frame = current.frame();
    if (frame == null) {
      reader = current;
    } else {
      sink.accept(frame);
    }
    return at;
  }

  /// Whether no frame is half-read.
  public boolean idle() {
    return reader == null;
  }
}
