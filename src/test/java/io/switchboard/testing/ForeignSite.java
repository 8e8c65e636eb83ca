package io.switchboard.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/// A web server with one page, on another port than the server under test: another origin, to which
/// the browser sends the same cookies.
public final class ForeignSite implements AutoCloseable {

  private final HttpServer server;

  private ForeignSite(HttpServer server) {
    this.server = server;
  }

  public static ForeignSite start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    server.createContext("/", ForeignSite::answer);
    server.start();
    return new ForeignSite(server);
  }

  private static void answer(HttpExchange exchange) throws IOException {
    byte[] page =
        "<!doctype html><link rel=icon href=data:,><p>Elsewhere</p>"
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/html");
    exchange.sendResponseHeaders(200, page.length);
    exchange.getResponseBody().write(page);
    exchange.close();
  }

  public String origin() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
