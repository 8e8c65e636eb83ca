package io.switchboard.security;

/// Makes entrances for tests of other packages.
public final class Entrances {

  private Entrances() {}

  public static Entrance open() {
    return new Entrance();
  }
}
