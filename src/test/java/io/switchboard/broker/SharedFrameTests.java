package io.switchboard.broker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SharedFrameTests {

  @Test
  void forManyBeginsOneRunForAll() {
    SharedFrame frame = Frames.many("message");

    assertThat(frame.run()).isSameAs(frame.run());
  }

  @Test
  void forOneRemembersNothing() {
    SharedFrame frame = Frames.one("heart-beat");
    Run begun = frame.run();
    Run longer = begun.append(Frames.many("message"));

    assertThat(frame.run()).isNotSameAs(begun);
    assertThat(begun.append(Frames.many("message"))).isNotSameAs(longer);
  }

  @Test
  void letsGoOfItsRunOnceDelivered() {
    SharedFrame frame = Frames.many("message");
    Run begun = frame.run();

    frame.delivered();

    assertThat(frame.run()).isNotSameAs(begun);
    assertThat(Frames.text(frame.run())).isEqualTo("message");
  }

  @Test
  void keepsItsBytes() {
    byte[] bytes = {1, 2, 3};

    assertThat(SharedFrame.forMany(bytes).bytes()).isSameAs(bytes);
    assertThat(SharedFrame.forOne(bytes).size()).isEqualTo(3);
  }

  @Test
  void weighsWhatItTakesUpWhileItWaits() {
    assertThat(Frames.many('x', 2).weight()).isEqualTo(64);
    assertThat(Frames.many('x', 65).weight()).isEqualTo(65);
  }
}
