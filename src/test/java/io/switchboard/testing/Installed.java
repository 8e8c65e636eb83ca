package io.switchboard.testing;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// Programs of the machine that tests run.
public final class Installed {

  private static final String FOR_ADMINISTRATORS = "/usr/sbin";

  private Installed() {}

  /// Where it is; without it the test is skipped.
  public static Path program(String name) {
    String path =
        System.getenv().getOrDefault("PATH", "") + File.pathSeparator + FOR_ADMINISTRATORS;
    return Stream.of(path.split(File.pathSeparator, -1))
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseGet(() -> Assumptions.abort(name + " is not installed"));
  }
}
