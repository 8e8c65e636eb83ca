package io.switchboard.transport;

import java.io.IOException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/// What Jetty answers while it reads a request, before any handler sees it.
///
/// It takes an `Upgrade` without its `Connection`, which is what a proxy that was not told of
/// WebSocket passes on, for a bad request for HTTP/2, and says so.
final class EarlyAnswers extends ErrorHandler {

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int status,
      String message,
      Throwable cause,
      Callback callback)
      throws IOException {
    if (status == HttpStatus.BAD_REQUEST_400 && lacksConnection(request)) {
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain;charset=UTF-8");
      response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
      response.getHeaders().put("X-Content-Type-Options", "nosniff");
      Content.Sink.write(response, true, HandshakeRules.NO_CONNECTION + "\n", callback);
    } else {
      super.generateResponse(request, response, status, message, cause, callback);
    }
  }

  private static boolean lacksConnection(Request request) {
    return request.getHeaders().contains(HttpHeader.UPGRADE, "websocket")
        && !request
            .getHeaders()
            .contains(HttpHeader.CONNECTION, HttpHeaderValue.UPGRADE.asString());
  }
}
