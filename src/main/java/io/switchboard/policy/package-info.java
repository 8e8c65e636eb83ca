/// What a channel's name means: who may subscribe to it and who may publish to it. Rules match
/// channels by pattern, the most specific one decides, and where no rule is, the answer is no. It
/// knows callers and names alone; it may not read tokens, frames or sessions, log, or start
/// threads.
@NullMarked
package io.switchboard.policy;

import org.jspecify.annotations.NullMarked;
