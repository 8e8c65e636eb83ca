package io.switchboard.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.switchboard.broker.RefusalLog;
import io.switchboard.testing.StompSocket;
import io.switchboard.testing.TestServer;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class RefusalMetersTests {

  @Test
  void countWhatWasRefusedAndClosedByItsCode(CapturedOutput output) throws IOException {
    try (TestServer server = TestServer.start();
        StompSocket alice = StompSocket.connect(server.port(), "alice")) {
      MeterRegistry registry = new SimpleMeterRegistry();
      new RefusalMeters(server.bean(RefusalLog.class)).bindTo(registry);
      alice.subscribe("e", "/user/queue/errors");

      alice.send("SEND\ndestination:/else\\nwhere\nreceipt:1\\nforged code=none\n\n");
      alice.read();
      alice.send("NONSENSE\n\n");
      alice.read();
      alice.readClose();

      assertThat(count(registry, "refusals", "bad-header")).isEqualTo(1);
      assertThat(count(registry, "refusals", "unknown-command")).isEqualTo(1);
      assertThat(count(registry, "closes", "4400")).isEqualTo(1);
      assertThat(output.getOut().lines().filter(line -> line.contains("refused code=")))
          .hasSize(2)
          .allMatch(line -> line.contains("user=\"alice\""));
      assertThat(output).doesNotContain("\nforged");
    }
  }

  @Test
  void writeFewLinesHoweverMuchIsRefused(CapturedOutput output) throws IOException {
    try (TestServer server = TestServer.start();
        StompSocket alice = StompSocket.connect(server.port(), "alice")) {
      alice.subscribe("e", "/user/queue/errors");

      for (int i = 0; i < 500; i++) {
        alice.send("SEND\ndestination:/elsewhere\n\n");
      }
      for (int i = 0; i < 500; i++) {
        alice.read();
      }

      long lines = output.getOut().lines().filter(line -> line.contains("refused code=")).count();
      assertThat(lines).isBetween(10L, 250L);
      assertThat(server.bean(RefusalLog.class).counts())
          .anySatisfy((code, count) -> assertThat(count.sum()).isEqualTo(500));
    }
  }

  private static double count(MeterRegistry registry, String meter, String code) {
    return registry.get("switchboard." + meter).tag("code", code).functionCounter().count();
  }
}
