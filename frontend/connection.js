// @ts-check
import { connectOver } from "./attempt.js";
import { delayMillis } from "./backoff.js";
import { adviceOn } from "./close-codes.js";
import { probe } from "./probe.js";
import { TransportChoice } from "./transport-choice.js";

/** @typedef {import("@stomp/stompjs").Client} Client */
/** @typedef {import("./transport-choice.js").Transport} Transport */
/** @typedef {import("./transport-choice.js").Wanted} Wanted */
/** @typedef {import("./sockets.js").NamedSocket} NamedSocket */

/** @typedef {import("./i18n.js").Words} Words */

/** @typedef {import("./connection-state.js").ConnectionState} ConnectionState */
/** @typedef {import("./connection-state.js").Surroundings} Surroundings */

/** A connection that lived this long was a good one: the next failure counts as the first again. */
const PROVEN_MILLIS = 10_000;

/**
 * One STOMP connection that is kept up: it does what close codes ask for, backs off, changes the transport where one
 * cannot be opened, and says what it is doing.
 */
export class Connection {
  #around;
  #choice = new TransportChoice("automatic");
  #failures = 0;
  #connectedAt = 0;
  /** What belongs to an attempt that is no longer this one is ignored. */
  #attempt = 0;
  /** Before this it does not come back by itself, in milliseconds of `Date.now()`; unset where it is not waiting. */
  #notBefore = NaN;
  #timer = 0;
  /** @type {Client | undefined} */
  #client;

  /** @param {Surroundings} around */
  constructor(around) {
    this.#around = around;
  }

  /** @param {Wanted} wanted */
  start(wanted) {
    this.#choice = new TransportChoice(wanted);
    this.#failures = 0;
    this.tryNow();
  }

  /** Leaves the present connection or wait, if any, and connects. */
  tryNow() {
    this.#abandon();
    void this.#connect(this.#attempt);
  }

  /**
   * Looks at once whether all is well, since time may have passed that no timer saw: after the page was hidden, the
   * browser offline or the machine asleep. A wait that the server asked for is kept.
   */
  wake() {
    if (Date.now() >= this.#notBefore) {
      this.tryNow();
    } else if (this.#client?.connected) {
      const attempt = this.#attempt;
      probe(this.#client, () => attempt === this.#attempt && this.#wait({ key: "close.silent" }));
    }
  }

  /** @param {number} attempt */
  async #connect(attempt) {
    const transport = this.#choice.current;
    this.#around.onState({ kind: "connecting", transport });
    try {
      const socket = await this.#around.openSocket(transport);
      if (attempt === this.#attempt) {
        this.#connectOver(socket, transport);
      } else {
        socket.close();
      }
    } catch {
      await this.#couldNotOpen(attempt, transport); // WebSocket taken away, or SockJS not to be loaded
    }
  }

  /**
   * @param {NamedSocket} socket
   * @param {Transport} transport
   */
  #connectOver(socket, transport) {
    const attempt = this.#attempt;
    this.#client = connectOver(socket, {
      onConnected: (client, user) =>
        attempt === this.#attempt && this.#connected(client, user, transport, socket.transport),
      onEnd: (end) => attempt === this.#attempt && this.#ended(end, transport),
    });
  }

  /**
   * @param {Client} client
   * @param {string | undefined} user
   * @param {Transport} transport
   * @param {string | undefined} carrier
   */
  #connected(client, user, transport, carrier) {
    if (user !== undefined && user !== this.#around.me) {
      this.#abandon();
      this.#around.onSomebodyElse();
      return;
    }
    this.#choice.opened();
    this.#connectedAt = performance.now();
    this.#around.onState({ kind: "connected", transport, carrier, isFallback: this.#choice.isFallback });
    this.#around.onConnected(client);
  }

  /**
   * @param {import("./attempt.js").End} end
   * @param {Transport} transport
   */
  #ended(end, transport) {
    if (end.kind === "silent") {
      this.#wait({ key: "close.silent" });
    } else if (end.kind === "not-opened") {
      void this.#couldNotOpen(this.#attempt, transport);
    } else {
      this.#closed(end.code, end.reason, end.error);
    }
  }

  /**
   * @param {number} code
   * @param {string} reason
   * @param {string | Words} error
   */
  #closed(code, reason, error) {
    const { reconnect, afterMillis, why, todo } = adviceOn(code, reason);
    const all = error ? { key: "close.withError", params: { why, error } } : why;
    if (reconnect) {
      this.#wait(all, afterMillis);
    } else {
      this.#stop({ kind: "stopped", why: all, todo });
    }
  }

  /**
   * A browser does not tell a blocked WebSocket from a server that is down or wants a sign-in, so ask by HTTP.
   *
   * @param {number} attempt
   * @param {Transport} transport
   */
  async #couldNotOpen(attempt, transport) {
    const answer = await this.#around.checkSignIn();
    if (attempt !== this.#attempt) {
      return;
    }
    if (answer === "signed-out") {
      this.#stop({ kind: "signed-out" });
    } else if (answer === "unreachable") {
      this.#wait({ key: "close.unreachable" });
    } else {
      this.#choice.couldNotOpen();
      this.#wait({ key: "close.notOpened", params: { transport: { key: `transport.${transport}` } } }, 0, this.#choice.isFallback);
    }
  }

  /**
   * @param {Words} why
   * @param {number} atLeastMillis what the server asked for
   * @param {boolean} changedOver to a transport that has not failed yet
   */
  #wait(why, atLeastMillis = 0, changedOver = false) {
    if (this.#connectedAt > 0 && performance.now() - this.#connectedAt > PROVEN_MILLIS) {
      this.#failures = 0;
    }
    const afterMillis = delayMillis(changedOver ? 0 : this.#failures++, atLeastMillis);
    this.#abandon();
    this.#notBefore = Date.now() + atLeastMillis;
    this.#timer = setTimeout(() => this.tryNow(), afterMillis);
    this.#around.onState({ kind: "waiting", why, dueAt: Date.now() + afterMillis });
  }

  /** @param {ConnectionState} state */
  #stop(state) {
    this.#abandon();
    this.#around.onState(state);
  }

  #abandon() {
    clearTimeout(this.#timer);
    this.#attempt++;
    if (this.#connectedAt > 0) {
      this.#choice.ended();
    }
    this.#connectedAt = 0;
    this.#notBefore = NaN;
    void this.#client?.deactivate({ force: true });
    this.#client = undefined;
  }
}
