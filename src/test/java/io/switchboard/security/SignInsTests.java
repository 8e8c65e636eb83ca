package io.switchboard.security;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpSessionEvent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpSession;

class SignInsTests {

  private static final Duration LONGEST_CONNECT = Duration.ofHours(6);

  private final AtomicLong nanos = new AtomicLong();
  private final SignIns signIns =
      new SignIns(new Connections(), InstantSource.system(), LONGEST_CONNECT, nanos::get);

  @Test
  void rememberWhatEndedForAsLongAsAConnectionMayTakeToItsConnect() {
    MockHttpSession session = new MockHttpSession();
    LoginSession id = LoginSession.of(session);
    assertThat(signIns.hasEnded(id)).isFalse();

    signIns.sessionDestroyed(new HttpSessionEvent(session));

    nanos.addAndGet(LONGEST_CONNECT.toNanos());
    assertThat(signIns.hasEnded(id)).isTrue();
    nanos.addAndGet(LONGEST_CONNECT.toNanos());
    assertThat(signIns.hasEnded(id)).isFalse();
  }
}
