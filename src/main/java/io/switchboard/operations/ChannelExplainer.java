package io.switchboard.operations;

import io.switchboard.policy.Policies;
import java.io.PrintStream;
import org.springframework.context.SmartLifecycle;

/// Says on standard output which policy a channel has, then ends the process before anything
/// listens, so that it can be asked beside a server that runs.
final class ChannelExplainer implements SmartLifecycle {

  private final Policies policies;
  private final String channel;
  private final PrintStream out;
  private final Runnable end;

  /// @param end ends the process
  ChannelExplainer(Policies policies, String channel, PrintStream out, Runnable end) {
    this.policies = policies;
    this.channel = channel;
    this.out = out;
    this.end = end;
  }

  /// Before the web server and everything else.
  @Override
  public int getPhase() {
    return Integer.MIN_VALUE;
  }

  @Override
  public void start() {
    out.println(policies.explain(channel).text());
    out.flush();
    end.run();
  }

  @Override
  public void stop() {}

  @Override
  public boolean isRunning() {
    return false;
  }
}
