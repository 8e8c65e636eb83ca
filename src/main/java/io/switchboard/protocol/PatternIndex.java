package io.switchboard.protocol;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is kept by patterns, found by the names they match.
///
/// Patterns are a tree by their segments, and a name walks all branches that it fits at once. It
/// comes to each branch at most once, with all the places of the name where the patterns below it
/// may go on. So a name costs at most a small multiple of the segments of those patterns whose
/// beginning it fits, whatever they are, and none of the time of the others.
///
/// Confined to one thread.
///
/// @param <T> what is kept
public final class PatternIndex<T> {

  private @Nullable Node<T> root;

  /// What begins as the path to here does.
  private sealed interface Node<T> permits Leaf, Branch {}

  /// One pattern alone, whatever it has left to read.
  private record Leaf<T>(ChannelPattern pattern, T value) implements Node<T> {

    List<String> words() {
      return pattern.words();
    }
  }

  /// Several patterns: below by their next segments, wildcards too, and the one that ends here.
  private static final class Branch<T> implements Node<T> {
    final Map<String, Node<T>> children = new LinkedHashMap<>(4); // quick to list once it shrank
    @Nullable Leaf<T> ended;

    /// This; or the one pattern that is left; or nothing.
    @Nullable Node<T> shrunk() {
      if (children.isEmpty()) {
        return ended;
      }
      boolean single = ended == null && children.size() == 1;
      return single && children.values().iterator().next() instanceof Leaf<T> leaf ? leaf : this;
    }
  }

  /// Whether nothing is kept.
  public boolean isEmpty() {
    return root == null;
  }

  /// Keeps a value, in place of the one that was kept by the same pattern. At most as many steps as
  /// the pattern has segments.
  public void put(ChannelPattern pattern, T value) {
    root = with(root, 0, new Leaf<>(pattern, value));
  }

  private static <T> Node<T> with(@Nullable Node<T> node, int depth, Leaf<T> leaf) {
    return switch (node) {
      case null -> leaf;
      case Leaf<T> other when other.pattern().equals(leaf.pattern()) -> leaf;
      case Leaf<T> other -> add(add(new Branch<>(), depth, other), depth, leaf);
      case Branch<T> branch -> add(branch, depth, leaf);
    };
  }

  private static <T> Branch<T> add(Branch<T> branch, int depth, Leaf<T> leaf) {
    if (leaf.words().size() == depth) {
      branch.ended = leaf;
    } else {
      String word = leaf.words().get(depth);
      branch.children.put(word, with(branch.children.get(word), depth + 1, leaf));
    }
    return branch;
  }

  /// Keeps nothing by this pattern any more. At most as many steps as it has segments.
  public void remove(ChannelPattern pattern) {
    root = without(root, 0, pattern);
  }

  private static <T> @Nullable Node<T> without(
      @Nullable Node<T> node, int depth, ChannelPattern pattern) {
    return switch (node) {
      case null -> null;
      case Leaf<T> leaf -> leaf.pattern().equals(pattern) ? null : leaf;
      case Branch<T> branch -> take(branch, depth, pattern);
    };
  }

  private static <T> @Nullable Node<T> take(Branch<T> branch, int depth, ChannelPattern pattern) {
    if (pattern.words().size() == depth) {
      branch.ended = null;
      return branch.shrunk();
    }
    String word = pattern.words().get(depth);
    Node<T> left = without(branch.children.get(word), depth + 1, pattern);
    if (left == null) {
      branch.children.remove(word);
    } else {
      branch.children.put(word, left);
    }
    return branch.shrunk();
  }

  /// What is kept by the patterns that match a channel, in no order.
  ///
  /// @param channel a channel's name, as [Destination.Topic] has it
  public List<T> find(String channel) {
    return search(channel).found;
  }

  Search<T> search(String channel) {
    Search<T> search = new Search<>(channel);
    if (root != null) {
      search.visit(root, 0, Places.beginning());
    }
    return search;
  }

  /// One name on its way through the tree.
  static final class Search<T> {
    private final NameSegments name;
    private final List<T> found = new ArrayList<>();
    private int steps;

    private Search(String channel) {
      name = new NameSegments(channel);
    }

    /// How many segments of patterns were asked for.
    int steps() {
      return steps;
    }

    private void visit(Node<T> node, int depth, Places at) {
      switch (node) {
        case Leaf<T> leaf -> finish(leaf, depth, at);
        case Branch<T> branch -> {
          if (branch.ended != null) {
            finish(branch.ended, depth, at);
          }
          goOn(branch, depth, at);
        }
      }
    }

    private void finish(Leaf<T> leaf, int depth, Places at) {
      steps += leaf.words().size() - depth;
      if (name.isMatched(at, leaf.words(), depth)) {
        found.add(leaf.value());
      }
    }

    private void goOn(Branch<T> branch, int depth, Places at) {
      boolean one = at.isOne();
      if (!one && branch.children.size() <= name.distinct().size()) {
        branch.children.forEach((word, child) -> enter(child, word, depth, at));
        return;
      }
      enter(branch, ChannelName.ONE_SEGMENT, depth, at);
      enter(branch, ChannelName.ANY_SEGMENTS, depth, at);
      if (!one) {
        name.distinct().forEach(word -> enter(branch, word, depth, at));
        return;
      }
      String only = name.segmentAt(at);
      if (only != null) {
        enter(branch, only, depth, at);
      }
    }

    private void enter(Branch<T> branch, String word, int depth, Places at) {
      Node<T> child = branch.children.get(word);
      if (child == null) {
        steps++;
      } else {
        enter(child, word, depth, at);
      }
    }

    private void enter(Node<T> child, String word, int depth, Places at) {
      steps++;
      Places next = at.copy();
      name.read(next, word);
      if (!next.isEmpty()) {
        visit(child, depth + 1, next);
      }
    }
  }
}
