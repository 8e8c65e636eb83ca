/// How clients reach the server: the WebSocket and SockJS endpoints, what a handshake must bring,
/// the STOMP edge between bytes and Spring's messages, and the wires that outboxes write to. It
/// decides nothing about who may do what, and keeps no message.
@NullMarked
package io.switchboard.transport;

import org.jspecify.annotations.NullMarked;
