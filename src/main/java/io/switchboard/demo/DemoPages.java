package io.switchboard.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Serves `frontend/`, which the build copies beside the classes.
@Configuration(proxyBeanMethods = false)
class DemoPages implements WebMvcConfigurer {

  @Bean
  MeController meController() {
    return new MeController();
  }

  @Bean
  LoginPage loginPage(@Value("classpath:/io/switchboard/frontend/login.html") Resource page)
      throws IOException {
    return new LoginPage(page.getContentAsString(StandardCharsets.UTF_8));
  }

  @Override
  public void addViewControllers(ViewControllerRegistry registry) {
    registry.addViewController("/").setViewName("forward:/index.html");
  }

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry.addResourceHandler("/**").addResourceLocations("classpath:/io/switchboard/frontend/");
  }
}
