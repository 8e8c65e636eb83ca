package io.switchboard.protocol;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The headers of a frame in their order. Immutable.
///
/// A name stands once: of a repeated one the first counts and the others are dropped (STOMP 1.2,
/// "Repeated Header Entries"), so that nothing can be smuggled past a check in a second copy. Names
/// are case-sensitive. A look-up walks the names, which for the ten headers of a usual frame beats
/// hashing.
public final class Headers {
  public static final Headers EMPTY = new Headers(new String[0]);

  private final String[] entries; // name, value, name, value ...

  private Headers(String[] entries) {
    this.entries = entries;
  }

  /// Headers in the order given.
  ///
  /// @param namesAndValues a name, its value, the next name, its value...
  /// @throws IllegalArgumentException if a value is missing
  public static Headers of(String... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException("A name without a value");
    }
    Builder builder = builder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      builder.add(namesAndValues[i], namesAndValues[i + 1]);
    }
    return builder.build();
  }

  public static Builder builder() {
    return new Builder();
  }

  /// The value of a name, `null` if there is none.
  public @Nullable String get(String name) {
    int at = find(entries, entries.length, name);
    return at < 0 ? null : entries[at + 1];
  }

  /// The number of names.
  public int size() {
    return entries.length / 2;
  }

  /// The name at a place.
  ///
  /// @param i from 0 to [#size()] - 1
  public String name(int i) {
    return entries[2 * i];
  }

  /// The value at a place.
  ///
  /// @param i from 0 to [#size()] - 1
  public String value(int i) {
    return entries[2 * i + 1];
  }

  /// These headers with that value, in its old place if the name is there already, else at the end.
  public Headers with(String name, String value) {
    int at = find(entries, entries.length, name);
    int to = at < 0 ? entries.length : at;
    String[] changed = Arrays.copyOf(entries, Math.max(entries.length, to + 2));
    changed[to] = name;
    changed[to + 1] = value;
    return new Headers(changed);
  }

  /// These headers without the white space round their values.
  Headers stripped() {
    String[] stripped = entries.clone();
    for (int i = 1; i < stripped.length; i += 2) {
      stripped[i] = stripped[i].strip();
    }
    return new Headers(stripped);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Headers headers && Arrays.equals(entries, headers.entries);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(entries);
  }

  /// For logs: one line without control characters, and no secrets.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < size(); i++) {
      text.append(i == 0 ? "" : ", ").append(name(i)).append(':');
      text.append(isSecret(name(i)) ? "***" : value(i));
    }
    return SafeText.printable(text.append('}').toString());
  }

  private static boolean isSecret(String name) {
    return name.equalsIgnoreCase("passcode") || name.equalsIgnoreCase("authorization");
  }

  private static int find(@Nullable String[] entries, int length, String name) {
    for (int i = 0; i < length; i += 2) {
      if (name.equals(entries[i])) {
        return i;
      }
    }
    return -1;
  }

  /// Collects headers. Confined to one thread. The number of headers is for the caller to limit.
  public static final class Builder {
    private String[] entries = new String[16];
    private int length;

    private Builder() {}

    /// Adds a header, unless one of that name was added before.
    public Builder add(String name, String value) {
      if (find(entries, length, name) < 0) {
        if (length == entries.length) {
          entries = Arrays.copyOf(entries, 2 * length);
        }
        entries[length++] = name;
        entries[length++] = value;
      }
      return this;
    }

    @Nullable String get(String name) {
      int at = find(entries, length, name);
      return at < 0 ? null : entries[at + 1];
    }

    public Headers build() {
      return length == 0 ? EMPTY : new Headers(Arrays.copyOf(entries, length));
    }
  }
}
