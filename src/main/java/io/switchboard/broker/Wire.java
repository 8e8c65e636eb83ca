package io.switchboard.broker;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// The way out to one client: a socket, or whatever HTTP requests a client happens to have open.
///
/// Called by the session's lane only, and never blocks it: what takes time runs on a thread of the
/// wire's own.
public interface Wire {

  /// What it goes over; always the same. Any thread may ask.
  Transport transport();

  /// Writes as much as goes at once; what is left stays remaining in the buffer. Called only while
  /// no write is under way.
  ///
  /// @param bytes not to be kept
  default void writeNow(ByteBuffer bytes) {}

  /// Starts to write all of `bytes`. At most one write is under way at a time.
  ///
  /// @param bytes shared with other sessions: only position and limit of this buffer may change
  /// @param written told when it is done or has failed, unless this call returns `true`
  /// @return whether all of it went at once
  boolean write(ByteBuffer bytes, Written written);

  /// Whether [#ping] does anything.
  boolean canPing();

  /// Asks the client whether it is still there. The answer shows as the session being heard.
  void ping();

  /// Whether bytes of the client are here that nobody read yet: the server is late, not the client.
  default boolean hasUnread() {
    return false;
  }

  /// Says goodbye in the way of this wire, after all that was written.
  void close(int code, String reason);

  /// Ends the connection at once, whatever is under way.
  void abort();

  /// Learns how a write ended. May be called by any thread.
  interface Written {
    void done(@Nullable Throwable failure);
  }
}
