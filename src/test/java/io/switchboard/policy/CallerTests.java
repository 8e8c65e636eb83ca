package io.switchboard.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.protocol.ChannelPattern;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CallerTests {

  @Test
  void hasItsNameAsSubject() {
    Caller caller = new Caller("ann", Set.of(), Map.of("tenant", "acme"), List.of());

    assertThat(caller.claims()).isEqualTo(Map.of("sub", "ann", "tenant", "acme"));
  }

  @Test
  void cannotClaimToBeAnotherSubject() {
    assertThat(new Caller("ann", Set.of(), Map.of("sub", "bob"), List.of()).claims())
        .isEqualTo(Map.of("sub", "ann"));
    assertThat(new Caller(null, Set.of(), Map.of("sub", "bob"), List.of()).claims()).isEmpty();
  }

  @Test
  void knowsNothingOfTheAnonymous() {
    assertThat(Caller.ANONYMOUS).isEqualTo(new Caller(null, Set.of(), Map.of(), List.of()));
    assertThat(Caller.ANONYMOUS.claims()).isEmpty();
  }

  @Test
  void doesNotChangeWithWhatItWasMadeFrom() {
    Set<String> roles = new HashSet<>(Set.of("OPS"));
    Map<String, String> claims = new HashMap<>();
    Set<Right> rights = EnumSet.of(Right.SUBSCRIBE);
    List<Grant> grants = new ArrayList<>(List.of(new Grant(ChannelPattern.of("a"), rights)));
    Caller caller = new Caller("ann", roles, claims, grants);

    roles.add("ADMIN");
    claims.put("tenant", "acme");
    rights.add(Right.PUBLISH);
    grants.clear();

    assertThat(caller)
        .isEqualTo(
            new Caller(
                "ann",
                Set.of("OPS"),
                Map.of(),
                List.of(new Grant(ChannelPattern.of("a"), Set.of(Right.SUBSCRIBE)))));
  }
}
