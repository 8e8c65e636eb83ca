// @ts-check

/** @typedef {"websocket" | "sockjs"} Transport */

/**
 * Which transport to try next. Chosen by hand, it stays. Automatic starts with WebSocket and changes over when a
 * transport could not be opened; one that did open is kept, since what it meets later is not a blocked road.
 */
export class TransportChoice {
  /** @type {Transport} */
  #current;
  #automatic;
  #proven = false;

  /** @param {Transport | "automatic"} wanted */
  constructor(wanted) {
    this.#automatic = wanted === "automatic";
    this.#current = wanted === "automatic" ? "websocket" : wanted;
  }

  get current() {
    return this.#current;
  }

  /** Whether the transport in use is not the one this page would rather have. */
  get isFallback() {
    return this.#automatic && this.#current === "sockjs";
  }

  opened() {
    this.#proven = true;
  }

  couldNotOpen() {
    if (this.#automatic && !this.#proven) {
      this.#current = this.#current === "websocket" ? "sockjs" : "websocket";
    }
  }
}
