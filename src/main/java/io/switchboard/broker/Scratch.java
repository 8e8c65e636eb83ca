package io.switchboard.broker;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Direct memory for the run that is being written to one session after the other. A socket takes
/// direct memory only: from the heap each write would copy the run once more.
///
/// Confined to the lane. Its content is good until the next call.
final class Scratch {

  private final ByteBuffer direct = ByteBuffer.allocateDirect(Outbox.RUN_BYTES);
  private @Nullable Run loaded;
  private @Nullable Run previous;

  /// The run's bytes: direct from its second time on, if it comes twice in a row.
  ByteBuffer bytesOf(Run run) {
    if (run != loaded) {
      if (run != previous || run.size() > direct.capacity()) {
        previous = run;
        return run.buffer();
      }
      direct.clear().put(run.buffer());
      loaded = run;
    }
    return direct.clear().limit(run.size());
  }

  /// Lets go of what was written last.
  void forget() {
    loaded = null;
    previous = null;
  }
}
