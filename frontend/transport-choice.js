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
 * transport could not be opened; one that did open before may fail once, and is given up when it fails twice in a row,
 * since the page may be on another network by then. A fallback lasts as long as its connection: what kept WebSocket
 * away may have been a full server, and not the network.
 */
export class TransportChoice {
  /** @type {Transport} */
  #current;
  #automatic;
  #failuresMost = 1;
  #failures = 0;

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
    this.#failuresMost = 2;
    this.#failures = 0;
  }

  /** The connection that was up is no more. */
  ended() {
    if (this.isFallback) {
      this.#failuresMost = 1;
      this.#current = "websocket";
    }
  }

  couldNotOpen() {
    if (this.#automatic && ++this.#failures >= this.#failuresMost) {
      this.#failures = 0;
      this.#failuresMost = 1;
      this.#current = this.#current === "websocket" ? "sockjs" : "websocket";
    }
  }
}
