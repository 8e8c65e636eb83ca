package io.switchboard.demo;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/// What a page sends to say something in a room, or to somebody.
record Say(
    @NotBlank(message = "must not be empty")
        @Size(max = 2_000, message = "may have at most 2,000 characters")
        String text) {}
