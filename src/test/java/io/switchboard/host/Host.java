package io.switchboard.host;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;

/// An application without a bean: what there is, the auto-configuration brings.
@SpringBootConfiguration
@EnableAutoConfiguration
class Host {}
