/// An application that has Switchboard as a library: controllers, interceptors, security and
/// endpoints of its own, with nothing but the auto-configuration. Knows no class of Switchboard's
/// but those an application may use.
@NullMarked
package io.switchboard.host;

import org.jspecify.annotations.NullMarked;
