package io.switchboard.cluster;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Which broker it is.
///
/// @param broker `embedded` for this process alone, `relay` for a RabbitMQ behind it
@ConfigurationProperties("switchboard")
record BrokerChoiceProperties(@DefaultValue("embedded") BrokerChoice broker) {}
