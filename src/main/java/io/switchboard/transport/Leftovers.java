package io.switchboard.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a client still sends of what was refused already. A connection that is cut with input
/// unread is reset, and then the client may never see why.
final class Leftovers {

  private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

  private static final int PIECE_BYTES = 16 * 1024;
  private static final int MOST_BYTES = 16 * 1024 * 1024;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long FIRST_LOOK_MILLIS = 5;
  private static final long LAST_LOOK_MILLIS = 100;

  private Leftovers() {}

  /// Says that nothing more comes, and reads what does until the client has gone, within reason.
  /// Blocks. Nobody else may read.
  static void discard(EndPoint endPoint) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    int left = MOST_BYTES;
    ByteBuffer piece = BufferUtil.allocate(PIECE_BYTES);
    endPoint.shutdownOutput();
    try {
      int read = 0;
      long pauseMillis = FIRST_LOOK_MILLIS;
      while (read >= 0 && left > 0 && System.nanoTime() < end) {
        BufferUtil.clear(piece);
        read = endPoint.fill(piece);
        left -= read;
        if (read == 0) {
          Thread.sleep(pauseMillis);
          pauseMillis = Math.min(2 * pauseMillis, LAST_LOOK_MILLIS);
        }
      }
    } catch (IOException e) {
      LOG.debug("The client is gone", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
