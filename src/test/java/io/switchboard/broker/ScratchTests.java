package io.switchboard.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ScratchTests {

  private final Scratch scratch = new Scratch();
  private final Run hello = Frames.many("hello").run();
  private final Run world = Frames.many("wor").run().append(Frames.many("ld!"));

  @Test
  void holdsARunInDirectMemoryFromItsSecondTimeOn() {
    assertThat(scratch.bytesOf(hello).isDirect()).isFalse();
    assertThat(scratch.bytesOf(hello).isDirect()).isTrue();
    assertThat(scratch.bytesOf(hello).isDirect()).isTrue();
  }

  @Test
  void givesTheBytesOfTheRunItWasAskedForWhateverCameBefore() {
    Run[] runs = {hello, hello, world, hello, world, world, world, hello, hello, world, hello};
    for (Run run : runs) {
      ByteBuffer bytes = scratch.bytesOf(run);

      assertThat(text(bytes)).isEqualTo(Frames.text(run));
      bytes.position(bytes.limit()); // it was written
    }
  }

  @Test
  void leavesWhatIsTooLargeWhereItIs() {
    Run large = Frames.many('x', Outbox.RUN_BYTES + 1).run();
    Run fitting = Frames.many('y', Outbox.RUN_BYTES).run();
    scratch.bytesOf(large);
    scratch.bytesOf(fitting);

    assertThat(scratch.bytesOf(large).isDirect()).isFalse();
    assertThat(text(scratch.bytesOf(large))).hasSize(Outbox.RUN_BYTES + 1);
    scratch.bytesOf(fitting);
    assertThat(scratch.bytesOf(fitting).isDirect()).isTrue();
    assertThat(text(scratch.bytesOf(fitting))).hasSize(Outbox.RUN_BYTES);
  }

  @Test
  void forgets() {
    scratch.bytesOf(hello);
    scratch.bytesOf(hello);
    scratch.forget();

    assertThat(scratch.bytesOf(hello).isDirect()).isFalse();
  }

  private static String text(ByteBuffer bytes) {
    return StandardCharsets.ISO_8859_1.decode(bytes.duplicate()).toString();
  }
}
