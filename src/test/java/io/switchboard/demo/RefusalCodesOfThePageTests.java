package io.switchboard.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.protocol.RefusalCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;

/// The chat says in its own words why the server refused something.
class RefusalCodesOfThePageTests {

  @ParameterizedTest
  @ValueSource(strings = {"en", "ko"})
  void areAllInWords(String language) throws IOException {
    String messages =
        new ClassPathResource("io/switchboard/frontend/messages/chat-" + language + ".js")
            .getContentAsString(StandardCharsets.UTF_8);

    assertThat(RefusalCode.values())
        .allSatisfy(code -> assertThat(messages).contains("\"refusal." + code.text() + "\": \""));
  }
}
