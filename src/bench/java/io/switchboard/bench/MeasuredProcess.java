package io.switchboard.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What a process of this machine uses, as far as the system tells.
///
/// @param process still running, or gone since
record MeasuredProcess(ProcessHandle process) {

  static MeasuredProcess self() {
    return new MeasuredProcess(ProcessHandle.current());
  }

  /// The one that the user named, `null` if none was.
  static @Nullable MeasuredProcess of(Arguments arguments) {
    if (!arguments.has("--pid")) {
      return null;
    }
    int pid = arguments.number("--pid", 0, 1, Integer.MAX_VALUE);
    return new MeasuredProcess(
        ProcessHandle.of(pid)
            .orElseThrow(() -> new IllegalArgumentException("There is no process " + pid)));
  }

  /// CPU time so far of all its threads; Linux counts it in hundredths of a second.
  long cpuNanos() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
  }

  /// Physical memory, 0 where there is no `/proc` to read it from.
  long residentBytes() {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    try {
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith("VmRSS:")) {
          return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
        }
      }
      return 0;
    } catch (IOException e) {
      return 0; // no Linux, or the process is gone
    }
  }
}
