package io.switchboard.transport;

import io.switchboard.broker.Refusal;
import io.switchboard.protocol.ClientFrame;
import io.switchboard.protocol.ProtocolException;
import io.switchboard.protocol.RefusalCode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Why a frame is refused before anybody has looked at what it is about.
final class FrameRefusals {

  private FrameRefusals() {}

  /// It could not be read.
  static Refusal of(ProtocolException fault) {
    RefusalCode code =
        switch (fault.fault()) {
          case MALFORMED -> RefusalCode.MALFORMED;
          case TOO_LARGE -> RefusalCode.TOO_LARGE;
          case UNKNOWN_COMMAND -> RefusalCode.UNKNOWN_COMMAND;
          case BAD_ENCODING -> RefusalCode.BAD_ENCODING;
        };
    return new Refusal(code, fault.getMessage(), fault.receipt(), null);
  }

  /// It is a second CONNECT, or came before the first.
  static Refusal outOfOrder(ClientFrame frame) {
    return frame instanceof ClientFrame.Connect
        ? of(frame, RefusalCode.ALREADY_CONNECTED, "This connection has sent CONNECT.")
        : of(frame, RefusalCode.NOT_CONNECTED, "The first frame must be CONNECT.");
  }

  static Refusal badContentType(ClientFrame frame) {
    return of(frame, RefusalCode.BAD_HEADER, "The header content-type is not a media type.");
  }

  /// @param retryAfter `null` where it is the last straw
  static Refusal tooFast(ClientFrame frame, @Nullable Duration retryAfter) {
    String detail =
        retryAfter == null
            ? "Too many of these frames, for too long."
            : "Too many of these frames in too short a time.";
    return new Refusal(
        RefusalCode.RATE_LIMITED, detail, frame.receipt(), subscriptionOf(frame), retryAfter);
  }

  private static Refusal of(ClientFrame frame, RefusalCode code, String detail) {
    return new Refusal(code, detail, frame.receipt(), subscriptionOf(frame));
  }

  private static @Nullable String subscriptionOf(ClientFrame frame) {
    return frame instanceof ClientFrame.Subscribe ? frame.headers().get("id") : null;
  }
}
