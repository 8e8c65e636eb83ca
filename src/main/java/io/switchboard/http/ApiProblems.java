package io.switchboard.http;

import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/// Answers whatever is wrong with a request of ours as a problem, whatever the application's own
/// requests are answered with.
@RestControllerAdvice(assignableTypes = OperatorController.class)
final class ApiProblems extends ResponseEntityExceptionHandler {}
