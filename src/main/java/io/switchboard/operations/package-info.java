/// What helps those who run a server: to see why it does what it does. Looks at every other package
/// and changes nothing of what they do. No client ever reaches it.
@NullMarked
package io.switchboard.operations;

import org.jspecify.annotations.NullMarked;
