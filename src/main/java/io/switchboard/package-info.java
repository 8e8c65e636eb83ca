/// The application and its auto-configuration.
@NullMarked
package io.switchboard;

import org.jspecify.annotations.NullMarked;
