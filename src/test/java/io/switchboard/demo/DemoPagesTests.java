package io.switchboard.demo;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestBuilders.formLogin;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestBuilders.logout;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.response.SecurityMockMvcResultMatchers.authenticated;
import static org.springframework.security.test.web.servlet.response.SecurityMockMvcResultMatchers.unauthenticated;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.forwardedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import jakarta.servlet.DispatcherType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.test.context.junit.jupiter.web.SpringJUnitWebConfig;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/// Pages and sign-in, without a server.
@SpringJUnitWebConfig
class DemoPagesTests {

  @Configuration(proxyBeanMethods = false)
  @EnableWebMvc
  @EnableWebSecurity
  @Import({DemoPages.class, DemoSecurity.class})
  static class Application {}

  private final MockMvc mvc;

  @Autowired
  DemoPagesTests(WebApplicationContext context) {
    mvc = MockMvcBuilders.webAppContextSetup(context).apply(springSecurity()).build();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/index.html", "/demo/me", "/anything", "/snippets/curl.txt"})
  void sendsStrangersToTheLogin(String path) throws Exception {
    mvc.perform(get(path)).andExpect(redirectedUrl("/login"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/favicon.svg",
        "/theme.css",
        "/login.js",
        "/ui/page-header.js",
        "/messages/login-ko.js"
      })
  void showsStrangersWhatTheSignInIsMadeOf(String path) throws Exception {
    mvc.perform(get(path)).andExpect(status().isOk());
  }

  @ParameterizedTest
  @CsvSource({"/login, ''", "/login?error, error", "/login?logout, logout"})
  void showsTheSignInWithItsTokenAndHowOneCameThere(String path, String outcome) throws Exception {
    mvc.perform(get(path))
        .andExpect(status().isOk())
        .andExpect(content().contentType("text/html;charset=UTF-8"))
        .andExpect(header().string("Cache-Control", "no-store"))
        .andExpect(content().string(containsString("data-outcome=\"" + outcome + "\"")))
        .andExpect(content().string(matchesPattern("(?s).*name=\"_csrf\" value=\"[^\"{]{20,}\".*")))
        .andExpect(content().string(not(containsString("{{"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"alice", "bob", "carol"})
  void letsInWhoSaysTheirNameTwice(String name) throws Exception {
    mvc.perform(formLogin().user(name).password(name))
        .andExpect(authenticated().withUsername(name))
        .andExpect(redirectedUrl("/"));
  }

  @Test
  void letsNobodyInWithAnotherPassword() throws Exception {
    mvc.perform(formLogin().user("alice").password("bob"))
        .andExpect(unauthenticated())
        .andExpect(redirectedUrl("/login?error"));
  }

  @Test
  void servesThePageToItsOwnFramesOnly() throws Exception {
    mvc.perform(get("/").with(user("alice")))
        .andExpect(forwardedUrl("/index.html"))
        .andExpect(header().string("X-Frame-Options", "SAMEORIGIN"))
        .andExpect(header().string("X-Content-Type-Options", "nosniff"));
    mvc.perform(get("/index.html").with(user("alice"))).andExpect(status().isOk());
  }

  @Test
  void tellsThePageWhoIsSignedInAndHowToSignOut() throws Exception {
    mvc.perform(get("/demo/me").with(user("alice")))
        .andExpect(jsonPath("$.name").value("alice"))
        .andExpect(jsonPath("$.csrf.header").value("X-CSRF-TOKEN"))
        .andExpect(jsonPath("$.csrf.parameter").value("_csrf"))
        .andExpect(jsonPath("$.csrf.token").isNotEmpty());
  }

  @Test
  void signsOutWithTheTokenOnly() throws Exception {
    mvc.perform(post("/logout").with(user("alice")))
        .andExpect(redirectedUrl("/login"))
        .andExpect(authenticated());
    mvc.perform(logout()).andExpect(redirectedUrl("/login?logout"));
  }

  @Test
  void givesAFreshFormToWhoseFormIsStale() throws Exception {
    mvc.perform(post("/login").with(csrf().useInvalidToken()))
        .andExpect(unauthenticated())
        .andExpect(redirectedUrl("/login"));
    mvc.perform(post("/anything").with(user("alice"))).andExpect(status().isForbidden());
  }

  @Test
  void leavesTheAnswersOfOtherChainsAlone() throws Exception {
    mvc.perform(get("/error").with(errorDispatch())).andExpect(status().isNotFound());
  }

  private static RequestPostProcessor errorDispatch() {
    return request -> {
      request.setDispatcherType(DispatcherType.ERROR);
      return request;
    };
  }
}
