package io.switchboard.broker;

import io.switchboard.history.Publication;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The subscriptions to one channel or pattern, grouped by what their frames look like, so that
/// each look is encoded once.
///
/// Confined to the lane.
final class Audience {

  private final Map<FrameKey, Group> groups = new HashMap<>(2);

  private static final class Group {
    final FrameKey key;
    final List<Subscription> members = new ArrayList<>(2);

    Group(FrameKey key) {
      this.key = key;
    }
  }

  void add(Subscription subscription) {
    Group group = groupOf(subscription.key());
    subscription.registered(this, group.members.size());
    group.members.add(subscription);
  }

  void remove(Subscription subscription) {
    Group group = groupOf(subscription.key());
    Subscription last = group.members.removeLast();
    if (last != subscription) {
      group.members.set(subscription.slot(), last);
      last.registered(this, subscription.slot());
    }
    subscription.unregistered();
    if (group.members.isEmpty()) {
      groups.remove(group.key);
    }
  }

  boolean isEmpty() {
    return groups.isEmpty();
  }

  /// @return how many bytes were encoded
  long deliver(Publication publication) {
    long encoded = 0;
    for (Group group : groups.values()) {
      SharedFrame frame = MessageFrames.encode(publication, group.key);
      encoded += frame.size();
      addToAll(group.members, frame, publication);
      frame.delivered();
    }
    return encoded;
  }

  private static void addToAll(
      List<Subscription> members, SharedFrame frame, Publication publication) {
    for (int i = 0; i < members.size(); i++) {
      Session session = members.get(i).session();
      if (isFor(publication, session)) {
        session.outbox().add(frame);
      }
    }
  }

  /// Adds those to the list that the publication is for.
  void collect(Publication publication, List<Subscription> subscribers) {
    for (Group group : groups.values()) {
      for (Subscription member : group.members) {
        if (isFor(publication, member.session())) {
          subscribers.add(member);
        }
      }
    }
  }

  private static boolean isFor(Publication publication, Session session) {
    String only = publication.onlySession();
    return only == null || only.equals(session.id());
  }

  private Group groupOf(FrameKey key) {
    return groups.computeIfAbsent(key, Group::new);
  }
}
