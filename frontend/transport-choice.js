// @ts-check

/** @typedef {"websocket" | "sockjs-websocket" | "xhr-streaming" | "eventsource" | "htmlfile" | "xhr-polling"} Forced */
/** @typedef {Forced | "sockjs"} Transport `sockjs` is whichever of its transports opens, WebSocket left out */
/** @typedef {Forced | "automatic"} Wanted */

/** @type {readonly Wanted[]} what one may choose, the usual first */
export const WANTED = [
  "automatic",
  "websocket",
  "sockjs-websocket",
  "xhr-streaming",
  "eventsource",
  "htmlfile",
  "xhr-polling",
];

/**
 * Whether a network that lets no WebSocket through stops it.
 *
 * @param {Transport} transport
 */
export function needsWebSocket(transport) {
  return transport === "websocket" || transport === "sockjs-websocket";
}

/**
 * Which transport to try next. Chosen by hand, it stays. Automatic starts with WebSocket and changes over when a
 * transport could not be opened; one that did open is kept, since what it meets later is not a blocked road.
 */
export class TransportChoice {
  /** @type {Transport} */
  #current;
  #automatic;
  #proven = false;

  /** @param {Wanted} wanted */
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
