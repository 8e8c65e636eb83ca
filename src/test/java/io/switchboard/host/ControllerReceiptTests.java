package io.switchboard.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchboard.testing.StompSocket;
import io.switchboard.testing.StompSocket.Received;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.simp.SimpMessagingTemplate;
import org.springframework.stereotype.Controller;

/// A RECEIPT says that a method has returned, and that what it promised was done.
class ControllerReceiptTests {

  private static final int PATIENCE_SECONDS = 120;

  private static TestServer server;

  /// Stays in its method until the test lets it go.
  @Controller
  static class Slow {

    private final Semaphore entered = new Semaphore(0);
    private final Semaphore leave = new Semaphore(0);

    @MessageMapping("slow")
    void work() throws InterruptedException {
      entered.release();
      assertThat(leave.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    void awaitEntered(int count) throws InterruptedException {
      assertThat(entered.tryAcquire(count, PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }
  }

  @BeforeAll
  static void start() {
    server =
        TestServer.startHost(
            new Class<?>[] {Host.class, Greetings.class, Slow.class},
            "spring.threads.virtual.enabled=true");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void comesAfterTheMethodHasReturned() throws Exception {
    Slow slow = server.bean(Slow.class);
    try (StompSocket alice = connect("alice")) {
      alice.subscribe("a", "/topic/meanwhile");

      alice.send("SEND\ndestination:/app/slow\nreceipt:r\n\n");
      slow.awaitEntered(1);
      template().convertAndSend("/topic/meanwhile", "still working");
      assertThat(alice.read().body()).isEqualTo("still working");
      slow.leave.release();

      assertThat(alice.read().header("receipt-id")).isEqualTo("r");
    }
  }

  @Test
  void comesAfterWhatWasPromisedAndItsReply() throws Exception {
    try (StompSocket alice = connect("alice")) {
      alice.subscribe("a", "/user/queue/replies");

      alice.send("SEND\ndestination:/app/later\nreceipt:r1\n\nreplied");
      alice.send("SEND\ndestination:/topic/nothing\nreceipt:r2\n\n");
      assertThat(alice.read().header("receipt-id")).isEqualTo("r2");
      greetings().promise("replied").complete("done");

      assertThat(alice.read().body()).isEqualTo("done");
      assertThat(alice.read().header("receipt-id")).isEqualTo("r1");
    }
  }

  @Test
  void comesAfterWhatWasPromisedWithoutAReply() throws Exception {
    try (StompSocket alice = connect("alice")) {
      alice.send("SEND\ndestination:/app/some-time\nreceipt:r1\n\nunreplied");
      alice.send("SEND\ndestination:/topic/nothing\nreceipt:r2\n\n");
      assertThat(alice.read().header("receipt-id")).isEqualTo("r2");
      greetings().promise("unreplied").complete("done");

      assertThat(alice.read().header("receipt-id")).isEqualTo("r1");
    }
  }

  @Test
  void comesAtOnceForWhatIsDoneAlready() throws Exception {
    greetings().promise("at once").complete("done");
    try (StompSocket alice = connect("alice")) {
      alice.subscribe("a", "/user/queue/replies");

      alice.send("SEND\ndestination:/app/later\nreceipt:r1\n\nat once");

      assertThat(alice.read().body()).isEqualTo("done");
      assertThat(alice.read().header("receipt-id")).isEqualTo("r1");
    }
  }

  @Test
  void neverComesForAPromiseThatIsBroken() throws Exception {
    try (StompSocket alice = connect("alice")) {
      alice.subscribe("e", "/user/queue/errors");

      alice.send("SEND\ndestination:/app/later\nreceipt:r1\n\nbroken");
      alice.send("SEND\ndestination:/topic/nothing\nreceipt:r2\n\n");
      assertThat(alice.read().header("receipt-id")).isEqualTo("r2");
      greetings().promise("broken").completeExceptionally(new IllegalStateException("hunter2"));

      Received refusal = alice.read();
      assertThat(refusal.headers())
          .containsEntry("subscription", "e")
          .containsEntry("code", "application-error")
          .containsEntry("receipt-id", "r1");
      assertThat(refusal.body()).doesNotContain("hunter2");
    }
  }

  @Test
  void ofAPromiseGoesNowhereWhenTheClientIsGone() throws Exception {
    try (StompSocket alice = connect("alice")) {
      alice.send("SEND\ndestination:/app/later\nreceipt:r1\n\ngone");
      alice.send("SEND\ndestination:/topic/nothing\nreceipt:r2\n\n");
      assertThat(alice.read().header("receipt-id")).isEqualTo("r2");
    }

    assertThat(greetings().promise("gone").complete("too late")).isTrue();
  }

  /// More of them than Jetty has threads.
  @Test
  void ofOthersDoNotWaitForAMethodThatBlocks() throws Exception {
    Slow slow = server.bean(Slow.class);
    List<StompSocket> blocked = new ArrayList<>();
    try (StompSocket bob = connect("bob")) {
      for (int i = 0; i < 500; i++) {
        StompSocket alice = connect("alice");
        blocked.add(alice);
        alice.send("SEND\ndestination:/app/slow\nreceipt:r\n\n");
      }
      slow.awaitEntered(500);

      bob.subscribe("b", "/topic/greetings.lobby");
      try (StompSocket carol = connect("carol")) {
        carol.send("SEND\ndestination:/app/greet.lobby\nreceipt:r\n\nBob");
        assertThat(carol.read().header("receipt-id")).isEqualTo("r");
      }
      assertThat(bob.read().body()).isEqualTo("carol greets Bob in lobby");

      slow.leave.release(500);
      for (StompSocket alice : blocked) {
        assertThat(alice.read().header("receipt-id")).isEqualTo("r");
      }
    } finally {
      for (StompSocket alice : blocked) {
        alice.close();
      }
    }
  }

  @Test
  void ofTheSameClientComeInTheirOrder() throws Exception {
    Slow slow = server.bean(Slow.class);
    try (StompSocket alice = connect("alice")) {
      alice.send("SEND\ndestination:/app/slow\nreceipt:r1\n\n");
      alice.send("SEND\ndestination:/topic/nothing\nreceipt:r2\n\n");
      slow.awaitEntered(1);
      slow.leave.release();

      assertThat(alice.read().header("receipt-id")).isEqualTo("r1");
      assertThat(alice.read().header("receipt-id")).isEqualTo("r2");
    }
  }

  private static Greetings greetings() {
    return server.bean(Greetings.class);
  }

  private static SimpMessagingTemplate template() {
    return server.bean(SimpMessagingTemplate.class);
  }

  private static StompSocket connect(String user) throws IOException {
    return StompSocket.connect(server.port(), user);
  }
}
