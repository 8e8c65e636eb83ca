package io.switchboard.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;

/// The HTTP requests of one SockJS session, each as the caller wants it.
public final class SockJsHttp {

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();

  private final HttpClient http;
  private final String scheme;
  private final int port;
  private final String path;
  private final String[] headers; // name, value, name, value ...

  private SockJsHttp(int port, String path, String[] headers) {
    this(HTTP, "http", port, path, headers);
  }

  private SockJsHttp(HttpClient http, String scheme, int port, String path, String[] headers) {
    this.http = http;
    this.scheme = scheme;
    this.port = port;
    this.path = path;
    this.headers = headers;
  }

  /// A session of `/sockjs` with an id that nobody had.
  ///
  /// @param headers of every request: name, value, name, value...
  public static SockJsHttp session(int port, String... headers) {
    return sessionOf("/sockjs", port, headers);
  }

  /// A session that a page of this server's opens for who has signed in.
  public static SockJsHttp signedIn(int port, String cookie) {
    return session(port, "Cookie", cookie, "Origin", "http://127.0.0.1:" + port);
  }

  /// A session of `/sockjs` over TLS.
  public static SockJsHttp secured(int port, SSLContext tls) {
    HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .sslContext(tls)
            .build();
    String path = "/sockjs/000/" + UUID.randomUUID();
    return new SockJsHttp(http, "https", port, path, new String[0]);
  }

  /// The same of another endpoint.
  public static SockJsHttp sessionOf(String endpoint, int port, String... headers) {
    return new SockJsHttp(port, endpoint + "/000/" + UUID.randomUUID(), headers);
  }

  /// A session of `/sockjs` with an id of the client's choice.
  public static SockJsHttp sessionOfId(String id, int port) {
    return new SockJsHttp(port, "/sockjs/000/" + id, new String[0]);
  }

  /// The same session as this server's page would ask for it, for somebody else.
  public SockJsHttp withSignedIn(String cookie) {
    return with("Cookie", cookie, "Origin", "http://127.0.0.1:" + port);
  }

  /// The same session as somebody else would ask for it.
  public SockJsHttp with(String... others) {
    return new SockJsHttp(http, scheme, port, path, others);
  }

  public int port() {
    return port;
  }

  /// `/sockjs/<server>/<session>`
  public String path() {
    return path;
  }

  /// One polling request, answered when there is something to say.
  public HttpResponse<String> poll() throws IOException {
    return call(request(SockJsTransport.XHR_POLLING), BodyHandlers.ofString());
  }

  /// The SockJS frame that a polling request is answered with.
  public String pollFrame() throws IOException {
    HttpResponse<String> answer = poll();
    if (answer.statusCode() != 200) {
      throw new IOException(answer + " " + answer.body());
    }
    return answer.body().strip();
  }

  /// A polling request that stays open for now.
  public CompletableFuture<HttpResponse<String>> pollLater() {
    return http.sendAsync(request(SockJsTransport.XHR_POLLING), BodyHandlers.ofString());
  }

  /// A streaming request.
  public HttpResponse<InputStream> stream(SockJsTransport transport) throws IOException {
    return call(request(transport), BodyHandlers.ofInputStream());
  }

  /// Posts what should be a JSON array of messages.
  public HttpResponse<String> post(String body) throws IOException {
    return call(postRequest(body), BodyHandlers.ofString());
  }

  /// The same without saying how long it is.
  public HttpResponse<String> postInChunks(String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    HttpRequest request =
        to("/xhr_send")
            .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)))
            .build();
    return call(request, BodyHandlers.ofString());
  }

  public CompletableFuture<HttpResponse<String>> postLater(String body) {
    return http.sendAsync(postRequest(body), BodyHandlers.ofString());
  }

  /// A GET of any path of the server.
  public static HttpResponse<String> get(int port, String path, String... headers)
      throws IOException {
    SockJsHttp server = new SockJsHttp(port, path, headers);
    return server.call(server.to("").GET().build(), BodyHandlers.ofString());
  }

  /// A GET of any path by the same client.
  public HttpResponse<String> get(String path) throws IOException {
    SockJsHttp client = new SockJsHttp(http, scheme, port, path, headers);
    return client.call(client.to("").GET().build(), BodyHandlers.ofString());
  }

  /// A request of any method for any path of the server, without a body.
  public static HttpResponse<String> send(int port, String method, String path, String... headers)
      throws IOException {
    SockJsHttp server = new SockJsHttp(port, path, headers);
    HttpRequest request = server.to("").method(method, BodyPublishers.noBody()).build();
    return server.call(request, BodyHandlers.ofString());
  }

  private HttpRequest request(SockJsTransport transport) {
    return to("/" + transport.path()).method(transport.method(), BodyPublishers.noBody()).build();
  }

  private HttpRequest postRequest(String body) {
    return to("/xhr_send").POST(BodyPublishers.ofString(body)).build();
  }

  private HttpRequest.Builder to(String below) {
    URI uri = URI.create(scheme + "://127.0.0.1:" + port + path + below);
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(PATIENCE);
    return headers.length == 0 ? request : request.headers(headers);
  }

  private <T> HttpResponse<T> call(HttpRequest request, BodyHandler<T> body) throws IOException {
    try {
      return http.send(request, body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
