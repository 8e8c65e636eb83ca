package io.switchboard.demo;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What there is to know of a room.
///
/// @param members the names of who is there, in alphabetical order, the first 50 at the most
/// @param messages how many were said
/// @param opened when the first one was said, left out where none was
/// @param latest when the last one was said, left out where none was
@JsonInclude(JsonInclude.Include.NON_NULL)
record RoomFacts(
    String room,
    List<String> members,
    long messages,
    @Nullable Instant opened,
    @Nullable Instant latest) {}
