package io.switchboard.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.switchboard.testing.RawWebSocket;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever is wrong with a request, the answer says nothing of what the server is made of, nor
/// what was in the request's headers.
class HttpDisclosureTests {

  private static final String HOST = " HTTP/1.1\r\nHost: localhost\r\n";
  private static final String REVOKE =
      "POST /api/v1/revocations" + HOST + "Authorization: Bearer OPERATOR\r\n";
  private static final String POLICY = "Authorization: Bearer OPERATOR\r\n\r\n";

  private static TestServer server;

  @BeforeAll
  static void start() {
    server =
        TestServer.startWith(
            new Class<?>[] {Faulty.class, Faulty.Pages.class}, "spring.profiles.active=demo");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static final List<Arguments> REQUESTS =
      List.of(
          get("an escape that is none", "/%zz", 400),
          get("an escaped slash", "/ws%2Fx", 400),
          get("an escaped NUL", "/ws%00", 400),
          get("an escaped dot segment", "/%2e%2e/ws", 400),
          get("a path out of the server", "/../../etc/passwd", 400),
          get("a path parameter", "/ws;x=y", 400),
          get("bytes that are not UTF-8", "/%E0%A4", 400),
          get("a backslash", "/ws\\x", 400),
          get("a fragment and a space", "/ws #x y", 400),
          get("two slashes", "//ws//", 400),
          get("a URI of 20 KB", "/" + "x".repeat(20_000), 414),
          get("no such page", "/nothing", 302),
          get("the page of errors", "/error?trace=true&message=true", 302),
          get("a page that throws", "/faulty/page?trace=true&message=true&errors=true", 500),
          get("a page that fails to read", "/faulty/io", 500),
          get("a page in error", "/faulty/error", 500),
          get("no page of the application", "/faulty/none", 404),
          request("no method", " / HTTP/1.1\r\n\r\n", 400),
          request("a method nobody knows", "FOO /ws" + HOST + "\r\n", 400),
          request("a method nobody knows, SockJS", "FOO /sockjs/info" + HOST + "\r\n", 400),
          request("a method nobody knows, API", "FOO /api/v1/revocations" + HOST + POLICY, 400),
          request("TRACE", "TRACE /ws" + HOST + "\r\n", 400),
          request("TRACE of a page", "TRACE /faulty/page" + HOST + "\r\n", 400),
          request("no HTTP", "hello\r\n\r\n", 400),
          request("HTTP/9.9", "GET /ws HTTP/9.9\r\nHost: x\r\n\r\n", 505),
          request("no Host", "GET /ws HTTP/1.1\r\n\r\n", 400),
          request("two Hosts", "GET /ws" + HOST + "Host: b\r\n\r\n", 400),
          request("a Host that is none", "GET /ws HTTP/1.1\r\nHost: a b<>\r\n\r\n", 400),
          request("a header without colon", "GET /ws" + HOST + "Colour\r\n\r\n", 400),
          request("a header without name", "GET /ws" + HOST + ": blue\r\n\r\n", 400),
          request("a NUL in a header", "GET /ws" + HOST + "A: b\0c\r\n\r\n", 400),
          request("a folded header", "GET /ws" + HOST + "A: b\r\n c\r\n\r\n", 400),
          request("a header of 20 KB", "GET /ws" + HOST + "A: " + "x".repeat(20_000), 431),
          request("many headers", "GET /ws" + HOST + "A: b\r\n".repeat(5_000) + "\r\n", 431),
          request("a length that is none", "POST /ws" + HOST + "Content-Length: x\r\n\r\n", 400),
          request("a length below 0", "POST /ws" + HOST + "Content-Length: -1\r\n\r\n", 400),
          request(
              "a length and chunks",
              REVOKE + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
              400),
          request("a coding nobody knows", REVOKE + "Transfer-Encoding: x\r\n\r\n", 400),
          json("chunks that are none", "Transfer-Encoding: chunked\r\n\r\nzz\r\n", 400),
          json("expecting what nobody knows", "Expect: x\r\nContent-Length: 0\r\n\r\n", 417),
          body("no JSON", "{", 400),
          body("a number", "1", 400),
          body("text", "\"a\"", 400),
          body("a list", "[]", 400),
          body("null", "null", 400),
          body("nothing", "", 400),
          body("wrong types", "{\"user\":{\"a\":[1]}}", 400),
          body("too deep", "[".repeat(2_000), 400),
          body("a long number", "{\"user\":" + "9".repeat(2_000) + "}", 400),
          body("bytes that are not UTF-8", "{\"user\":\"\u00ff\"}".replace("u", "\u0000"), 400),
          request("not JSON by its type", withBody("text/plain", "x"), 415),
          request("no type at all", REVOKE + "Content-Length: 1\r\n\r\nx", 415),
          request("a type that is none", withBody("%%%", "x"), 415),
          request("a charset that is none", withBody("application/json;charset=x", "{}"), 415),
          request("parts that are none", withBody("multipart/form-data", "x"), 400),
          request("no GET", "GET /api/v1/revocations" + HOST + POLICY, 405),
          request("no such API", "GET /api/v1/nothing" + HOST + POLICY, 302),
          request("no channel", "GET /api/v1/policies/a..b" + HOST + POLICY, 400),
          request("a pattern", "GET /api/v1/policies/a.*" + HOST + POLICY, 400),
          request("an emoji", "GET /api/v1/policies/%F0%9F%98%80" + HOST + POLICY, 400),
          get("no SockJS transport", "/sockjs/000/x/nothing", 404),
          get("no SockJS session", "/sockjs/000//xhr", 400),
          get("a SockJS path too deep", "/sockjs/a/b/c/d", 404),
          get("a SockJS session with a dot", "/sockjs/0.0/a.b/eventsource", 404),
          get("htmlfile without a callback", "/sockjs/000/h1/htmlfile", 500),
          get("htmlfile with script in it", "/sockjs/000/h2/htmlfile?c=%3Cscript%3E", 500),
          request("a post to no session", post("/sockjs/000/none/xhr_send", "[\"x\"]"), 404),
          request("a delete", "DELETE /sockjs/info" + HOST + "\r\n", 405),
          request("a PUT of xhr", "PUT /sockjs/000/p/xhr" + HOST + "\r\n", 405),
          request("a bad token", "GET /ws" + HOST + "Authorization: Bearer a.b.c\r\n\r\n", 400));

  private static Arguments get(String name, String path, int status) {
    return request(name, "GET " + path + HOST + "\r\n", status);
  }

  private static Arguments json(String name, String rest, int status) {
    return request(name, REVOKE + "Content-Type: application/json\r\n" + rest, status);
  }

  private static Arguments body(String name, String json, int status) {
    return request(name, withBody("application/json", json), status);
  }

  private static String withBody(String type, String body) {
    String length = "\r\nContent-Length: " + body.length() + "\r\n\r\n";
    return REVOKE + "Content-Type: " + type + length + body;
  }

  private static String post(String path, String body) {
    return "POST " + path + HOST + "Content-Length: " + body.length() + "\r\n\r\n" + body;
  }

  private static Arguments request(String name, String request, int status) {
    return argumentSet(name, request, status);
  }

  @ParameterizedTest
  @FieldSource("REQUESTS")
  void saysWhatIsWrongAndNoMore(String request, int status) throws IOException {
    String answer = answer(request, "Accept: */*");

    Disclosure.assertNone(answer);
    assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
    for (String accept : List.of("text/html", "application/json", "%")) {
      Disclosure.assertNone(answer(request, "Accept: " + accept));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Cookie: switchboard=%00; =; \"", "Range: bytes=9-1", "Host: b", "TE: x"})
  void saysNothingOfAHeader(String header) throws IOException {
    for (String path : List.of("/ws", "/sockjs/info", "/", "/favicon.svg", "/faulty/page")) {
      Disclosure.assertNone(answer("GET " + path + HOST + "\r\n", header));
    }
  }

  /// The whole answer, with a secret among the headers of the request.
  private static String answer(String request, String header) throws IOException {
    String token =
        TestServer.token(
            "olga", Instant.now().plusSeconds(60), Map.of("roles", List.of("OPERATOR")));
    String more = HOST + "Connection: close\r\nX-Secret: hunter2\r\n" + header + "\r\n";
    String text = request.replace("OPERATOR", token).replace(HOST, more);
    try (RawWebSocket socket = RawWebSocket.request(server.port(), text)) {
      return socket.response() + socket.readBody(100_000);
    }
  }
}
