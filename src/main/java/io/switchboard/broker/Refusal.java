package io.switchboard.broker;

import io.switchboard.protocol.CloseCode;
import io.switchboard.protocol.RefusalCode;
import io.switchboard.protocol.SafeText;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.handler.annotation.support.MethodArgumentNotValidException;
import org.springframework.messaging.handler.annotation.support.MethodArgumentTypeMismatchException;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.validation.BindingResult;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;

/// Why a frame was not carried out.
///
/// @param code for programs
/// @param detail for people: one sentence that is safe to show to the client
/// @param receipt the `receipt` the frame asked for
/// @param subscription the `id` of the SUBSCRIBE that was refused
/// @param retryAfter how soon the same may be tried again; told in whole seconds, rounded up
public record Refusal(
    RefusalCode code,
    String detail,
    @Nullable String receipt,
    @Nullable String subscription,
    @Nullable Duration retryAfter) {

  private static final int INVALID_MOST = 5;
  private static final int INVALID_CHARS = 300;

  /// Of which is not known when to try again.
  public Refusal(
      RefusalCode code, String detail, @Nullable String receipt, @Nullable String subscription) {
    this(code, detail, receipt, subscription, null);
  }

  /// What a failure means to the client whose message it was. Nothing of the failure itself is told
  /// but the detail of a [RefusedException] and what an invalid payload's constraints say.
  public static Refusal of(Throwable failure, Message<?> message) {
    String receipt = Inbound.header(message, "receipt");
    String id = SimpMessageHeaderAccessor.getSubscriptionId(message.getHeaders());
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RefusedException refused) {
        return new Refusal(refused.code(), refused.detail(), receipt, id, refused.retryAfter());
      }
    }
    RefusalCode code = codeOf(failure);
    String detail =
        failure instanceof MethodArgumentNotValidException invalid
            ? detailOf(invalid)
            : detailOf(code);
    return new Refusal(code, detail, receipt, id);
  }

  /// It asks a method for something, but not in the way the method takes it.
  static Refusal malformed(Message<?> message) {
    return new Refusal(
        RefusalCode.MALFORMED,
        detailOf(RefusalCode.MALFORMED),
        Inbound.header(message, "receipt"),
        SimpMessageHeaderAccessor.getSubscriptionId(message.getHeaders()));
  }

  /// Whole seconds, one at the least.
  ///
  /// @return `null` where nothing is known of it
  @Nullable Long retryAfterSeconds() {
    return retryAfter == null ? null : wholeSeconds(retryAfter);
  }

  /// As a `retry-after` has it: rounded up, one at the least.
  public static long wholeSeconds(Duration time) {
    return Math.max(1, time.plusNanos(999_999_999).toSeconds());
  }

  /// What the connection is closed with where the refusal ends it.
  CloseCode closeCode() {
    return switch (code) {
      case UNAUTHENTICATED, TOKEN_EXPIRED -> CloseCode.TOKEN;
      case TOO_LARGE -> CloseCode.TOO_BIG;
      case BAD_ENCODING -> CloseCode.INVALID_TEXT;
      case FORBIDDEN -> CloseCode.POLICY_VIOLATION;
      case LIMIT_REACHED, RATE_LIMITED -> CloseCode.LIMIT;
      case OVERLOADED, UNAVAILABLE -> CloseCode.TRY_AGAIN_LATER;
      case INTERNAL_ERROR, APPLICATION_ERROR -> CloseCode.SERVER_ERROR;
      default -> CloseCode.PROTOCOL;
    };
  }

  /// The same with the words of the close frame, which a client can read where it does not read
  /// ERROR.
  Farewell farewell() {
    return code == RefusalCode.UNAVAILABLE && retryAfter != null
        ? Farewell.away("a service behind the server cannot be reached", retryAfter)
        : Farewell.of(closeCode());
  }

  private static RefusalCode codeOf(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case AuthenticationException e -> {
          return RefusalCode.UNAUTHENTICATED;
        }
        case AccessDeniedException e -> {
          return RefusalCode.FORBIDDEN;
        }
        case MessageConversionException e when e.getFailedMessage() != null -> {
          return RefusalCode.MALFORMED; // else it was the server's own value that was not written
        }
        case MethodArgumentNotValidException e -> {
          return RefusalCode.MALFORMED;
        }
        case MethodArgumentTypeMismatchException e -> {
          return RefusalCode.MALFORMED;
        }
        default -> {}
      }
    }
    return RefusalCode.APPLICATION_ERROR;
  }

  /// What the constraints say that the application put on its payload: `text must not be blank`.
  private static String detailOf(MethodArgumentNotValidException invalid) {
    BindingResult result = invalid.getBindingResult();
    List<ObjectError> errors = result == null ? List.of() : result.getAllErrors();
    String words =
        errors.stream()
            .map(Refusal::wordsOf)
            .sorted()
            .limit(INVALID_MOST)
            .collect(Collectors.joining("; "));
    return words.isEmpty()
        ? detailOf(RefusalCode.MALFORMED)
        : SafeText.printable(words.substring(0, Math.min(words.length(), INVALID_CHARS))) + ".";
  }

  private static String wordsOf(ObjectError error) {
    String words = String.valueOf(error.getDefaultMessage());
    return error instanceof FieldError field ? field.getField() + " " + words : words;
  }

  private static String detailOf(RefusalCode code) {
    return switch (code) {
      case UNAUTHENTICATED -> "There is no valid credential.";
      case FORBIDDEN -> "The application does not allow this.";
      case MALFORMED -> "The message is not what this destination takes.";
      default -> "The application failed to handle this message.";
    };
  }
}
