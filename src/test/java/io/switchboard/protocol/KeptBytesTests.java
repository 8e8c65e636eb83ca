package io.switchboard.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeptBytesTests {
  private final KeptBytes kept = new KeptBytes();

  @Test
  void growsToTheLimitAndNoFurther() {
    byte[] piece = new byte[1];

    for (int i = 0; i < 1000; i++) {
      kept.add(piece, 0, 1, 1000);
    }

    assertThat(kept.length()).isEqualTo(1000);
    assertThat(kept.array()).hasSize(1000);
  }

  @Test
  void handsOutAFullArrayUncopied() {
    kept.add(new byte[100], 0, 100, 100);
    byte[] array = kept.array();

    byte[] taken = kept.take();

    assertThat(taken).isSameAs(array);
    assertThat(kept.length()).isZero();
    assertThat(kept.array()).isEmpty();
  }

  @Test
  void handsOutExactlyWhatItKeeps() {
    kept.add(new byte[] {1, 2, 3}, 1, 3, 100);

    assertThat(kept.take()).containsExactly(2, 3);
  }

  @Test
  void keepsItsArrayForTheNextLine() {
    kept.add(new byte[] {1, 2, 3}, 0, 3, 100);
    byte[] array = kept.array();

    kept.clear();
    kept.add(new byte[] {4}, 0, 1, 100);

    assertThat(kept.array()).isSameAs(array);
    assertThat(kept.take()).containsExactly(4);
  }
}
