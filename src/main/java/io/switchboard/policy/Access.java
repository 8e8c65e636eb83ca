package io.switchboard.policy;

/// Whom a policy lets in, as its YAML says it. Immutable.
public sealed interface Access {

  /// Everybody, without a name too. Written `anyone`.
  record Anyone() implements Access {
    @Override
    public String text() {
      return "anyone";
    }
  }

  /// Everybody with a name. Written `authenticated`.
  record Authenticated() implements Access {
    @Override
    public String text() {
      return "authenticated";
    }
  }

  /// Whose token or key has a grant for the channel. Written `granted`.
  record Granted() implements Access {
    @Override
    public String text() {
      return "granted";
    }
  }

  /// Who has a role. Written `role:NAME`.
  record Role(String name) implements Access {
    public Role {
      checkName(name, ROLE);
    }

    @Override
    public String text() {
      return ROLE + name;
    }
  }

  /// Whom a [ChannelAuthorizer] of the application lets in. Written `bean:NAME`.
  record Bean(String name) implements Access {
    public Bean {
      checkName(name, BEAN);
    }

    @Override
    public String text() {
      return BEAN + name;
    }
  }

  /// No client at all; the server itself may. Written `nobody`.
  record Nobody() implements Access {
    @Override
    public String text() {
      return "nobody";
    }
  }

  /// What [#parse(String)] takes.
  String ALLOWED = "anyone, authenticated, granted, role:NAME, bean:NAME or nobody";

  /// What stands before the name of a role.
  String ROLE = "role:";

  /// What stands before the name of a bean.
  String BEAN = "bean:";

  /// The access as it is written.
  String text();

  /// Reads an access.
  ///
  /// @throws IllegalArgumentException in a sentence that lists what is allowed
  static Access parse(String text) {
    return switch (text) {
      case "anyone" -> new Anyone();
      case "authenticated" -> new Authenticated();
      case "granted" -> new Granted();
      case "nobody" -> new Nobody();
      default -> parseNamed(text);
    };
  }

  private static Access parseNamed(String text) {
    if (text.startsWith(ROLE)) {
      return new Role(text.substring(ROLE.length()));
    }
    if (text.startsWith(BEAN)) {
      return new Bean(text.substring(BEAN.length()));
    }
    throw new IllegalArgumentException("'" + text + "' is no access: it takes " + ALLOWED);
  }

  private static void checkName(String name, String prefix) {
    if (name.isEmpty() || name.codePoints().anyMatch(Access::isBlankOrControl)) {
      throw new IllegalArgumentException(
          "'" + prefix + name + "' has no name, or one with a blank: it takes " + ALLOWED);
    }
  }

  private static boolean isBlankOrControl(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c);
  }
}
