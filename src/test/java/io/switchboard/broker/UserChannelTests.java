package io.switchboard.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.protocol.Destination;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserChannelTests {

  @Test
  void isTheUsersOwn() {
    assertThat(UserChannel.of("alice", "news"))
        .isEqualTo(UserChannel.of("alice", "news"))
        .isNotEqualTo(UserChannel.of("bob", "news"))
        .isNotEqualTo(UserChannel.of("alice", "errors"));
  }

  @ParameterizedTest
  @CsvSource({
    "alice/queue/news, news, alice, news",
    "a/queue/b, c, a, b",
    "/, news, '', news",
    "alice/queue, news, alice, queue",
    "../bob, news, bob, news",
  })
  void isNoOtherUsersWhateverANameHolds(String user, String queue, String other, String others) {
    assertThat(UserChannel.of(user, queue)).isNotEqualTo(UserChannel.of(other, others));
  }

  @ParameterizedTest
  @ValueSource(strings = {"alice", "a/b", "#", "*", "rooms.lobby"})
  void isNoNameOfAChannel(String user) {
    String key = UserChannel.of(user, "news");

    assertThat(Destination.parse("/topic/" + key)).isInstanceOf(Destination.Unknown.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"alice", "a/b", "#", "*", "/user/alice", "rooms.lobby"})
  void ofASessionIsNoUsersAndNoChannel(String id) {
    String key = UserChannel.ofSession(id, "news");

    assertThat(key).isNotEqualTo(UserChannel.of(id, "news")).startsWith("/session/");
    assertThat(UserChannel.is(key)).isTrue();
    assertThat(UserChannel.is(UserChannel.of(id, "news"))).isTrue();
    assertThat(UserChannel.is("rooms.lobby")).isFalse();
  }

  @Test
  void isCalledTheSameByAllUsers() {
    assertThat(UserChannel.destination("news")).isEqualTo("/user/queue/news");
  }

  @ParameterizedTest
  @CsvSource({"replies, true", "errors, true", "news, false", "repliesTo, false"})
  void concernsOneSessionWhereItHoldsAnswers(String queue, boolean one) {
    assertThat(UserChannel.isOneSessions(queue)).isEqualTo(one);
  }
}
