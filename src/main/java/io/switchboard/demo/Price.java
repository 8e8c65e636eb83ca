package io.switchboard.demo;

import java.math.BigDecimal;
import java.time.Instant;

/// What one piece of something costs.
///
/// @param open what it cost when the server started
record Price(String symbol, BigDecimal price, BigDecimal open, Instant at) {}
