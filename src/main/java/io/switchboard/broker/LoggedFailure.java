package io.switchboard.broker;

import io.switchboard.protocol.SafeText;
import org.jspecify.annotations.Nullable;
import org.springframework.messaging.MessageDeliveryException;

/// A failure as a log may have it: of which class, in which words, and where, with its causes.
///
/// Spring's exceptions print the message that was being handled, with all that a client wrote into
/// its headers: line feeds that forge lines of the log, and passwords. None of that is here.
public final class LoggedFailure extends Exception {

  private static final long serialVersionUID = 1;

  private static final int WORDS_CHARS = 300;
  private static final int MOST_CAUSES = 10;

  private LoggedFailure(String description, @Nullable Throwable cause) {
    super(description, cause, false, true);
  }

  public static Throwable of(Throwable failure) {
    return of(failure, MOST_CAUSES);
  }

  private static LoggedFailure of(Throwable failure, int mostCauses) {
    Throwable cause = failure.getCause();
    LoggedFailure logged =
        new LoggedFailure(
            describe(failure), cause == null || mostCauses == 0 ? null : of(cause, mostCauses - 1));
    logged.setStackTrace(failure.getStackTrace());
    return logged;
  }

  private static String describe(Throwable failure) {
    String name = failure.getClass().getName();
    String words = failure.getMessage();
    if (words == null
        || failure instanceof MessageDeliveryException) { // its words quote the message
      return name;
    }
    boolean isLong = words.length() > WORDS_CHARS;
    return name
        + ": "
        + SafeText.printable(isLong ? words.substring(0, WORDS_CHARS) + "..." : words);
  }

  /// Has that of the failure.
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
