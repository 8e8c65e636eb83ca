package io.switchboard.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class RelayPropertiesTests {

  @Test
  void hasDefaults() {
    assertThat(bind(Map.of()))
        .isEqualTo(
            new RelayProperties(
                "localhost",
                61613,
                "/",
                "guest",
                "guest",
                null,
                null,
                20_000,
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Duration.ofMinutes(1),
                100));
  }

  @Test
  void isEmbeddedUnlessChosen() {
    assertThat(
            new Binder(new MapConfigurationPropertySource(Map.of()))
                .bindOrCreate("switchboard", BrokerChoiceProperties.class)
                .broker())
        .isEqualTo(BrokerChoice.EMBEDDED);
  }

  @ParameterizedTest
  @CsvSource({
    "host, '', 'switchboard.relay.host is empty: it takes a text'",
    "port, 0, 'switchboard.relay.port is 0: it takes a number from 1 to 65535'",
    "port, 65536, 'switchboard.relay.port is 65536: it takes a number from 1 to 65535'",
    "virtual-host, ' ', 'switchboard.relay.virtual-host is empty: it takes a text'",
    "login, '', 'switchboard.relay.login is empty: it takes a text'",
    "max-connections, 0,"
        + " 'switchboard.relay.max-connections is 0: it takes a number from 1 to 1000000'",
    "connect-timeout, 99ms,"
        + " 'switchboard.relay.connect-timeout is PT0.099S: it takes a time from PT0.1S to PT1M'",
    "heart-beat, 0, 'switchboard.relay.heart-beat is PT0S: it takes a time from PT1S to PT10M'",
    "queue-expiry, 2d,"
        + " 'switchboard.relay.queue-expiry is PT48H: it takes a time from PT1S to PT24H'",
    "reconnect-rate, 0,"
        + " 'switchboard.relay.reconnect-rate is 0: it takes a number from 1 to 100000'",
    "system-login, root,"
        + " 'switchboard.relay.system-passcode is not set: it takes a value where the other of"
        + " system-login and system-passcode has one'"
  })
  void refusesWhatItCannotBe(String name, String value, String sentence) {
    assertThatThrownBy(() -> bind(Map.of("switchboard.relay." + name, value)))
        .hasRootCauseMessage(sentence);
  }

  @Test
  void logsInAsTheClientsDoUnlessTold() {
    RelayProperties same = bind(Map.of("switchboard.relay.login", "app"));
    RelayProperties other =
        bind(
            Map.of(
                "switchboard.relay.system-login",
                "root",
                "switchboard.relay.system-passcode",
                "p"));

    assertThat(same.systemLoginOrLogin()).isEqualTo("app");
    assertThat(other.systemLoginOrLogin()).isEqualTo("root");
    assertThat(other.systemPasscodeOrPasscode()).isEqualTo("p");
  }

  @Test
  void keepsItsSecretsOutOfLogs() {
    assertThat(bind(Map.of("switchboard.relay.passcode", "hush")).toString())
        .isEqualTo("localhost:61613 virtual host /");
  }

  private static RelayProperties bind(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("switchboard.relay", RelayProperties.class);
  }
}
