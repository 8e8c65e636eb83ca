package io.switchboard.security;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.JwkSetUriJwtDecoderBuilderCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder.JwkSetUriJwtDecoderBuilder;
import org.springframework.web.client.RestTemplate;

/// Has Boot's decoder fetch an issuer's keys at a bounded rate. It fetches them anew for each token
/// whose `kid` it does not know, which is how it learns of new keys; and anybody can make one up.
///
/// Each address has a rate of its own. What is fetched first, an issuer's description, is fetched
/// again and again while what it leads to fails: of a common rate it would leave nothing for that.
///
/// Safe for use by any thread.
@Order(Ordered.HIGHEST_PRECEDENCE)
final class KeySetFetches
    implements JwkSetUriJwtDecoderBuilderCustomizer, ClientHttpRequestInterceptor {

  private static final int AT_ONCE = 5;

  private static final Duration EACH = Duration.ofSeconds(10);

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /// An issuer has a description in one of three places, and keys in one more.
  private static final int MOST_ADDRESSES = 100;

  private final LoadingCache<URI, Bucket> fetches;

  /// @param nanos a clock that never goes back
  KeySetFetches(LongSupplier nanos) {
    this.fetches =
        Caffeine.newBuilder().maximumSize(MOST_ADDRESSES).build(address -> bucket(nanos));
  }

  private static Bucket bucket(LongSupplier nanos) {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(AT_ONCE).refillIntervally(1, EACH))
        .withCustomTimePrecision(new AddressBuckets.Nanos(nanos))
        .build();
  }

  @Override
  public void customize(JwkSetUriJwtDecoderBuilder builder) {
    SimpleClientHttpRequestFactory requests = new SimpleClientHttpRequestFactory();
    requests.setConnectTimeout(PATIENCE);
    requests.setReadTimeout(PATIENCE);
    RestTemplate rest = new RestTemplate(requests);
    rest.getInterceptors().add(this);
    builder.restOperations(rest);
  }

  @Override
  public ClientHttpResponse intercept(
      HttpRequest request, byte[] body, ClientHttpRequestExecution execution) throws IOException {
    if (!fetches.get(request.getURI()).tryConsume(1)) {
      throw new IOException("The issuer's keys were fetched too often; trying again soon");
    }
    return execution.execute(request, body);
  }
}
