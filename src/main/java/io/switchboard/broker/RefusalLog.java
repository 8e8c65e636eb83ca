package io.switchboard.broker;

import io.github.bucket4j.Bucket;
import io.switchboard.protocol.CloseCode;
import io.switchboard.protocol.RefusalCode;
import io.switchboard.protocol.SafeText;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Counts what clients were refused and closed with, frames and requests alike, and says in one
/// line of the log who was refused what and why. No client can flood the log: what is over the rate
/// is counted, and the next line says how many lines were left out.
///
/// Safe for use by any thread.
public final class RefusalLog {

  private static final Logger LOG = LoggerFactory.getLogger("io.switchboard.refusals");

  private static final int LINES_A_SECOND = 10;

  private static final int MOST_CHARS = 300;

  private final Map<RefusalCode, LongAdder> counts;
  private final Map<CloseCode, LongAdder> closes;
  private final LongAdder leftOut = new LongAdder();
  private final Bucket lines =
      Bucket.builder()
          .addLimit(limit ->
              limit.capacity(LINES_A_SECOND).refillGreedy(LINES_A_SECOND, Duration.ofSeconds(1)))
          .build();

  public RefusalLog() {
    Map<RefusalCode, LongAdder> adders = new EnumMap<>(RefusalCode.class);
    for (RefusalCode code : RefusalCode.values()) {
      adders.put(code, new LongAdder());
    }
    this.counts = Collections.unmodifiableMap(adders);
    Map<CloseCode, LongAdder> codes = new EnumMap<>(CloseCode.class);
    for (CloseCode code : CloseCode.values()) {
      codes.put(code, new LongAdder());
    }
    this.closes = Collections.unmodifiableMap(codes);
  }

  /// How many there were of each code since the start.
  public Map<RefusalCode, LongAdder> counts() {
    return counts;
  }

  /// How many connections the server closed with each code since the start.
  public Map<CloseCode, LongAdder> closes() {
    return closes;
  }

  /// A code of the application's own is not counted.
  void closed(int code) {
    closes.forEach((known, count) -> {
      if (known.code() == code) {
        count.increment();
      }
    });
  }

  void refused(Session session, Refusal refusal) {
    if (countAndAsk(refusal.code())) {
      LOG.info(
          "refused code={} session={} user={} receipt={} subscription={} left-out={} detail={}",
          refusal.code().text(),
          printable(session.id()),
          printable(String.valueOf(session.user())),
          printable(String.valueOf(refusal.receipt())),
          printable(String.valueOf(refusal.subscription())),
          leftOut.sumThenReset(),
          printable(refusal.detail()));
    }
  }

  /// The same of a request that never became a connection.
  ///
  /// @param address where it came from
  /// @param request its method and path, with nothing in it that is secret
  public void refused(RefusalCode code, String address, String request, String detail) {
    if (countAndAsk(code)) {
      LOG.info(
          "refused code={} address={} request={} left-out={} detail={}",
          code.text(),
          printable(address),
          printable(request),
          leftOut.sumThenReset(),
          printable(detail));
    }
  }

  /// @return whether there may be a line of it
  private boolean countAndAsk(RefusalCode code) {
    LongAdder count = counts.get(code);
    if (count != null) {
      count.increment();
    }
    if (!LOG.isInfoEnabled()) {
      return false;
    }
    boolean told = lines.tryConsume(1);
    if (!told) {
      leftOut.increment();
    }
    return told;
  }

  /// In quotes, short, and without anything that could begin a line or turn it round.
  private static String printable(String text) {
    StringBuilder shown = new StringBuilder("\"");
    text.codePoints()
        .limit(MOST_CHARS)
        .map(c -> isPrintable(c) ? c : '?')
        .forEach(shown::appendCodePoint);
    return shown.append('"').toString();
  }

  /// Stricter than an answer, which may hold what is invisible, and quotes.
  private static boolean isPrintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.FORMAT, Character.UNASSIGNED -> false;
      default -> codePoint != '"' && SafeText.isPrintable(codePoint);
    };
  }
}
