package io.switchboard.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.testing.NarrowSocket;
import io.switchboard.testing.RawWebSocket;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/// The ways in which clients come and go, polite or not.
enum Departure {
  DISCONNECT_AND_RECEIPT {
    @Override
    void happen(int port) throws IOException {
      try (StompSocket stomp = subscribed(port)) {
        stomp.send("DISCONNECT\nreceipt:bye\n\n");
        assertThat(stomp.read().header("receipt-id")).isEqualTo("bye");
        assertThat(stomp.readClose().closeCode()).isEqualTo(1000);
      }
    }
  },
  DISCONNECT_AND_GONE {
    @Override
    void happen(int port) throws IOException {
      try (StompSocket stomp = subscribed(port)) {
        stomp.send("DISCONNECT\n\n");
      }
    }
  },
  CLOSE_FRAME {
    @Override
    void happen(int port) throws IOException {
      try (StompSocket stomp = subscribed(port)) {
        stomp.webSocket().send(RawWebSocket.CLOSE, new byte[] {3, (byte) 0xe9});
        assertThat(stomp.readClose().closeCode()).isEqualTo(1001);
      }
    }
  },
  FIN_WITHOUT_CLOSE {
    @Override
    void happen(int port) throws IOException {
      subscribed(port).close();
    }
  },
  RST {
    @Override
    void happen(int port) throws IOException {
      subscribed(port).webSocket().cut();
    }
  },
  RST_IN_MID_FRAME {
    @Override
    void happen(int port) throws IOException {
      StompSocket stomp = subscribed(port);
      byte[] frame = RawWebSocket.frame(true, RawWebSocket.TEXT, new byte[1000]);
      stomp.webSocket().sendRaw(Arrays.copyOf(frame, 500));
      stomp.webSocket().cut();
    }
  },
  FIN_IN_MID_STOMP_FRAME {
    @Override
    void happen(int port) throws IOException {
      try (StompSocket stomp = subscribed(port)) {
        stomp.webSocket().text("SEND\ndestination:/topic/churn.a\n\nhalf a bo");
      }
    }
  },
  RST_IN_MID_SUBSCRIBE {
    @Override
    void happen(int port) throws IOException {
      StompSocket stomp = StompSocket.connect(port, "churn");
      for (int i = 0; i < 20; i++) {
        stomp.send("SUBSCRIBE\nid:" + i + "\ndestination:/topic/churn." + i + "\n\n");
      }
      stomp.webSocket().cut();
    }
  },
  RST_WHILE_CONNECTING {
    @Override
    void happen(int port) throws IOException {
      StompSocket stomp = StompSocket.open(port);
      stomp.send(connect());
      stomp.webSocket().cut();
    }
  },
  RST_WHILE_SENT_TO {
    @Override
    void happen(int port) throws IOException {
      StompSocket stomp = NarrowSocket.stomp(port, "churn");
      stomp.subscribe("2", "/user/queue/churn");
      stomp.subscribe("3", "/topic/flooded.churn");
      for (int i = 0; i < 4; i++) {
        stomp.publish("/topic/flooded.churn", "x".repeat(60_000));
      }
      stomp.webSocket().cut();
    }
  },
  FIN_BEFORE_CONNECT {
    @Override
    void happen(int port) throws IOException {
      StompSocket.open(port).close();
    }
  },
  RST_BEFORE_CONNECT {
    @Override
    void happen(int port) throws IOException {
      StompSocket.open(port).webSocket().cut();
    }
  },
  RST_IN_MID_HANDSHAKE {
    @Override
    void happen(int port) throws IOException {
      Socket socket = new Socket("localhost", port);
      String handshake = RawWebSocket.handshake(port, "/ws");
      socket.getOutputStream().write(handshake.getBytes(StandardCharsets.UTF_8), 0, 60);
      socket.setSoLinger(true, 0);
      socket.close();
    }
  },
  RST_AFTER_THE_REQUEST {
    @Override
    void happen(int port) throws IOException {
      Socket socket = new Socket("localhost", port);
      String handshake = RawWebSocket.handshake(port, "/ws");
      socket.getOutputStream().write(handshake.getBytes(StandardCharsets.UTF_8));
      socket.setSoLinger(true, 0);
      socket.close();
    }
  },
  REFUSED_CONNECT {
    @Override
    void happen(int port) throws IOException {
      try (StompSocket stomp = StompSocket.open(port)) {
        stomp.send("CONNECT\naccept-version:1.2\nAuthorization:Bearer nonsense\n\n");
        assertThat(stomp.read().command()).isEqualTo("ERROR");
        assertThat(stomp.readClose().closeCode()).isGreaterThan(4000);
      }
    }
  },
  STOMP_ERROR {
    @Override
    void happen(int port) throws IOException {
      try (StompSocket stomp = subscribed(port)) {
        stomp.send("NONSENSE\n\n");
        assertThat(stomp.read().command()).isEqualTo("ERROR");
        assertThat(stomp.readClose().closeCode()).isEqualTo(4400);
      }
    }
  },
  STOMP_ERROR_AND_GONE {
    @Override
    void happen(int port) throws IOException {
      StompSocket stomp = subscribed(port);
      stomp.send("NONSENSE\n\n");
      stomp.webSocket().cut();
    }
  },
  WEBSOCKET_ERROR {
    @Override
    void happen(int port) throws IOException {
      try (StompSocket stomp = subscribed(port)) {
        stomp.webSocket().sendRaw(new byte[] {(byte) 0x81, 1, 'x'}); // not masked
        assertThat(stomp.webSocket().readClose().closeCode()).isEqualTo(1002);
      }
    }
  },
  SOCKJS_WEBSOCKET_FIN {
    @Override
    void happen(int port) throws IOException {
      sockJsWebSocket(port).close();
    }
  },
  SOCKJS_WEBSOCKET_RST {
    @Override
    void happen(int port) throws IOException {
      sockJsWebSocket(port).cut();
    }
  },
  SOCKJS_POLLING_ABANDONED {
    @Override
    void happen(int port) throws IOException {
      String session = "/sockjs/000/" + UUID.randomUUID();
      assertThat(post(port, session + "/xhr", "")).isEqualTo("o\n");
      post(port, session + "/xhr_send", sockJs(connect()));
      assertThat(post(port, session + "/xhr", "")).startsWith("a[\"CONNECTED\\n");
      post(port, session + "/xhr_send", sockJs(subscribe()));
    }
  },
  SOCKJS_POLLING_ABANDONED_AT_ONCE {
    @Override
    void happen(int port) throws IOException {
      assertThat(post(port, "/sockjs/000/" + UUID.randomUUID() + "/xhr", "")).isEqualTo("o\n");
    }
  },
  SOCKJS_STREAMING_CUT {
    @Override
    void happen(int port) throws IOException {
      String session = "/sockjs/000/" + UUID.randomUUID();
      RawWebSocket stream = request(port, session + "/xhr_streaming", "");
      post(port, session + "/xhr_send", sockJs(connect()));
      post(port, session + "/xhr_send", sockJs(subscribe()));
      stream.cut();
    }
  };

  /// Comes and goes.
  abstract void happen(int port) throws IOException;

  private static StompSocket subscribed(int port) throws IOException {
    StompSocket stomp = StompSocket.connect(port, "churn");
    stomp.subscribe("1", "/topic/churn." + UUID.randomUUID());
    stomp.subscribe("2", "/topic/churn.*");
    stomp.subscribe("3", "/topic/*." + UUID.randomUUID() + ".#");
    stomp.subscribe("4", "/user/queue/errors");
    return stomp;
  }

  private static RawWebSocket sockJsWebSocket(int port) throws IOException {
    RawWebSocket webSocket =
        RawWebSocket.open(port, "/sockjs/000/" + UUID.randomUUID() + "/websocket");
    webSocket.text(sockJs(connect()));
    webSocket.text(sockJs(subscribe()));
    assertThat(webSocket.read().text()).isEqualTo("o");
    assertThat(webSocket.read().text()).startsWith("a[\"CONNECTED\\n");
    return webSocket;
  }

  private static String connect() {
    return "CONNECT\naccept-version:1.2\nAuthorization:Bearer "
        + TestServer.token("churn")
        + "\n\n\0";
  }

  private static String subscribe() {
    return "SUBSCRIBE\nid:1\ndestination:/topic/churn." + UUID.randomUUID() + "\n\n\0";
  }

  private static String sockJs(String frame) {
    return "[\"" + frame.replace("\n", "\\n").replace("\0", "\\u0000") + "\"]";
  }

  private static String post(int port, String path, String body) throws IOException {
    try (RawWebSocket answer = request(port, path, body)) {
      assertThat(answer.status()).isIn(200, 204);
      return answer.body();
    }
  }

  private static RawWebSocket request(int port, String path, String body) throws IOException {
    String head = "POST " + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\n";
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    return RawWebSocket.request(
        port, head + "Connection: close\r\nContent-Length: " + length + "\r\n\r\n" + body);
  }
}
