package io.switchboard.policy;

import java.util.Collection;

/// Adds rules to those of the configuration: a bean of the application, asked once at the start.
@FunctionalInterface
public interface ChannelPolicyProvider {

  Collection<ChannelPolicy> policies();
}
