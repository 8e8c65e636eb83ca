package io.switchboard.security;

import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.Cookie;
import org.springframework.boot.web.server.Cookie.SameSite;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/// The session cookie of the server that runs by itself: out of reach of scripts, of other hosts of
/// the same domain, and of requests without TLS where browsers come over TLS. What is set in
/// `server.servlet.session.cookie` stays as it is.
public final class SessionCookie
    implements WebServerFactoryCustomizer<JettyServletWebServerFactory> {

  /// Not the one that all others have: cookies are for a host, whatever the port, and the next
  /// application on this machine would sign everybody out.
  private static final String NAME = "switchboard";

  private final OriginProperties properties;

  SessionCookie(OriginProperties properties) {
    this.properties = properties;
  }

  @Override
  public void customize(JettyServletWebServerFactory factory) {
    Cookie cookie = factory.getSettings().getSession().getCookie();
    if (cookie.getHttpOnly() == null) {
      cookie.setHttpOnly(true);
    }
    if (cookie.getSameSite() == null) {
      // Strict would show the login to who is signed in and follows a link from a mail or a chat.
      cookie.setSameSite(SameSite.LAX);
    }
    boolean overTls = properties.isPublicOverTls() || Ssl.isEnabled(factory.getSsl());
    if (overTls && isLeftToUs(cookie)) {
      cookie.setName("__Host-" + NAME); // browsers take it only so: Secure, for all of this host
      cookie.setSecure(true);
      cookie.setPath("/");
    } else if (cookie.getName() == null) {
      cookie.setName(NAME);
    }
  }

  private static boolean isLeftToUs(Cookie cookie) {
    return cookie.getName() == null
        && cookie.getPath() == null
        && cookie.getDomain() == null
        && cookie.getSecure() == null;
  }
}
