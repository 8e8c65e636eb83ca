package io.switchboard.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.switchboard.protocol.Destination.App;
import io.switchboard.protocol.Destination.Topic;
import io.switchboard.protocol.Destination.TopicPattern;
import io.switchboard.protocol.Destination.Unknown;
import io.switchboard.protocol.Destination.UserQueue;
import io.switchboard.protocol.Destination.UserTarget;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

class DestinationTests {
  static final List<Arguments> DESTINATIONS =
      List.of(
          argumentSet("channel", "/topic/rooms.lobby", new Topic("rooms.lobby")),
          argumentSet("one segment", "/topic/a", new Topic("a")),
          argumentSet("digits, _ and -", "/topic/1.a_b-c", new Topic("1.a_b-c")),
          argumentSet("accents in NFC", "/topic/caf\u00E9", new Topic("caf\u00E9")),
          argumentSet("Hangul", "/topic/방.로비", new Topic("방.로비")),
          argumentSet("Devanagari with vowel signs", "/topic/हिन्दी", new Topic("हिन्दी")),
          argumentSet("Thai with tone marks", "/topic/ที่นี่", new Topic("ที่นี่")),
          argumentSet("letters beyond 16 bits", "/topic/𠀋", new Topic("𠀋")),
          argumentSet("digits of another script", "/topic/٣", new Topic("٣")),
          argumentSet("200 bytes", "/topic/" + "a".repeat(200), new Topic("a".repeat(200))),
          argumentSet("198 bytes", "/topic/" + "한".repeat(66), new Topic("한".repeat(66))),
          argumentSet("pattern *", "/topic/rooms.*", new TopicPattern("rooms.*")),
          argumentSet("pattern #", "/topic/#", new TopicPattern("#")),
          argumentSet("pattern # inside", "/topic/a.#.b.*", new TopicPattern("a.#.b.*")),
          argumentSet("application", "/app/rooms.lobby.say", new App("rooms.lobby.say")),
          argumentSet("application, free", "/app/a b/c?d=1&e=*", new App("a b/c?d=1&e=*")),
          argumentSet("application, 255", "/app/" + "x".repeat(250), new App("x".repeat(250))),
          argumentSet("own queue", "/user/queue/x", new UserQueue("x")),
          argumentSet("own queue of segments", "/user/queue/a.b-c", new UserQueue("a.b-c")),
          argumentSet("own queue called queue", "/user/queue/queue", new UserQueue("queue")),
          argumentSet("a user's queue", "/user/bob/queue/x", new UserTarget("bob", "x")),
          argumentSet("a user called queue", "/user/queue/queue/x", new UserTarget("queue", "x")),
          argumentSet("a user called user", "/user/user/queue/x", new UserTarget("user", "x")),
          argumentSet("a user with a slash", "/user/a%2Fb/queue/x", new UserTarget("a/b", "x")),
          argumentSet("queue/ as a user", "/user/queue%2F/queue/x", new UserTarget("queue/", "x")),
          argumentSet("percent otherwise", "/user/a%2f%41/queue/x", new UserTarget("a%2f%41", "x")),
          argumentSet(
              "a user of any text", "/user/ä ö@x.y/queue/x", new UserTarget("ä ö@x.y", "x")));

  @ParameterizedTest
  @FieldSource("DESTINATIONS")
  void readsAndWrites(String text, Destination expected) {
    Destination destination = Destination.parse(text);

    assertThat(destination).isEqualTo(expected);
    assertThat(destination.text()).isEqualTo(text);
  }

  static final List<Arguments> UNKNOWN =
      List.of(
          unknown("empty", "", "begins with"),
          unknown("a slash", "/", "begins with"),
          unknown("no slash before", "topic/a", "begins with"),
          unknown("another kind", "/queue/a", "begins with"),
          unknown("upper case", "/Topic/a", "begins with"),
          unknown("only the kind", "/topic", "begins with"),
          unknown("too long", "/app/" + "x".repeat(251), "at most 255 characters"),
          unknown("no channel", "/topic/", "no empty segment"),
          unknown("dot before", "/topic/.a", "no empty segment"),
          unknown("dot behind", "/topic/a.", "no empty segment"),
          unknown("two dots", "/topic/a..b", "no empty segment"),
          unknown("slash in a channel", "/topic/a/b", "segments are letters"),
          unknown("space", "/topic/a b", "segments are letters"),
          unknown("* beside a letter", "/topic/a*", "segments are letters"),
          unknown("** of Ant", "/topic/**", "segments are letters"),
          unknown("placeholder", "/topic/{room}", "segments are letters"),
          unknown("control character", "/topic/a\u0000", "segments are letters"),
          unknown("line separator", "/topic/a\u2028b", "segments are letters"),
          unknown("emoji", "/topic/😀", "segments are letters"),
          unknown("half a surrogate pair", "/topic/a\uD83D", "segments are letters"),
          unknown("accents not in NFC", "/topic/cafe\u0301", "NFC"),
          unknown("accent without an NFC", "/topic/x\u0301", "segments are letters"),
          unknown("Hangul not in NFC", "/topic/\u1112\u1161\u11AB", "NFC"),
          unknown("singleton not in NFC", "/topic/\u212B", "NFC"),
          unknown("mark at the beginning", "/topic/\u093F", "segments are letters"),
          unknown("variation selector", "/topic/a\uFE0F", "segments are letters"),
          unknown("zero-width joiner", "/topic/a\u200Db", "segments are letters"),
          unknown("201 bytes", "/topic/" + "a".repeat(201), "at most 200 bytes"),
          unknown("201 bytes of 67", "/topic/" + "한".repeat(67), "at most 200 bytes"),
          unknown("no application name", "/app/", "empty"),
          unknown("application, tab", "/app/a\tb", "control characters"),
          unknown("application, C1", "/app/a\u0085b", "control characters"),
          unknown("user alone", "/user/bob", "A user's destination"),
          unknown("user and slash", "/user/bob/", "A user's destination"),
          unknown("user's topic", "/user/bob/topic/x", "A user's destination"),
          unknown("no user", "/user//queue/x", "empty"),
          unknown("user, control character", "/user/a\nb/queue/x", "control characters"),
          unknown("user/queue alone", "/user/queue", "A user's destination"),
          unknown("own queue without name", "/user/queue/", "no empty segment"),
          unknown("user's queue without name", "/user/bob/queue/", "no empty segment"),
          unknown("slash in own queue", "/user/queue/a/b", "A user's destination"),
          unknown("slash in a user's queue", "/user/bob/queue/a/b", "segments are letters"),
          unknown("wildcard in own queue", "/user/queue/*", "no wildcards"),
          unknown("wildcard in a user's queue", "/user/bob/queue/#", "no wildcards"));

  private static Arguments unknown(String row, String text, String reason) {
    return argumentSet(row, text, reason);
  }

  @ParameterizedTest
  @FieldSource("UNKNOWN")
  void saysWhatIsWrong(String text, String reason) {
    Destination destination = Destination.parse(text);

    assertThat(destination).isInstanceOf(Unknown.class);
    assertThat(((Unknown) destination).reason()).contains(reason);
    assertThat(destination.text()).isEqualTo(text);
  }

  @Test
  void writesAUserAsSpringsTemplateDoes() {
    assertThat(new UserTarget("a/b/c", "x").text()).isEqualTo("/user/a%2Fb%2Fc/queue/x");
  }
}
