package io.switchboard.policy;

import java.security.Principal;
import org.jspecify.annotations.Nullable;

/// What a [ChannelAuthorizer] is asked. Immutable.
///
/// @param caller who asks
/// @param user the same as the application's security knows them, `null` without a credential
/// @param right what they want
/// @param target the channel's name, or a pattern
/// @param pattern whether the target is a pattern; then the right is to subscribe
public record ChannelRequest(
    Caller caller, @Nullable Principal user, Right right, String target, boolean pattern) {}
