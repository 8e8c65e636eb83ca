/// What backends and operators reach by plain HTTP under `/api/v1`. Every request shows who sends
/// it, by a token, an API key or the session of a sign-in, and is answered with
/// `application/problem+json` where it is refused. Nothing of it may be cached or rendered.
@NullMarked
package io.switchboard.http;

import org.jspecify.annotations.NullMarked;
