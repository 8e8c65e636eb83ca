package io.switchboard.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.protocol.RefusalCode;
import java.security.Principal;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.mock.web.MockHttpSession;

class CredentialsTests {

  private final JwtProperties jwt =
      new Binder(new MapConfigurationPropertySource(Map.of()))
          .bindOrCreate("switchboard.auth.jwt", JwtProperties.class);

  private final Credentials credentials =
      new Credentials(
          new Tokens(null, RoleClaims.converter(), jwt, InstantSource.system()),
          new ApiKeys(Map.of()),
          new Revocations(new Connections(), InstantSource.system()),
          false);

  private final Principal alice = () -> "alice";

  @Test
  void takeASignIn() {
    assertThat(credentials.checkLogin(alice, new MockHttpSession()))
        .isInstanceOf(Credential.Accepted.class);
  }

  /// The container invalidates it while the request that names it is under way.
  @Test
  void refuseASignInThatEndsMeanwhile() {
    MockHttpSession session = new MockHttpSession();
    session.invalidate();

    assertThat(credentials.checkLogin(alice, session))
        .isEqualTo(new Credential.Rejected(RefusalCode.UNAUTHENTICATED, "The sign-in has ended."));
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "api-key:orders", "alice\npublisher:bob", "\u202Eecila"})
  void refuseASignInWhoseNameIsNone(String name) {
    assertThat(credentials.checkLogin(() -> name, null)).isInstanceOf(Credential.Rejected.class);
  }
}
