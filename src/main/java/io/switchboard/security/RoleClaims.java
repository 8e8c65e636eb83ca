package io.switchboard.security;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.authentication.JwtGrantedAuthoritiesConverter;

/// What roles a token gives where the application has no `JwtAuthenticationConverter` of its own:
/// those its claim `roles` lists, and the scopes as Spring Security has them.
final class RoleClaims {

  private RoleClaims() {}

  static JwtAuthenticationConverter converter() {
    JwtAuthenticationConverter converter = new JwtAuthenticationConverter();
    converter.setJwtGrantedAuthoritiesConverter(RoleClaims::authorities);
    return converter;
  }

  private static Collection<GrantedAuthority> authorities(Jwt jwt) {
    List<GrantedAuthority> all = new ArrayList<>(new JwtGrantedAuthoritiesConverter().convert(jwt));
    if (jwt.getClaim("roles") instanceof List<?> roles) {
      roles.forEach(role -> all.add(new SimpleGrantedAuthority("ROLE_" + role)));
    }
    return all;
  }
}
