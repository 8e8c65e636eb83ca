package io.switchboard.demo;

/// Who is signed in.
record Me(String name, Csrf csrf) {

  /// The token that a form has to carry, in this header or this parameter.
  record Csrf(String header, String parameter, String token) {}
}
