// @ts-check

/** @typedef {import("./sockets.js").NamedSocket} NamedSocket */

const BROKE_OFF = { code: 1006, reason: "", wasClean: false };

/**
 * A socket that can be cut like a cable: whoever uses it hears that it broke off, and nothing after that.
 *
 * @implements {NamedSocket}
 */
export class CuttableSocket {
  /** @type {NamedSocket["onopen"]} */
  onopen;
  /** @type {NamedSocket["onmessage"]} */
  onmessage;
  /** @type {NamedSocket["onerror"]} */
  onerror;
  /** @type {NamedSocket["onclose"]} */
  onclose;
  #socket;
  #onGone;
  #cut = false;

  /**
   * @param {NamedSocket} socket
   * @param {() => void} onGone closed or cut
   */
  constructor(socket, onGone) {
    this.#socket = socket;
    this.#onGone = onGone;
    socket.onopen = (event) => this.#cut || this.onopen?.(event);
    socket.onmessage = (event) => this.#cut || this.onmessage?.(event);
    socket.onerror = (event) => this.#cut || this.onerror?.(event);
    socket.onclose = (event) => this.#cut || this.#gone(event);
  }

  get url() {
    return this.#socket.url;
  }

  get transport() {
    return this.#socket.transport;
  }

  get readyState() {
    return this.#cut ? WebSocketState.CLOSED : this.#socket.readyState;
  }

  set binaryType(/** @type {string} */ type) {
    this.#socket.binaryType = type;
  }

  /** @param {Parameters<NamedSocket["send"]>[0]} data */
  send(data) {
    if (!this.#cut) {
      this.#socket.send(data);
    }
  }

  close() {
    this.#socket.close();
  }

  /** Cuts it. The name is the one stompjs asks for. */
  terminate() {
    if (this.#cut) {
      return;
    }
    this.#cut = true;
    this.#socket.close();
    this.#gone(BROKE_OFF);
  }

  /** @param {unknown} event */
  #gone(event) {
    this.#onGone();
    this.onclose?.(event);
  }
}

/** As every browser numbers it; the page may have no WebSocket to ask. */
const WebSocketState = { CLOSED: 3 };
