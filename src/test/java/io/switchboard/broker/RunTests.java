package io.switchboard.broker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RunTests {

  private final SharedFrame first = Frames.many("first ");
  private final SharedFrame second = Frames.many("second ");
  private final SharedFrame third = Frames.many("third");

  @Test
  void holdsItsFramesInOrder() {
    Run run = first.run().append(second).append(third);

    assertThat(Frames.text(run)).isEqualTo("first second third");
    assertThat(run.size()).isEqualTo("first second third".length());
    assertThat(run.weight()).isEqualTo(3 * 64);
  }

  @Test
  void isOneAndTheSameForWhoeverAppendsTheSameFrames() {
    Run one = first.run().append(second).append(third);
    Run another = first.run().append(second).append(third);

    assertThat(another).isSameAs(one);
  }

  @Test
  void isPutTogetherOnceForAllWhoWriteIt() {
    Run run = first.run().append(second);

    assertThat(run.buffer().array()).isSameAs(run.buffer().array());
  }

  @Test
  void givesEachWriterABufferOfItsOwn() {
    Run run = first.run().append(second);
    run.buffer().position(3);

    assertThat(run.buffer().position()).isZero();
  }

  @Test
  void ofOneFrameIsNotCopied() {
    assertThat(first.run().buffer().array()).isSameAs(first.bytes());
  }

  @Test
  void goesOnInSeveralWays() {
    Run withSecond = first.run().append(second);
    Run withThird = first.run().append(third);

    assertThat(Frames.text(withSecond)).isEqualTo("first second ");
    assertThat(Frames.text(withThird)).isEqualTo("first third");
    assertThat(Frames.text(withSecond.append(third))).isEqualTo("first second third");
  }

  @Test
  void mayHoldAFrameTwice() {
    Run run = first.run().append(first);

    assertThat(Frames.text(run)).isEqualTo("first first ");
  }

  @Test
  void isNotSharedOnceAFrameOfOneSessionIsInIt() {
    SharedFrame receipt = Frames.one("receipt ");
    Run one = first.run().append(receipt).append(third);
    Run another = first.run().append(receipt).append(third);

    assertThat(another).isNotSameAs(one);
    assertThat(Frames.text(another)).isEqualTo("first receipt third");
  }
}
