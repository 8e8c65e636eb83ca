package io.switchboard.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// An identity provider on this machine, which says of itself where its keys are, and can fail.
final class IdentityProvider implements AutoCloseable {

  private final AtomicInteger keyFetches = new AtomicInteger();
  private final HttpServer http;
  private volatile List<RSAKey> published;
  private volatile boolean failing;

  private IdentityProvider(HttpServer http, List<RSAKey> published) {
    this.http = http;
    this.published = published;
  }

  static IdentityProvider start(RSAKey... published) throws IOException {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    IdentityProvider provider = new IdentityProvider(http, List.of(published));
    http.createContext("/.well-known/openid-configuration", provider::describe);
    http.createContext("/keys", provider::serveKeys);
    http.start();
    return provider;
  }

  /// What its tokens have in `iss`.
  String issuer() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  String keysUri() {
    return issuer() + "/keys";
  }

  void publish(RSAKey... keys) {
    published = List.of(keys);
  }

  /// Whether it answers all requests with 503 from now on.
  void failing(boolean now) {
    failing = now;
  }

  /// How often it was asked for its keys.
  int keyFetches() {
    return keyFetches.get();
  }

  private void describe(HttpExchange exchange) throws IOException {
    answer(exchange, "{\"issuer\":\"" + issuer() + "\",\"jwks_uri\":\"" + keysUri() + "\"}");
  }

  private void serveKeys(HttpExchange exchange) throws IOException {
    keyFetches.incrementAndGet();
    answer(exchange, new JWKSet(List.copyOf(published)).toString());
  }

  private void answer(HttpExchange exchange, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(failing ? 503 : 200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  static String token(RSAKey key, JWTClaimsSet claims) {
    try {
      JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build();
      SignedJWT token = new SignedJWT(header, claims);
      token.sign(new RSASSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Nobody can reach it from now on.
  @Override
  public void close() {
    http.stop(0);
  }
}
