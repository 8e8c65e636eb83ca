package io.switchboard.security;

import io.github.bucket4j.Bucket;
import java.io.IOException;
import java.time.Duration;
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
@Order(Ordered.HIGHEST_PRECEDENCE)
final class KeySetFetches
    implements JwkSetUriJwtDecoderBuilderCustomizer, ClientHttpRequestInterceptor {

  private static final int AT_ONCE = 5;

  private static final Duration EACH = Duration.ofSeconds(10);

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Bucket fetches =
      Bucket.builder().addLimit(limit -> limit.capacity(AT_ONCE).refillIntervally(1, EACH)).build();

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
    if (!fetches.tryConsume(1)) {
      throw new IOException("The issuer's keys were fetched too often; trying again soon");
    }
    return execution.execute(request, body);
  }
}
