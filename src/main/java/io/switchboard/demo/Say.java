package io.switchboard.demo;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/// What a page sends to say something in a room.
record Say(@NotBlank @Size(max = 2_000) String text) {}
