package io.switchboard.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelPolicyTests {

  @Test
  void letsNobodyInUnlessTold() {
    ChannelPolicy policy = ChannelPolicy.closed("rooms", "rooms.*");

    assertThat(policy)
        .isEqualTo(new ChannelPolicy("rooms", "rooms.*", new Access.Nobody(), new Access.Nobody()));
  }

  @Test
  void tellsItsRightsApart() {
    ChannelPolicy policy =
        new ChannelPolicy("rooms", "rooms.*", new Access.Anyone(), new Access.Authenticated());

    assertThat(policy.access(Right.SUBSCRIBE)).isEqualTo(new Access.Anyone());
    assertThat(policy.access(Right.PUBLISH)).isEqualTo(new Access.Authenticated());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Rooms", "my_rooms", "my rooms", "rooms.a", "방"})
  void refusesANameThatPropertiesDoNotKeep(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ChannelPolicy.closed(name, "rooms.*"))
        .withMessage("'" + name + "' is no rule's name: it takes small letters, digits and -");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rooms",
        "rooms.*",
        "#",
        "users.{sub}.#",
        "{a}",
        "#.{a}",
        "{a}.#.{b}",
        "{A1_-x}.b",
        "a.{sub}.*.{tenant}",
        "방.*"
      })
  void takesPatternsWithPlaceholders(String match) {
    assertThat(ChannelPolicy.closed("x", match).match()).isEqualTo(match);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''            | A name has no empty segment",
        "rooms..a      | A name has no empty segment",
        "rooms.        | A name has no empty segment",
        "rooms*        | segments are letters",
        "ro oms        | segments are letters",
        "a.{}          | A placeholder is a whole segment",
        "a.{1}         | A placeholder is a whole segment",
        "a.{_a}        | A placeholder is a whole segment",
        "a.{b c}       | A placeholder is a whole segment",
        "a.{방}         | A placeholder is a whole segment",
        "a.x{b}        | A placeholder is a whole segment",
        "a.{b}x        | A placeholder is a whole segment",
        "a.{b          | A placeholder is a whole segment",
        "a.b}          | A placeholder is a whole segment",
        "a.{b.c}       | A placeholder is a whole segment",
        "a.{{b}}       | A placeholder is a whole segment",
        "a.${b}        | A placeholder is a whole segment",
        "#.{sub}.#     | A placeholder between two # may be any segment",
        "#.a.{b}.c.#.d | A placeholder between two # may be any segment",
      })
  void refusesWhatIsNoMatch(String match, String reason) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ChannelPolicy.closed("x", match))
        .withMessageContaining(reason);
  }

  @Test
  void refusesWhatIsNotInNormalizationFormC() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ChannelPolicy.closed("x", "cafe\u0301.{sub}"))
        .withMessageContaining("NFC");
  }

  @Test
  void refusesWhatIsTooLong() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ChannelPolicy.closed("x", "a".repeat(201)))
        .withMessageContaining("at most 200 bytes");
  }
}
