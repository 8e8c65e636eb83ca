package io.switchboard.protocol;

import org.jspecify.annotations.Nullable;

/// A client's bytes are not STOMP, or more of it than is allowed. Has no stack trace: it is an
/// answer, not a bug, and a hostile client must not make it dear.
public final class ProtocolException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final ProtocolFault fault;
  private final @Nullable String receipt;

  /// @param message a sentence that may be shown to the client; what it echoes went through
  ///   [SafeText]
  /// @param receipt the header `receipt` of the frame at fault, if it was read
  ProtocolException(ProtocolFault fault, String message, @Nullable String receipt) {
    super(message, null, false, false);
    this.fault = fault;
    this.receipt = receipt;
  }

  ProtocolException(ProtocolFault fault, String message) {
    this(fault, message, null);
  }

  ProtocolException withReceipt(@Nullable String receipt) {
    return new ProtocolException(fault, getMessage(), receipt);
  }

  public ProtocolFault fault() {
    return fault;
  }

  /// The clear sentence that the client may be shown: no names of ours, of the client's own text a
  /// short part without control characters.
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }

  /// The header `receipt` of the frame at fault; `null` if it has none or was not read that far.
  public @Nullable String receipt() {
    return receipt;
  }
}
