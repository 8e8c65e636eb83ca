package io.switchboard.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.json.JsonMapper;

/// Writes an `application/problem+json` (RFC 9457) where no controller is there to do it.
final class Problems {

  private static final JsonMapper JSON = JsonMapper.shared();

  private Problems() {}

  static void write(HttpServletResponse response, HttpStatus status, String detail)
      throws IOException {
    response.setStatus(status.value());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
    response.getOutputStream().write(JSON.writeValueAsBytes(problem));
  }
}
