package io.switchboard.demo;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Profile;

/// Chat, prices, pages and sign-in of the demo. Does nothing without the profile `demo`.
@Configuration(proxyBeanMethods = false)
@Profile("demo")
@Import({
  DemoMessaging.class,
  DemoPages.class,
  DemoSecurity.class,
  DemoTokens.class,
  StartBanner.class
})
public class DemoConfiguration {}
