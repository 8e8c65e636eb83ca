@NullMarked
package io.switchboard.policy;

import org.jspecify.annotations.NullMarked;
