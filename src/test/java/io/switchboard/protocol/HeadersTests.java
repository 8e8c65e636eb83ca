package io.switchboard.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class HeadersTests {
  private final Headers headers = Headers.of("id", "1", "destination", "/topic/a", "ack", "auto");

  @Test
  void keepsItsOrder() {
    assertThat(headers.size()).isEqualTo(3);
    assertThat(headers.name(0)).isEqualTo("id");
    assertThat(headers.value(0)).isEqualTo("1");
    assertThat(headers.name(2)).isEqualTo("ack");
    assertThat(headers.value(2)).isEqualTo("auto");
  }

  @Test
  void findsByTheExactName() {
    assertThat(headers.get("destination")).isEqualTo("/topic/a");
    assertThat(headers.get("Destination")).isNull();
    assertThat(headers.get("1")).isNull();
  }

  @Test
  void takesTheFirstOfARepeatedName() {
    Headers repeated = Headers.of("foo", "World", "bar", "x", "foo", "Hello");

    assertThat(repeated).isEqualTo(Headers.of("foo", "World", "bar", "x"));
  }

  @Test
  void growsToAnyNumber() {
    Headers.Builder builder = Headers.builder();
    for (int i = 0; i < 100; i++) {
      builder.add("name-" + i, "value-" + i);
    }

    Headers built = builder.build();

    assertThat(built.size()).isEqualTo(100);
    assertThat(built.get("name-99")).isEqualTo("value-99");
  }

  @Test
  void staysAsItIsWhenItsBuilderGoesOn() {
    Headers.Builder builder = Headers.builder().add("a", "1");
    Headers built = builder.build();

    builder.add("b", "2");

    assertThat(built).isEqualTo(Headers.of("a", "1"));
  }

  @Test
  void replacesAValueInItsPlace() {
    Headers replaced = headers.with("destination", "/topic/b");

    assertThat(replaced).isEqualTo(Headers.of("id", "1", "destination", "/topic/b", "ack", "auto"));
    assertThat(headers.get("destination")).isEqualTo("/topic/a");
  }

  @Test
  void putsANewNameAtTheEnd() {
    assertThat(headers.with("receipt", "r"))
        .isEqualTo(Headers.of("id", "1", "destination", "/topic/a", "ack", "auto", "receipt", "r"));
  }

  @Test
  void refusesANameWithoutAValue() {
    assertThatIllegalArgumentException().isThrownBy(() -> Headers.of("id", "1", "ack"));
  }

  @Test
  void isEqualByContentAndOrder() {
    assertThat(headers)
        .isEqualTo(Headers.of("id", "1", "destination", "/topic/a", "ack", "auto"))
        .hasSameHashCodeAs(Headers.of("id", "1", "destination", "/topic/a", "ack", "auto"))
        .isNotEqualTo(Headers.of("id", "1"))
        .isNotEqualTo(Headers.EMPTY);
  }

  @Test
  void printsNoSecretsAndNoControlCharacters() {
    Headers login =
        Headers.of(
            "login", "bob\r\nINFO forged", "passcode", "pa55", "Authorization", "Bearer a.b.c");

    assertThat(login)
        .hasToString("{login:bob\uFFFD\uFFFDINFO forged, passcode:***, Authorization:***}");
  }
}
