@NullMarked
package io.switchboard.history;

import org.jspecify.annotations.NullMarked;
