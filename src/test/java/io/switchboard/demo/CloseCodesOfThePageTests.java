package io.switchboard.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.protocol.CloseCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;

/// The page keeps a list of its own, since it loads nothing before it is connected.
class CloseCodesOfThePageTests {
  /// `[4001, true],`
  private static final Pattern ROW = Pattern.compile("\\[(\\d{4}), (true|false)]");

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

  @ParameterizedTest
  @ValueSource(strings = {"en", "ko"})
  void areAllInWords(String language) throws IOException {
    String messages = script("messages/" + language + ".js");

    assertThat(ofThePage())
        .allSatisfy((code, reconnect) -> {
          assertThat(messages).contains("\"close." + code + "\": \"");
          if (!reconnect) {
            assertThat(messages).contains("\"todo." + code + "\": \"");
          }
        });
  }

  /// Programs that we show: what they do not come back after, 44xx being a range of its own.
  @ParameterizedTest
  @ValueSource(strings = {"README.md", "frontend/snippets/say.mjs"})
  void areHeededByThePrograms(String file) throws IOException {
    List<Integer> ends =
        Arrays.stream(CloseCode.values())
            .filter(code -> !code.reconnect())
            .map(CloseCode::code)
            .filter(code -> code < 4400)
            .toList();

    assertThat(Files.readString(Path.of(file)))
        .contains("if (" + ends + ".includes(code) || (code >= 4400 && code < 4500))");
  }

  private static String script(String name) throws IOException {
    return new ClassPathResource("io/switchboard/frontend/" + name)
        .getContentAsString(StandardCharsets.UTF_8);
  }

  private static Map<Integer, Boolean> ofThePage() throws IOException {
    return ROW.matcher(script("close-codes.js"))
        .results()
        .collect(
            Collectors.toMap(
                (MatchResult row) -> Integer.valueOf(row.group(1)),
                row -> Boolean.valueOf(row.group(2))));
  }
}
