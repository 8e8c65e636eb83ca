package io.switchboard.http;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param enabled whether there is `/api/v1`, which the server that runs by itself has; without it,
///   its paths are the application's own
@ConfigurationProperties("switchboard.api")
record ApiProperties(@DefaultValue("false") boolean enabled) {}
