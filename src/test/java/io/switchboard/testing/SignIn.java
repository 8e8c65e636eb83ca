package io.switchboard.testing;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Signs in by the form of Spring Security, as a browser does.
public final class SignIn {

  private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

  private SignIn() {}

  /// The value of the header `Cookie` of somebody who has signed in and whose password is the name.
  public static String cookie(int port, String user) throws IOException, InterruptedException {
    return signIn(port, user, new CookieManager());
  }

  /// The same of somebody who signs in once more, in a browser that has this cookie.
  public static String again(int port, String user, String cookie)
      throws IOException, InterruptedException {
    CookieManager cookies = new CookieManager();
    String[] known = cookie.split("=", 2);
    HttpCookie session = new HttpCookie(known[0], known[1]);
    session.setPath("/");
    session.setVersion(0);
    cookies.getCookieStore().add(URI.create("http://127.0.0.1:" + port), session);
    return signIn(port, user, cookies);
  }

  private static String signIn(int port, String user, CookieManager cookies)
      throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newBuilder().cookieHandler(cookies).build()) {
      URI login = URI.create("http://127.0.0.1:" + port + "/login");
      String page =
          http.send(HttpRequest.newBuilder(login).build(), BodyHandlers.ofString()).body();
      Matcher csrf = CSRF.matcher(page);
      if (!csrf.find()) {
        throw new IOException("No form: " + page);
      }
      String form = "username=" + user + "&password=" + user + "&_csrf=" + csrf.group(1);
      HttpRequest post =
          HttpRequest.newBuilder(login)
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(BodyPublishers.ofString(form))
              .build();
      HttpResponse<String> answer = http.send(post, BodyHandlers.ofString());
      if (answer.headers().firstValue("Location").orElse("/login?error").contains("error")) {
        throw new IOException(answer.toString());
      }
    }
    return String.join(
        "; ", cookies.getCookieStore().getCookies().stream().map(Object::toString).toList());
  }
}
