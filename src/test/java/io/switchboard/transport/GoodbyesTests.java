package io.switchboard.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GoodbyesTests {

  private final Goodbyes goodbyes = new Goodbyes();
  private final List<String> passed = new ArrayList<>();

  @Test
  void passTheClientsOnAtOnceWhereTheServerSaysNothing() {
    goodbyes.heard(() -> passed.add("client's"));

    assertThat(passed).containsExactly("client's");
    assertThat(goodbyes.begin()).as("the first").isFalse();
  }

  @Test
  void holdTheClientsBackUntilTheServersIsWritten() {
    assertThat(goodbyes.begin()).as("the first").isTrue();
    goodbyes.heard(() -> passed.add("client's"));
    assertThat(passed).isEmpty();

    goodbyes.said();

    assertThat(passed).containsExactly("client's");
  }

  @Test
  void passTheClientsOnAtOnceAfterTheServers() {
    goodbyes.begin();
    goodbyes.said();

    goodbyes.heard(() -> passed.add("client's"));

    assertThat(passed).containsExactly("client's");
  }
}
