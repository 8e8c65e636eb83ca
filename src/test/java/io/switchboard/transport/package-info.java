@NullMarked
package io.switchboard.transport;

import org.jspecify.annotations.NullMarked;
