package io.switchboard.bench;

/// Who connects and subscribes to what. Immutable.
///
/// @param clients connections in all, each with one subscription
/// @param channels how many channels share them
/// @param destination of the one channel, or how those of several begin
/// @param distinctIds whether no two subscriptions are named alike
/// @param connectRate new connections a second
record Audience(
    int clients, int channels, String destination, boolean distinctIds, int connectRate) {

  /// From one address of one machine to one port of another there are about 28,000 ports.
  private static final int MOST_CLIENTS = 25_000;

  static Audience of(Arguments arguments, LoadOptions.Scenario scenario) {
    int clients = arguments.number(scenario.option(), 100, 1, MOST_CLIENTS);
    return new Audience(
        clients,
        arguments.number("--channels", 1, 1, clients),
        arguments.word("--destination", "/topic/bench"),
        arguments.flag("--distinct-ids"),
        arguments.number("--connect-rate", 1000, 1, 100_000));
  }

  /// Where a client subscribes, and publishes.
  String destinationOf(int client) {
    return channels == 1 ? destination : destination + '.' + client % channels;
  }

  /// What it calls its subscription.
  String subscriptionOf(int client) {
    return distinctIds ? "sub-" + client : "sub-0";
  }

  /// How many get what a client publishes.
  int subscribersOf(int client) {
    int channel = client % channels;
    return clients / channels + (channel < clients % channels ? 1 : 0);
  }
}
