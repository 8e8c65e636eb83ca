package io.switchboard.broker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A way out that keeps what it is given to write. Its writes end at once, or, once it is held,
/// when the test says so.
final class FakeWire implements Wire {

  private final List<String> writes = new ArrayList<>();
  private final List<ByteBuffer> buffers = new ArrayList<>();
  private final List<Farewell> goodbyes = new ArrayList<>();
  private final List<String> breaches = new ArrayList<>();
  private boolean held;
  private int takesNow;
  private boolean canPing = true;
  private boolean failingPings;
  private boolean unread;
  private int pings;
  private int aborts;
  private @Nullable Written underWay;

  /// From now on no write ends by itself.
  FakeWire hold() {
    held = true;
    return this;
  }

  /// From now on it takes that many bytes of each write before it is asked to write the rest.
  FakeWire takesNow(int bytes) {
    takesNow = bytes;
    return this;
  }

  /// From now on writes end at once again.
  void letGo() {
    held = false;
  }

  FakeWire withoutPing() {
    canPing = false;
    return this;
  }

  void unread(boolean unread) {
    this.unread = unread;
  }

  FakeWire failingPings() {
    failingPings = true;
    return this;
  }

  /// Forgets what was written.
  void forget() {
    writes.clear();
    buffers.clear();
  }

  /// Ends the write under way.
  void complete() {
    end(null);
  }

  /// Fails the write under way.
  void fail() {
    end(new IOException("The client is gone"));
  }

  private void end(@Nullable Throwable failure) {
    Written listener = underWay;
    if (listener == null) {
      throw new AssertionError("No write is under way");
    }
    underWay = null;
    listener.done(failure);
  }

  @Override
  public Transport transport() {
    return Transport.WEBSOCKET;
  }

  @Override
  public void writeNow(ByteBuffer bytes) {
    if (underWay != null) {
      breaches.add("a write beside another");
    }
    int taken = Math.min(takesNow, bytes.remaining());
    if (taken > 0) {
      ByteBuffer part = bytes.slice(bytes.position(), taken);
      writes.add(StandardCharsets.ISO_8859_1.decode(part).toString());
      bytes.position(bytes.position() + taken);
    }
  }

  @Override
  public boolean write(ByteBuffer bytes, Written written) {
    if (underWay != null) {
      breaches.add("a write beside another");
    }
    writes.add(StandardCharsets.ISO_8859_1.decode(bytes.duplicate()).toString());
    buffers.add(bytes);
    underWay = held ? written : null;
    return !held;
  }

  @Override
  public boolean hasUnread() {
    return unread;
  }

  @Override
  public boolean canPing() {
    return canPing;
  }

  @Override
  public void ping() {
    pings++;
    if (failingPings) {
      throw new IllegalStateException("A test's own");
    }
  }

  @Override
  public void close(int code, String reason) {
    if (underWay != null) {
      breaches.add("a goodbye into a write");
    }
    goodbyes.add(new Farewell(code, reason));
  }

  @Override
  public void abort() {
    aborts++;
  }

  /// What each write held, a character a byte.
  List<String> writes() {
    return writes;
  }

  /// All that was written, a character a byte.
  String written() {
    return String.join("", writes);
  }

  /// The buffers of the writes that were to end later, as they were given.
  List<ByteBuffer> buffers() {
    return buffers;
  }

  List<Farewell> goodbyes() {
    return goodbyes;
  }

  int pings() {
    return pings;
  }

  int aborts() {
    return aborts;
  }

  /// What a wire must never be asked.
  List<String> breaches() {
    return breaches;
  }
}
