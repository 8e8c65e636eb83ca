package io.switchboard.policy;

/// Decides in the application's code who may use a channel: a bean that a policy names as
/// `bean:NAME`.
@FunctionalInterface
public interface ChannelAuthorizer {

  /// May take its time and may block: it is called on the connection's own thread, by many of them
  /// at once. An exception grants nothing.
  ///
  /// If the request is for a pattern, to grant it means to grant every channel of the pattern that
  /// this bean is asked about, also such as will come to be later; who cannot promise that refuses.
  Verdict authorize(ChannelRequest request);
}
