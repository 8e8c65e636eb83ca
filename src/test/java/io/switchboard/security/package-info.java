@NullMarked
package io.switchboard.security;

import org.jspecify.annotations.NullMarked;
