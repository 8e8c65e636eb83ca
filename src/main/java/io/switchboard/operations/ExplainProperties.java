package io.switchboard.operations;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// @param explainChannel prints which policy this channel has, and why, and starts nothing
@ConfigurationProperties("switchboard")
public record ExplainProperties(@Nullable String explainChannel) {}
