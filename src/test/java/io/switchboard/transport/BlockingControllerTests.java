package io.switchboard.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.testing.StompSocket;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.stereotype.Controller;

class BlockingControllerTests {

  private static final int BLOCKED = 50;

  private static TestServer server;

  @Controller
  static class Blocking {

    private final CountDownLatch entered = new CountDownLatch(BLOCKED);
    private final CountDownLatch released = new CountDownLatch(1);

    @MessageMapping("block")
    void block() throws InterruptedException {
      entered.countDown();
      released.await();
    }

    @MessageMapping("pass")
    void pass() {}
  }

  @BeforeAll
  static void start() {
    Class<?>[] controllers = {Blocking.class};
    server = TestServer.startWith(controllers, "switchboard.heart-beat=1s");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void disturbsNobodyAndKeepsItsSessions() throws IOException, InterruptedException {
    Blocking controller = server.bean(Blocking.class);
    List<StompSocket> blocked = new ArrayList<>();
    for (int i = 0; i < BLOCKED; i++) {
      StompSocket one = connect("blocked-" + i);
      one.subscribe("1", "/topic/blocked");
      one.send("SEND\ndestination:/app/block\nreceipt:blocked\n\n");
      blocked.add(one);
    }
    controller.entered.await();
    assertThat(server.threads().getBusyThreads()).isLessThan(BLOCKED / 2);

    try (StompSocket other = connect("other");
        StompSocket silent = connect("silent")) {
      other.send("SEND\ndestination:/app/pass\nreceipt:passed\n\n");
      other.publish("/topic/blocked", "meanwhile");
      assertThat(other.read().header("receipt-id")).isEqualTo("passed");
      for (StompSocket one : blocked) {
        assertThat(one.read().body()).isEqualTo("meanwhile");
      }
      // Who connected last and is as silent is given up by now.
      assertThat(silent.readClose().closeCode()).isEqualTo(4002);
    } finally {
      controller.released.countDown();
    }

    for (StompSocket one : blocked) {
      assertThat(one.webSocket().read().text()).startsWith("RECEIPT\n");
      one.close();
    }
  }

  /// A client that promises a heart-beat a second, and wants none.
  private static StompSocket connect(String user) throws IOException {
    return StompSocket.connect(server.port(), user, "accept-version:1.2", "heart-beat:1000,0");
  }
}
