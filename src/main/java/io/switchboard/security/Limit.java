package io.switchboard.security;

/// What there is only so much of, each after its property below `switchboard.limits`.
enum Limit {
  SESSIONS("sessions"),
  SESSIONS_PER_USER("sessions-per-user"),
  SESSIONS_PER_ADDRESS("sessions-per-address"),
  HANDSHAKES("handshakes"),
  HANDSHAKES_PER_ADDRESS("handshakes-per-address"),
  SENDS("sends"),
  SENDS_PER_ADDRESS("sends-per-address"),
  SUBSCRIBES("subscribes"),
  SUBSCRIBES_PER_ADDRESS("subscribes-per-address");

  private final String property;

  Limit(String property) {
    this.property = property;
  }

  String property() {
    return property;
  }
}
