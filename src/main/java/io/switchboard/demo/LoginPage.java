package io.switchboard.demo;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/// The sign-in: `login.html` with the token that the form has to carry, and how one came here.
@RestController
class LoginPage {
  private final String html;

  /// @param html with `{{csrf.parameter}}`, `{{csrf.token}}` and `{{outcome}}` where these go
  LoginPage(String html) {
    this.html = html;
  }

  @GetMapping("/login")
  ResponseEntity<String> show(HttpServletRequest request, CsrfToken csrf) {
    String page =
        html.replace("{{csrf.parameter}}", HtmlUtils.htmlEscape(csrf.getParameterName()))
            .replace("{{csrf.token}}", HtmlUtils.htmlEscape(csrf.getToken()))
            .replace("{{outcome}}", outcome(request));
    return ResponseEntity.ok()
        .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
        .cacheControl(CacheControl.noStore())
        .body(page);
  }

  /// What Spring Security appends to the address of this page.
  private static String outcome(HttpServletRequest request) {
    Set<String> parameters = request.getParameterMap().keySet();
    if (parameters.contains("error")) {
      return "error";
    }
    return parameters.contains("logout") ? "logout" : "";
  }
}
