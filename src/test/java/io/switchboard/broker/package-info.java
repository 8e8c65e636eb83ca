@NullMarked
package io.switchboard.broker;

import org.jspecify.annotations.NullMarked;
