/// The demo: a chat with rooms, its pages and its sign-in, there with the profile `demo` only. It
/// is written as an application developer would write it, with Spring's own annotations and of
/// Switchboard nothing but how to refuse. It may be known to nobody but the application that
/// imports it, and nothing of it may be needed to run Switchboard in earnest: its passwords are its
/// user names.
@NullMarked
package io.switchboard.demo;

import org.jspecify.annotations.NullMarked;
