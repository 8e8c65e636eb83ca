package io.switchboard.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/// What no answer to a client may hold: names of classes, traces, what the client itself sent as a
/// secret.
final class Disclosure {

  /// To be sent along, where it should not come back.
  static final String SECRET = "hunter2";

  private static final List<String> INTERNALS =
      List.of(
          "Exception",
          "Throwable",
          "StackTrace",
          "io.switchboard",
          "org.springframework",
          "org.eclipse.jetty",
          "java.",
          "jakarta.",
          "tools.jackson",
          "com.nimbusds",
          "\tat ",
          "Jetty",
          SECRET);

  private Disclosure() {}

  static void assertNone(String answer) {
    assertThat(answer).doesNotContain(INTERNALS);
  }
}
