package io.switchboard.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.protocol.CloseCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;

/// The page keeps a list of its own, since it loads nothing before it is connected.
class CloseCodesOfThePageTests {
  /// `[4001, [true, "..."]],`
  private static final Pattern ROW = Pattern.compile("\\[(\\d{4}), \\[(true|false), \"");

  /// No server sends it: a browser says so when a connection ended without a close.
  private static final int ABNORMAL = 1006;

  @Test
  void agreeWithTheServers() throws IOException {
    Map<Integer, Boolean> ofTheServer =
        Arrays.stream(CloseCode.values())
            .collect(Collectors.toMap(CloseCode::code, CloseCode::reconnect));
    ofTheServer.put(ABNORMAL, true);

    assertThat(ofThePage()).isEqualTo(ofTheServer);
  }

  private static Map<Integer, Boolean> ofThePage() throws IOException {
    String script =
        new ClassPathResource("io/switchboard/frontend/close-codes.js")
            .getContentAsString(StandardCharsets.UTF_8);
    return ROW.matcher(script)
        .results()
        .collect(
            Collectors.toMap(
                (MatchResult row) -> Integer.valueOf(row.group(1)),
                row -> Boolean.valueOf(row.group(2))));
  }
}
