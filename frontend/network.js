// @ts-check
import { CuttableSocket } from "./cuttable-socket.js";
import { needsWebSocket } from "./transport-choice.js";

/** @typedef {import("./transport-choice.js").Transport} Transport */
/** @typedef {import("./sockets.js").NamedSocket} NamedSocket */

/**
 * The page's own way to the server, which can be cut for a while or closed to WebSocket, so that one can watch what
 * happens then. Whatever is open is severed and whatever is new fails, as far as the page can tell; the server sees
 * that the page went away.
 */
export class Network {
  #open;
  /** @type {Map<CuttableSocket, Transport>} */
  #sockets = new Map();
  #cut = new AbortController();
  #isCut = false;
  #blocksWebSocket = false;

  /** @param {(transport: Transport) => Promise<NamedSocket>} open */
  constructor(open) {
    this.#open = open;
  }

  get blocksWebSocket() {
    return this.#blocksWebSocket;
  }

  set blocksWebSocket(on) {
    this.#blocksWebSocket = on;
    this.#sever();
  }

  cut() {
    this.#isCut = true;
    this.#cut.abort();
    this.#sever();
  }

  restore() {
    this.#isCut = false;
    this.#cut = new AbortController();
  }

  /**
   * @param {Transport} transport
   * @returns {Promise<NamedSocket>} rejected where the network does not let it through
   */
  async openSocket(transport) {
    if (this.#stops(transport)) {
      throw new Error(`the network stops ${transport}`);
    }
    const opened = await this.#open(transport);
    if (this.#stops(transport)) {
      opened.close();
      throw new Error(`the network stopped ${transport} meanwhile`);
    }
    const socket = new CuttableSocket(opened, () => this.#sockets.delete(socket));
    this.#sockets.set(socket, transport);
    return socket;
  }

  /** @type {typeof globalThis.fetch} */
  fetch = async (input, init) => {
    if (this.#isCut) {
      throw new TypeError("the network is cut");
    }
    const signals = init?.signal ? [init.signal, this.#cut.signal] : [this.#cut.signal];
    return globalThis.fetch(input, { ...init, signal: AbortSignal.any(signals) });
  };

  /** @param {Transport} transport */
  #stops(transport) {
    return this.#isCut || (this.#blocksWebSocket && needsWebSocket(transport));
  }

  #sever() {
    for (const [socket, transport] of [...this.#sockets]) {
      if (this.#stops(transport)) {
        socket.terminate();
      }
    }
  }
}
