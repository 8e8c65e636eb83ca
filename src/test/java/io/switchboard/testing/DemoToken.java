package io.switchboard.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import tools.jackson.databind.json.JsonMapper;

/// The tokens that the demo gives to who signed in, got as its page does.
public final class DemoToken {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private DemoToken() {}

  public static String of(int port, String user) throws IOException, InterruptedException {
    String cookie = SignIn.cookie(port, user);
    HttpRequest.Builder post =
        request(port, "/demo/token", cookie)
            .header("X-CSRF-TOKEN", csrf(port, cookie))
            .POST(BodyPublishers.noBody());
    return JsonMapper.shared().readTree(send(post)).path("token").asString();
  }

  /// What a page has to show that posts something.
  ///
  /// @param cookie of who signed in
  public static String csrf(int port, String cookie) throws IOException, InterruptedException {
    String me = send(request(port, "/demo/me", cookie));
    return JsonMapper.shared().readTree(me).path("csrf").path("token").asString();
  }

  private static HttpRequest.Builder request(int port, String path, String cookie) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .header("Cookie", cookie);
  }

  private static String send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return HTTP.send(request.build(), BodyHandlers.ofString()).body();
  }
}
