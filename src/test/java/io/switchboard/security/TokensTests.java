package io.switchboard.security;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.switchboard.policy.Grant;
import io.switchboard.policy.Right;
import io.switchboard.protocol.ChannelPattern;
import io.switchboard.protocol.RefusalCode;
import java.io.IOException;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

class TokensTests {

  private static final String SECRET = "a secret of the tests, 32 bytes or more";

  /// The decoder looks at the machine's clock.
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  private final JwtProperties properties =
      new JwtProperties(
          SECRET,
          List.of("HS256"),
          "https://issuer.example",
          List.of("chat", "prices"),
          Duration.ofHours(24),
          Duration.ofSeconds(60));

  private final Tokens tokens =
      new Tokens(
          SecretJwtDecoder.of(SECRET, properties), RoleClaims.converter(), properties, () -> now);

  @Test
  void tellWhoItIsAndWhatItMay() {
    JWTClaimsSet claims =
        good()
            .jwtID("id-1")
            .claim("roles", List.of("OPERATOR"))
            .claim("tenant", "acme")
            .claim(
                "channels",
                List.of(
                    "rooms.*",
                    Map.of("match", "orders.#", "rights", List.of("publish", "subscribe"))))
            .build();

    Identity identity = accepted(signed(claims));

    assertThat(identity.name()).isEqualTo("alice");
    assertThat(identity.credential()).isEqualTo("id-1");
    assertThat(identity.expires())
        .isEqualTo(claims.getExpirationTime().toInstant().truncatedTo(ChronoUnit.SECONDS));
    assertThat(identity.caller().roles()).containsExactly("OPERATOR");
    assertThat(identity.caller().claims()).containsEntry("tenant", "acme");
    assertThat(identity.caller().grants())
        .containsExactly(
            new Grant(ChannelPattern.of("rooms.*"), Set.of(Right.SUBSCRIBE)),
            new Grant(ChannelPattern.of("orders.#"), Set.of(Right.PUBLISH, Right.SUBSCRIBE)));
  }

  @ParameterizedTest
  @MethodSource("names")
  void takeNamesOfEveryScript(String name) {
    assertThat(accepted(signed(good().subject(name).build())).name()).isEqualTo(name);
  }

  static List<String> names() {
    return List.of("\uAE40\uBBFC\uC218", "Zo\u00EB O'Neill <zoe@chat.example>", "a".repeat(255));
  }

  @Test
  void nameATokenWithoutAnIdByItsHash() {
    assertThat(accepted(signed(good().build())).credential())
        .startsWith("sha256:")
        .hasSize("sha256:".length() + 64);
  }

  /// Spring makes one up, a second before `exp`.
  @Test
  void knowNoTimeOfIssueWhereTheTokenHasNone() {
    assertThat(accepted(signed(good().build())).issued()).isNull();
    assertThat(accepted(signed(good().issueTime(Date.from(now)).build())).issued()).isEqualTo(now);
  }

  @Test
  void keepNoSecret() {
    String token = signed(good().build());

    assertThat(accepted(token).principal())
        .isInstanceOfSatisfying(
            JwtAuthenticationToken.class,
            user ->
                assertThat(user.getToken().getTokenValue())
                    .startsWith("sha256:")
                    .doesNotContain(token)
                    .isNotEqualTo(valueOf(signed(good().subject("bob").build()))));
  }

  @Test
  void takeExpByTheLetter() {
    assertThat(tokens.check(signed(good().expirationTime(Date.from(now)).build())))
        .isEqualTo(new Credential.Rejected(RefusalCode.TOKEN_EXPIRED, "The token has expired."));
    assertThat(
            tokens.check(
                signed(good().expirationTime(Date.from(now.minus(Duration.ofDays(2)))).build())))
        .isEqualTo(new Credential.Rejected(RefusalCode.TOKEN_EXPIRED, "The token has expired."));
  }

  @Test
  void allowForClocksThatDifferABit() {
    accepted(signed(good().notBeforeTime(Date.from(now.plusSeconds(30))).build()));

    rejected(signed(good().notBeforeTime(Date.from(now.plusSeconds(90))).build()));
    accepted(signed(good().issueTime(Date.from(now.plusSeconds(30))).build()));
    rejected(signed(good().issueTime(Date.from(now.plusSeconds(90))).build()));
  }

  /// Else whoever has a token that lasts for a month need only wait for the last of its days.
  @Test
  void holdATokensWholeLifeToTheLimit() {
    Instant yesterday = now.minus(Duration.ofHours(23));

    accepted(signed(living(yesterday, Duration.ofHours(24))));

    rejected(signed(living(yesterday, Duration.ofHours(24).plusSeconds(1))));
    rejected(signed(living(now.minus(Duration.ofDays(29)), Duration.ofDays(30))));
  }

  private static JWTClaimsSet living(Instant issued, Duration lifetime) {
    return good()
        .issueTime(Date.from(issued))
        .expirationTime(Date.from(issued.plus(lifetime)))
        .build();
  }

  record Bad(String name, String token) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Bad> badTokens() throws JOSEException, NoSuchAlgorithmException {
    return List.of(
        new Bad("empty", ""),
        new Bad("no token", "alice"),
        new Bad("three empty parts", ".."),
        new Bad("not signed", new PlainJWT(good().build()).serialize()),
        new Bad("signed with another secret", signed(good().build(), "x".repeat(40))),
        new Bad("signature cut", signed(good().build()).replaceFirst(".$", "")),
        new Bad("body changed", changed()),
        new Bad("another algorithm", signedWith(JWSAlgorithm.HS512, "x".repeat(64))),
        new Bad("a public key's algorithm", signedWithRsa()),
        new Bad("no exp", signed(good().expirationTime(null).build())),
        new Bad("exp too far", signed(good().expirationTime(in(Duration.ofDays(3))).build())),
        new Bad("no sub", signed(good().subject(null).build())),
        new Bad("blank sub", signed(good().subject(" ").build())),
        new Bad("sub of a key", signed(good().subject("api-key:orders").build())),
        new Bad("sub of two lines", signed(good().subject("alice\npublisher:bob").build())),
        new Bad("sub that turns the text", signed(good().subject("\u202Eecila").build())),
        new Bad("sub with a NUL", signed(good().subject("alice\0").build())),
        new Bad("sub of 256 characters", signed(good().subject("a".repeat(256)).build())),
        new Bad("another issuer", signed(good().issuer("https://evil.example").build())),
        new Bad("no issuer", signed(good().issuer(null).build())),
        new Bad("another audience", signed(good().audience("mail").build())),
        new Bad("no audience", signed(good().audience((String) null).build())),
        new Bad("channels a text", signed(good().claim("channels", "#").build())),
        new Bad("a pattern that is none", signed(good().claim("channels", List.of("a*")).build())),
        new Bad(
            "a right that is none",
            signed(
                good()
                    .claim("channels", List.of(Map.of("match", "a", "rights", List.of("all"))))
                    .build())),
        new Bad(
            "a grant without rights",
            signed(good().claim("channels", List.of(Map.of("match", "a"))).build())));
  }

  @ParameterizedTest
  @MethodSource("badTokens")
  void refuseWhatProvesNothing(Bad bad) {
    rejected(bad.token());
  }

  @Test
  void refuseAllWhereNoneAreTaken() {
    Tokens none = new Tokens(null, RoleClaims.converter(), properties, () -> now);

    assertThat(none.check(signed(good().build()))).isInstanceOf(Credential.Rejected.class);
  }

  record Undecided(String name, RuntimeException failure) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Undecided> undecided() {
    return List.of(
        new Undecided("keys not fetched", new JwtException("I/O error")),
        new Undecided(
            "no decoder yet", new JwtDecoderInitializationException("down", new IOException("x"))),
        new Undecided("a fault of the decoder", new IllegalStateException("no database")),
        new Undecided("an argument of the decoder's", new IllegalArgumentException("null")));
  }

  @ParameterizedTest
  @MethodSource("undecided")
  void haveClientsComeBackWhereNobodyCanTell(Undecided undecided) {
    Tokens unsure =
        new Tokens(
            token -> {
              throw undecided.failure();
            },
            RoleClaims.converter(),
            properties,
            () -> now);

    assertThat(unsure.check(signed(good().build())))
        .isInstanceOfSatisfying(
            Credential.Rejected.class,
            rejected -> {
              assertThat(rejected.code()).isEqualTo(RefusalCode.UNAVAILABLE);
              assertThat(rejected.retryAfter()).isBetween(ofSeconds(5), ofSeconds(15));
            });
  }

  private String valueOf(String token) {
    return accepted(token).principal() instanceof JwtAuthenticationToken user
        ? user.getToken().getTokenValue()
        : "";
  }

  private Identity accepted(String token) {
    Credential credential = tokens.check(token);
    assertThat(credential).isInstanceOf(Credential.Accepted.class);
    return ((Credential.Accepted) credential).identity();
  }

  private void rejected(String token) {
    assertThat(tokens.check(token))
        .isInstanceOfSatisfying(
            Credential.Rejected.class,
            rejected -> assertThat(rejected.code()).isEqualTo(RefusalCode.UNAUTHENTICATED));
  }

  private static JWTClaimsSet.Builder good() {
    return new JWTClaimsSet.Builder()
        .subject("alice")
        .issuer("https://issuer.example")
        .audience("chat")
        .expirationTime(in(Duration.ofHours(1)));
  }

  private static Date in(Duration time) {
    return Date.from(Instant.now().plus(time));
  }

  private static String signed(JWTClaimsSet claims) {
    return signed(claims, SECRET);
  }

  private static String signed(JWTClaimsSet claims, String secret) {
    try {
      SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
      token.sign(new MACSigner(secret));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String signedWith(JWSAlgorithm algorithm, String secret) throws JOSEException {
    SignedJWT token = new SignedJWT(new JWSHeader(algorithm), good().build());
    token.sign(new MACSigner(secret));
    return token.serialize();
  }

  private static String signedWithRsa() throws JOSEException, NoSuchAlgorithmException {
    KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
    keys.initialize(2048);
    SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.RS256), good().build());
    token.sign(new RSASSASigner(keys.generateKeyPair().getPrivate()));
    return token.serialize();
  }

  private static String changed() {
    String[] alice = signed(good().build()).split("\\.", -1);
    String[] bob = signed(good().subject("bob").build()).split("\\.", -1);
    return alice[0] + "." + bob[1] + "." + alice[2];
  }
}
