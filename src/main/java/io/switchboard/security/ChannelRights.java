package io.switchboard.security;

import io.switchboard.broker.RefusedException;
import io.switchboard.policy.ChannelPolicy;
import io.switchboard.policy.Grant;
import io.switchboard.policy.Policies;
import io.switchboard.policy.Right;
import io.switchboard.policy.Verdict;
import io.switchboard.protocol.ChannelPattern;
import io.switchboard.protocol.RefusalCode;
import org.jspecify.annotations.Nullable;

/// Judges what somebody may do with a channel: a user by the policies, a backend by what its key
/// grants. May block where the application's own beans decide.
final class ChannelRights {

  private final Policies policies;
  private final boolean remedies;

  /// @param remedies whether a refusal says what configuration would allow it
  ChannelRights(Policies policies, boolean remedies) {
    this.policies = policies;
    this.remedies = remedies;
  }

  /// @param target a channel, or a pattern to subscribe to
  /// @throws RefusedException if it is not allowed
  void check(Identity identity, Right right, String target) {
    if (identity.kind() == Identity.Kind.API_KEY) {
      checkKey(identity, right, target);
    } else if (policies.judge(identity.caller(), identity.principal(), right, target)
        instanceof Verdict.Refused refused) {
      throw refusal(identity, refused);
    }
  }

  /// The name of the policy that decides on a channel, `null` where there is none.
  @Nullable String policyOf(String channel) {
    ChannelPolicy policy = policies.effective(channel);
    return policy == null ? null : policy.name();
  }

  /// Whether the answer to [#check] hangs on nothing but the identity.
  boolean isFixed(Identity identity, Right right, String channel) {
    return identity.kind() == Identity.Kind.API_KEY || policies.isFixed(right, channel);
  }

  private static void checkKey(Identity identity, Right right, String target) {
    ChannelPattern wanted = ChannelPattern.of(target);
    for (Grant grant : identity.caller().grants()) {
      if (grant.covers(right, wanted)) {
        return;
      }
    }
    throw new RefusedException(RefusalCode.FORBIDDEN, "The API key does not grant this.");
  }

  private RefusedException refusal(Identity identity, Verdict.Refused refused) {
    RefusalCode code =
        identity.kind() == Identity.Kind.ANONYMOUS
            ? RefusalCode.UNAUTHENTICATED
            : RefusalCode.FORBIDDEN;
    return new RefusedException(code, detail(refused));
  }

  private String detail(Verdict.Refused refused) {
    return remedies && refused.remedy() != null
        ? refused.reason() + " This would allow it:\n" + refused.remedy()
        : refused.reason();
  }
}
