package io.switchboard.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.switchboard.SwitchboardApplication;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jetty.JettyWebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/// A whole server on a port of its own, which takes tokens signed with a secret of this class and
/// opens every channel to every user, unless a test has policies of its own.
///
/// Its limits of what comes in a second are out of a test's way, since all clients have one
/// address.
public final class TestServer implements AutoCloseable {

  public static final String SECRET = "a secret of the tests, 32 bytes or more";

  private static final List<String> LIMITS =
      List.of(
          "sessions-per-user",
          "sessions-per-address",
          "handshakes",
          "handshakes-per-address",
          "handshake-burst",
          "sends",
          "send-burst",
          "subscribes",
          "subscribe-burst",
          "sends-per-address",
          "subscribes-per-address");

  private static volatile List<String> standing = List.of();

  private final ConfigurableApplicationContext context;

  private TestServer(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /// Has the servers that are started from now on get these properties, `name=value`, besides those
  /// that a test gives them.
  static void always(List<String> properties) {
    standing = properties;
  }

  /// @param properties `name=value`; they go before those of this class
  public static TestServer start(String... properties) {
    return startWith(new Class<?>[0], properties);
  }

  /// @param configuration the application's own configuration classes or controllers
  public static TestServer startWith(Class<?>[] configuration, String... properties) {
    List<Class<?>> sources = new ArrayList<>(List.of(configuration));
    sources.add(SwitchboardApplication.class);
    return run(sources, alone("switchboard.auth.jwt.secret=" + SECRET, properties));
  }

  /// A server that was told of no secret: the tokens of this class are good for nothing there.
  public static TestServer startWithoutSecret(String... properties) {
    return run(
        List.of(SwitchboardApplication.class),
        alone("spring.config.name=switchboard,application", properties));
  }

  private static List<String> alone(String first, String... properties) {
    List<String> all = new ArrayList<>();
    all.add("spring.config.name=switchboard,application");
    all.add(first);
    all.addAll(List.of(properties));
    return all;
  }

  /// An application that is not Switchboard's own, but has it as a library.
  ///
  /// @param application its configuration classes
  public static TestServer startHost(Class<?>[] application, String... properties) {
    List<String> all = new ArrayList<>();
    all.add("switchboard.auth.jwt.secret=" + SECRET);
    all.addAll(List.of(properties));
    return run(List.of(application), all);
  }

  private static TestServer run(List<Class<?>> sources, List<String> properties) {
    List<String> all = new ArrayList<>();
    all.add("server.port=0");
    all.add("server.address=127.0.0.1");
    all.add("server.shutdown=immediate");
    all.add("management.server.port=-1"); // nobody asks, but in tests of it
    all.add("switchboard.channels.all.match=#");
    all.add("switchboard.channels.all.subscribe=authenticated");
    all.add("switchboard.channels.all.publish=authenticated");
    LIMITS.forEach(limit -> all.add("switchboard.limits." + limit + "=1000000"));
    all.addAll(standing);
    all.addAll(properties);
    // By name, since Spring would make one value of two.
    Map<String, String> arguments = new LinkedHashMap<>();
    all.forEach(one -> arguments.put(one.substring(0, one.indexOf('=')), "--" + one));
    return new TestServer(
        new SpringApplicationBuilder(sources.toArray(Class<?>[]::new))
            .run(arguments.values().toArray(String[]::new)));
  }

  /// Where health and metrics are, if the test gave them a port.
  public int managementPort() {
    return Integer.parseInt(property("local.management.port"));
  }

  public int port() {
    return Objects.requireNonNull(
        context.getEnvironment().getProperty("local.server.port", Integer.class));
  }

  /// The threads that Jetty has for itself.
  public QueuedThreadPool threads() {
    JettyWebServer jetty = (JettyWebServer) ((WebServerApplicationContext) context).getWebServer();
    return (QueuedThreadPool) Objects.requireNonNull(jetty).getServer().getThreadPool();
  }

  /// A property of its environment.
  public String property(String name) {
    return Objects.requireNonNull(context.getEnvironment().getProperty(name));
  }

  /// Tells its listeners of an event.
  public void publish(Object event) {
    context.publishEvent(event);
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /// A token for that user, good for an hour.
  public static String token(String user) {
    return token(user, Instant.now().plusSeconds(3600));
  }

  public static String token(String user, Instant expires) {
    return token(user, expires, Map.of());
  }

  /// @param claims those besides `sub`, `exp` and `iat`
  public static String token(String user, Instant expires, Map<String, Object> claims) {
    Instant now = Instant.now();
    Instant issued = expires.isAfter(now) ? now : expires.minusSeconds(60);
    JWTClaimsSet.Builder all =
        new JWTClaimsSet.Builder()
            .subject(user)
            .issueTime(Date.from(issued))
            .expirationTime(Date.from(expires));
    claims.forEach(all::claim);
    return signed(all.build());
  }

  /// A token with these claims and no others.
  public static String signed(JWTClaimsSet claims) {
    try {
      SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
      token.sign(new MACSigner(SECRET));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
