package io.switchboard.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RelayDestinationsTests {

  @Test
  void leavesChannelsWhereRabbitMqHasThem() {
    assertThat(RelayDestinations.of("rooms.*")).isEqualTo("/topic/rooms.*");
    assertThat(RelayDestinations.channel("/topic/rooms.a")).isEqualTo("/topic/rooms.a");
  }

  @Test
  void keepsUsersOffTheExchangeWithPatterns() {
    String alice = RelayDestinations.of("/user/alice/queue/news");

    assertThat(alice).matches("/exchange/amq\\.direct/switchboard\\.user\\.[\\w-]{43}");
    assertThat(alice)
        .isEqualTo(RelayDestinations.of("/user/alice/queue/news"))
        .isNotEqualTo(RelayDestinations.of("/user/bob/queue/news"))
        .isNotEqualTo(RelayDestinations.of("/user/alice/queue/new"));
  }

  @Test
  void hasRoomForUsersOfAnyName() {
    String key = RelayDestinations.of("/user/" + "김".repeat(300) + "/queue/" + "n".repeat(200));

    assertThat(key.getBytes(StandardCharsets.UTF_8).length).isLessThan(255);
  }

  @Test
  void readsRabbitMqsEscapes() {
    assertThat(RelayDestinations.channel("/topic/%EB%B0%A9.a_b-c")).isEqualTo("/topic/방.a_b-c");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/topic/a b",
        "/topic/a+b",
        "/topic/a..b",
        "/topic/",
        "/topic/a.*",
        "/topic/a%2Fb",
        "/topic/%",
        "/topic/%0A",
        "/exchange/amq.direct/x",
        "/queue/x"
      })
  void knowsNoChannelBehindOtherKeys(String destination) {
    assertThat(RelayDestinations.channel(destination)).isNull();
  }
}
