package io.switchboard.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class PolicyPropertiesTests {
  private static final String TAKES =
      "it takes anyone, authenticated, granted, role:NAME, bean:NAME or nobody";

  @Test
  void haveNoRulesByDefault() {
    assertThat(bind(Map.of()).channels()).isEmpty();
    assertThat(bind(Map.of()).policies()).isEmpty();
  }

  @Test
  void letNobodyInByDefault() {
    assertThat(bind(Map.of("switchboard.channels.rooms.match", "rooms.*")).policies())
        .containsExactly(ChannelPolicy.closed("rooms", "rooms.*"));
  }

  @Test
  void takeWhatIsSetInItsOrder() {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("switchboard.channels.rooms.match", "rooms.*");
    properties.put("switchboard.channels.rooms.subscribe", "authenticated");
    properties.put("switchboard.channels.rooms.publish", "bean:rooms");
    properties.put("switchboard.channels.my-own-2.match", "users.{sub}.#");
    properties.put("switchboard.channels.my-own-2.subscribe", "role:OPS");

    assertThat(bind(properties).policies())
        .containsExactly(
            new ChannelPolicy(
                "rooms", "rooms.*", new Access.Authenticated(), new Access.Bean("rooms")),
            new ChannelPolicy(
                "my-own-2", "users.{sub}.#", new Access.Role("OPS"), new Access.Nobody()));
  }

  @ParameterizedTest(name = "{0} = {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "rooms.match     | rooms..a      | A name has no empty segment: 'rooms..a'",
        "rooms.match     | ~~            | A name has no empty segment: ''",
        "rooms.subscribe | everyone      | 'everyone' is no access: " + TAKES,
        "rooms.publish   | role:         | 'role:' has no name, or one with a blank: " + TAKES,
      })
  void nameThePropertyTheValueAndWhatItTakes(String property, String value, String fault) {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("switchboard.channels.rooms.match", "rooms.*");
    properties.put("switchboard.channels." + property, value);

    assertThatThrownBy(() -> bind(properties))
        .hasStackTraceContaining(
            "switchboard.channels." + property + " is \"" + value + "\": " + fault);
  }

  @Test
  void missAMatch() {
    assertThatThrownBy(() -> bind(Map.of("switchboard.channels.rooms.publish", "anyone")))
        .rootCause()
        .hasMessage(
            "switchboard.channels.rooms.match is missing: it takes a channel or a pattern such as"
                + " \"rooms.*\"");
  }

  @Test
  void nameARuleThatHasNoFitName() {
    assertThatThrownBy(() -> bind(Map.of("switchboard.channels.Rooms.match", "rooms.*")))
        .hasStackTraceContaining(
            "switchboard.channels is \"Rooms\": 'Rooms' is no rule's name: it takes small letters,"
                + " digits and -");
  }

  private static PolicyProperties bind(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("switchboard", PolicyProperties.class);
  }
}
