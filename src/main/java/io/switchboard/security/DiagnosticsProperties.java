package io.switchboard.security;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What helps to find out whether clients can connect at all.
///
/// @param echo whether `/echo` sends back what it gets, to anybody
/// @param remedies whether a refusal tells the client which configuration would have allowed it;
///   for development
@ConfigurationProperties("switchboard.diagnostics")
public record DiagnosticsProperties(
    @DefaultValue("false") boolean echo, @DefaultValue("false") boolean remedies) {}
