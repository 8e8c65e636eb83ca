package io.switchboard.broker;

import io.switchboard.history.Publication;
import io.switchboard.protocol.ChannelPattern;
import io.switchboard.protocol.PatternIndex;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Who of one lane's sessions subscribed to what.
///
/// Confined to the lane.
@SuppressWarnings("NonAtomicVolatileUpdate") // the lane alone counts
final class Registry {

  /// Channels whose matching patterns are remembered, and the patterns matched, together; beyond
  /// that all is forgotten and found anew. Clients choose both.
  static final int REMEMBERED = 20_000;

  /// A channel that more patterns match is not remembered: what they are sent costs more by far.
  static final int FEW = 100;

  private final Map<String, Audience> channels = new HashMap<>(); // channel -> its subscribers
  private final Map<String, PatternAudience> patterns = new HashMap<>(); // pattern -> subscribers
  private final PatternIndex<Audience> index = new PatternIndex<>(); // the same, by what they match
  private Map<String, List<Audience>> matches = new HashMap<>(); // channel -> by patterns
  private int matched; // the lengths of all lists in matches
  private volatile int size; // read by metrics

  private record PatternAudience(ChannelPattern pattern, Audience audience) {}

  void add(Subscription subscription) {
    audienceOf(subscription).add(subscription);
    size = size + 1;
  }

  /// Does nothing where it is not there.
  void remove(Subscription subscription) {
    if (!subscription.isRegistered()) {
      return;
    }
    Audience audience = subscription.audience();
    audience.remove(subscription);
    size = size - 1;
    if (audience.isEmpty()) {
      forget(subscription);
    }
  }

  /// Adds the publication to the outboxes of all that subscribed to its channel.
  ///
  /// @return how many bytes were encoded, which is at least what was added to any one outbox
  long deliver(Publication publication) {
    long bytes = 0;
    Audience audience = channels.get(publication.channel());
    if (audience != null) {
      bytes = audience.deliver(publication);
    }
    for (Audience byPattern : matching(publication.channel())) {
      bytes += byPattern.deliver(publication);
    }
    return bytes;
  }

  /// The subscriptions a publication goes to, as they are now.
  List<Subscription> subscribersOf(Publication publication) {
    List<Subscription> subscribers = new ArrayList<>();
    Audience audience = channels.get(publication.channel());
    if (audience != null) {
      audience.collect(publication, subscribers);
    }
    for (Audience byPattern : matching(publication.channel())) {
      byPattern.collect(publication, subscribers);
    }
    return subscribers;
  }

  /// Subscriptions in all.
  int size() {
    return size;
  }

  /// Channels whose matching patterns are remembered, and those patterns.
  int remembered() {
    return matches.size() + matched;
  }

  /// Whether nothing at all is kept.
  boolean isEmpty() {
    return size == 0
        && channels.isEmpty()
        && patterns.isEmpty()
        && index.isEmpty()
        && matches.isEmpty();
  }

  private Audience audienceOf(Subscription subscription) {
    if (!subscription.byPattern()) {
      return channels.computeIfAbsent(subscription.target(), channel -> new Audience());
    }
    PatternAudience known = patterns.get(subscription.target());
    if (known == null) {
      known = new PatternAudience(ChannelPattern.of(subscription.target()), new Audience());
      patterns.put(subscription.target(), known);
      index.put(known.pattern(), known.audience());
      forgetMatches();
    }
    return known.audience();
  }

  private void forget(Subscription subscription) {
    if (!subscription.byPattern()) {
      channels.remove(subscription.target());
      return;
    }
    PatternAudience known = patterns.remove(subscription.target());
    if (known != null) {
      index.remove(known.pattern());
      forgetMatches();
    }
  }

  /// Costs nothing, however much there was, and it is found again at little cost: subscribers may
  /// come and go all the time.
  private void forgetMatches() {
    if (!matches.isEmpty()) {
      matches = new HashMap<>();
      matched = 0;
    }
  }

  private List<Audience> matching(String channel) {
    if (patterns.isEmpty() || channel.startsWith("/")) {
      return List.of(); // no pattern reaches a user's own stream
    }
    List<Audience> found = matches.get(channel);
    if (found == null) {
      found = List.copyOf(index.find(channel));
      remember(channel, found);
    }
    return found;
  }

  private void remember(String channel, List<Audience> found) {
    if (found.size() > FEW) {
      return;
    }
    if (remembered() + found.size() >= REMEMBERED) {
      forgetMatches();
    }
    matches.put(channel, found);
    matched += found.size();
  }
}
