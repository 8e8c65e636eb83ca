package io.switchboard.broker;

import io.switchboard.protocol.CloseCode;
import io.switchboard.protocol.Headers;
import io.switchboard.protocol.ServerCommand;
import io.switchboard.protocol.StompVersion;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One client connection, whatever carries it.
///
/// What it is sent goes through its outbox, on its lane; every method here may be called by any
/// thread unless it says otherwise.
public final class Session {

  private final String id;
  private final Lane lane;
  private final Codec codec;
  private final Outbox outbox;
  private final Liveness liveness;
  private final RefusalLog refusals;
  private final SubscriptionIds subscriptions;
  private final Ending ending;
  private final EndTasks endTasks = new EndTasks();
  private volatile @Nullable String user;
  private volatile @Nullable StompVersion version;
  private volatile @Nullable Object credentials;
  private volatile @Nullable Uplink uplink;
  private long arrivedNanos; // confined to the thread that reads the connection
  private final Tenure tenure = new Tenure(this);

  Session(String id, Lane lane, Wire wire, Codec codec, SessionSettings settings) {
    this.id = id;
    this.lane = lane;
    this.codec = codec;
    this.outbox =
        new Outbox(lane, wire, settings.outboxBytes(), this::tooSlow, settings.refusals());
    this.refusals = settings.refusals();
    this.liveness = new Liveness(this, wire, outbox, settings);
    this.subscriptions = new SubscriptionIds(settings.subscriptions());
    this.ending = new Ending(lane, outbox, liveness, subscriptions);
  }

  public String id() {
    return id;
  }

  /// Who it is, `null` before CONNECT and for an anonymous one.
  public @Nullable String user() {
    return user;
  }

  /// The stream behind `/user/queue/<queue>`: the user's, or, where there is none, its own.
  String ownChannel(String queue) {
    String name = user;
    return name == null ? UserChannel.ofSession(id, queue) : UserChannel.of(name, queue);
  }

  /// The version agreed on; before that the newest, which can say everything.
  public StompVersion version() {
    StompVersion agreed = version;
    return agreed == null ? StompVersion.V1_2 : agreed;
  }

  /// What is known of who this is, kept here for those who judge its frames.
  public @Nullable Object credentials() {
    return credentials;
  }

  public void credentials(Object credentials) {
    this.credentials = credentials;
  }

  public Codec codec() {
    return codec;
  }

  /// What it goes over.
  public Transport transport() {
    return outbox.transport();
  }

  /// Whether its CONNECT was accepted.
  public boolean isConnected() {
    return version != null;
  }

  /// Its way to the broker behind this server, `null` where there is none, and before CONNECT.
  @Nullable Uplink uplink() {
    return uplink;
  }

  void uplink(Uplink uplink) {
    this.uplink = uplink;
  }

  /// CONNECT was accepted.
  void connected(StompVersion agreed, @Nullable String name, HeartBeat heartBeat) {
    version = agreed;
    user = name;
    lane.execute(() -> liveness.connected(heartBeat));
  }

  /// Whether it is being closed, or is gone: what its client still says does not count.
  public boolean isOver() {
    return subscriptions.isOver();
  }

  /// The client was heard of: bytes came, or a pong.
  public void heard() {
    liveness.heard();
  }

  /// A frame of this client is being carried out, so that no more is read from it: its silence
  /// means nothing until [#idle].
  public void busy() {
    arrivedNanos = System.nanoTime();
    liveness.busy(true);
  }

  public void idle() {
    liveness.busy(false);
  }

  /// When the frames came that are being carried out. On the thread that reads the connection.
  long arrivedNanos() {
    return arrivedNanos;
  }

  /// Whether a frame of this client is being carried out, here or by the broker behind this server.
  boolean isBusy() {
    Uplink outer = uplink;
    return liveness.isBusy() || (outer != null && outer.isBusy());
  }

  /// Sends a frame of this session's own. Waits where the lane is flooded.
  ///
  /// @param text whether the body may go as text
  public void send(ServerCommand command, Headers headers, byte[] body, boolean text) {
    byte[] wire = MessageFrames.encode(version(), codec, command, headers, body, text);
    boolean message = command == ServerCommand.MESSAGE;
    submit(
        wire.length,
        () -> outbox.add(message ? SharedFrame.messageForOne(wire) : SharedFrame.forOne(wire)));
  }

  /// Sends a message that the broker behind this server had for it. Waits where the lane is
  /// flooded.
  public void deliver(Headers headers, byte[] body) {
    send(ServerCommand.MESSAGE, headers, body, Drafts.isText(headers, body));
  }

  /// Acknowledges the frame that asked for it.
  public void receipt(@Nullable String receipt) {
    if (receipt != null) {
      send(ServerCommand.RECEIPT, Headers.of("receipt-id", receipt), new byte[0], true);
    }
  }

  /// Begins to watch whether the client lives.
  void begin() {
    lane.execute(() -> {
      lane.remember(this);
      liveness.begin();
    });
  }

  /// The client said goodbye: what it subscribed to ends now, the connection when all was sent.
  /// Does nothing once the client is gone, which Spring tells as a DISCONNECT, too.
  void disconnect() {
    if (!isOver()) {
      dismiss(Farewell.of(CloseCode.NORMAL));
    }
  }

  /// The client wants nothing more. What it subscribed to is undone; the connection may still have
  /// its closing handshake to finish.
  public void leave() {
    ending.leave();
  }

  /// Closes it with a code of the caller's own once everything queued was sent.
  public void close(int code, String reason) {
    close(new Farewell(code, reason));
  }

  /// Ends it in peace: nothing more is taken from the client, what is being carried out for it is
  /// waited for, what is queued is sent, and then it is closed.
  ///
  /// @param reason at most 123 bytes of UTF-8
  /// @param patience how long to wait for what is being carried out
  public void retire(CloseCode code, String reason, Duration patience) {
    ending.part();
    lane.execute(new Retirement(this, Farewell.of(code, reason), patience)::begin);
  }

  /// Takes nothing more from the client, and closes it once everything queued was sent.
  void dismiss(Farewell farewell) {
    ending.part();
    ending.close(farewell);
  }

  void close(Farewell farewell) {
    ending.close(farewell);
  }

  /// Closes it since the broker behind this server was lost, once everything queued was sent.
  ///
  /// @param retryAfter when this client had best come back, told in whole seconds
  public void brokerLost(Duration retryAfter) {
    dismiss(Farewell.away("the message broker cannot be reached", retryAfter));
  }

  /// Ends the connection without sending what waits. What it subscribed to ends with it.
  public void putOut(CloseCode code, String reason) {
    ending.part();
    lane.execute(() -> closeAtOnce(Farewell.of(code, reason)));
  }

  /// On the lane.
  void closeAtOnce(Farewell farewell) {
    ending.closeAtOnce(farewell);
  }

  /// Its credential lasts so long, `null` for as long as the connection does.
  public void lasts(@Nullable Term term) {
    lane.execute(() -> tenure.renew(term));
  }

  /// It has a new credential, which some of its subscriptions did not survive. They are ended, and
  /// the client is told, or else the connection ends.
  public void renewed(@Nullable Term term, List<Refusal> lost) {
    tenure.renewed(term, lost);
  }

  /// The ids of the subscriptions that [#renewed] has ended since this was last asked. On the
  /// thread that reads the connection.
  public List<String> takeEnded() {
    return tenure.takeEnded();
  }

  /// Gives the id back, here and at the broker behind this server.
  ///
  /// @return the subscription, which is still registered; `null` if there is none
  @Nullable Subscription release(String subscriptionId) {
    Uplink outer = uplink;
    if (outer != null) {
      outer.unsubscribe(subscriptionId, null);
    }
    return subscriptions.release(subscriptionId);
  }

  /// Whether it has a subscription of that id.
  public boolean holds(String subscriptionId) {
    return subscriptions.isTaken(subscriptionId);
  }

  /// What it subscribed to: subscription ids to channels or patterns, user destinations left out.
  public Map<String, String> channels() {
    return subscriptions.channels();
  }

  /// Tells the client that its frame was not carried out: on `/user/queue/errors` if it listens
  /// there, else by ERROR and the end of the connection.
  public void refuse(Refusal refusal) {
    Refusals.Notice notice = Refusals.notice(this, refusal);
    if (notice == null) {
      fail(refusal);
      return;
    }
    refusals.refused(this, refusal);
    submit(
        notice.frame().length,
        () -> {
          if (!notice.tell(this) && !Refusals.tell(this, refusal)) {
            ending.failNow(Refusals.error(this, refusal), refusal.farewell());
          }
        });
  }

  /// What a client that listens was told by other means.
  void refused(Refusal refusal) {
    refusals.refused(this, refusal);
  }

  /// Tells the client of a refusal if it listens for them; else the connection goes on without a
  /// word.
  void mention(Refusal refusal) {
    refusals.refused(this, refusal);
    Refusals.Notice notice = Refusals.notice(this, refusal);
    if (notice != null) {
      submit(notice.frame().length, () -> notice.tell(this));
    }
  }

  /// Ends the connection with an ERROR, as a breach of the protocol deserves. It is over from now
  /// on: what the client said after that is not carried out.
  public void fail(Refusal refusal) {
    refusals.refused(this, refusal);
    ending.fail(Refusals.error(this, refusal), refusal.farewell());
  }

  /// A frame that the transport itself wants sent, whatever state the session is in. Waits where
  /// the lane is flooded, unless it is the lane that asks.
  public void control(byte[] frame) {
    submit(frame.length, () -> outbox.addControl(SharedFrame.forOne(frame)));
  }

  /// The transport's close frame, after which nothing is sent.
  ///
  /// @param after runs on a lane when it was written, or can no longer be: must not block
  public void lastControl(byte[] frame, Runnable after) {
    ending.last(frame, after);
  }

  /// Has the task run once when the connection is gone, however that comes about; at once where it
  /// is gone already. On the thread that finds that out, so that it must be short and never block.
  /// What it throws is logged.
  public void onEnd(Runnable task) {
    endTasks.add(task);
  }

  /// The connection is gone. What it subscribed to is undone, and so is what is still on its way
  /// there. Does nothing the second time.
  public void end() {
    List<Subscription> all = subscriptions.takeAll();
    lane.execute(() -> {
      lane.forget(this);
      all.forEach(lane.registry()::remove);
      liveness.end();
      tenure.end();
      outbox.end();
    });
    endTasks.run();
  }

  /// Takes the id for the subscription and registers it, then acknowledges.
  ///
  /// @return `false` where the session is over: the client hears of nothing but that
  /// @throws RefusedException if the id is taken or there are too many
  boolean subscribe(String subscriptionId, Subscription subscription, @Nullable String receipt) {
    if (!subscriptions.claim(subscriptionId, subscription)) {
      return false;
    }
    byte[] answer = receipt == null ? null : MessageFrames.receipt(version(), codec, receipt);
    submit(
        0,
        () -> {
          if (!isOver()) { // else it lost the race with the session's end, which undid it
            lane.registry().add(subscription);
          }
          if (answer != null) {
            outbox.add(SharedFrame.forOne(answer));
          }
          tenure.subscribed();
        });
    return true;
  }

  /// Ends the subscription if there is one, then acknowledges.
  void unsubscribe(String subscriptionId, @Nullable String receipt) {
    Subscription subscription = subscriptions.release(subscriptionId);
    if (subscription != null) {
      submit(0, () -> lane.registry().remove(subscription));
    }
    receipt(receipt);
  }

  /// On the lane.
  Outbox outbox() {
    return outbox;
  }

  Lane lane() {
    return lane;
  }

  /// The subscription through which this session hears of refusals.
  @Nullable Subscription subscribedTo(String target) {
    return subscriptions.find(target);
  }

  private void tooSlow() {
    closeAtOnce(outbox.isHeld() ? Expiry.FAREWELL : Farewell.of(CloseCode.TOO_SLOW));
  }

  private void submit(int bytes, Runnable task) {
    if (lane.isCurrent()) {
      lane.execute(task);
      return;
    }
    int units = lane.acquire(bytes);
    lane.execute(() -> {
      lane.release(units);
      task.run();
    });
  }
}
