/// What was published and where it stands in its channel's stream. It assigns positions, one stream
/// per channel, and hands each publication over in that order. It knows nothing of subscribers,
/// sessions or sockets, and it never waits for one.
@NullMarked
package io.switchboard.history;

import org.jspecify.annotations.NullMarked;
