package io.switchboard.transport;

import io.switchboard.broker.Refusal;
import io.switchboard.protocol.ClientFrame;
import io.switchboard.protocol.Headers;
import io.switchboard.protocol.RefusalCode;
import io.switchboard.protocol.SafeText;
import org.jspecify.annotations.Nullable;

/// What a client's headers may not hold, whatever the frame is for.
///
/// STOMP 1.0 cannot say a control character in a name or an id, and a log must not.
final class BadHeaders {

  private BadHeaders() {}

  /// @return `null` where they are as they should be
  static @Nullable Refusal refusal(ClientFrame frame) {
    Headers headers = frame.headers();
    for (int i = 0; i < headers.size(); i++) {
      String name = headers.name(i);
      String value = headers.value(i);
      if (!SafeText.isPrintable(name)) {
        return refusal(frame, "The name of a header has control characters.");
      }
      if (isName(name) && !SafeText.isPrintable(value)) {
        return refusal(frame, "The header " + name + " has control characters.");
      }
    }
    return null;
  }

  /// Whether the value names something.
  private static boolean isName(String header) {
    return switch (header) {
      case "id", "receipt", "transaction", "destination" -> true;
      default -> false;
    };
  }

  private static Refusal refusal(ClientFrame frame, String detail) {
    String id = frame instanceof ClientFrame.Subscribe ? frame.headers().get("id") : null;
    return new Refusal(RefusalCode.BAD_HEADER, detail, printable(frame.receipt()), printable(id));
  }

  private static @Nullable String printable(@Nullable String id) {
    return id != null && SafeText.isPrintable(id) ? id : null;
  }
}
