// @ts-check
import { Typists } from "./typists.js";
import { parseChatMessage, parseRefusal, parseTyping } from "./wire.js";

/** @typedef {import("@stomp/stompjs").Client} Client */
/** @typedef {import("@stomp/stompjs").StompSubscription} StompSubscription */

/**
 * @typedef {object} ChatView
 * @property {(room: string, again: boolean) => void} joined again: after a connection was lost
 * @property {(message: import("./wire.js").ChatMessage) => void} message
 * @property {(words: string) => void} typing
 * @property {(why: string, text: string | undefined) => void} refused text: what was to be said, if it was that
 * @property {(texts: string[]) => void} unconfirmed what was said and may not have arrived
 */

const TYPING_EVERY_MILLIS = 2_000;
const UNCONFIRMED_MOST = 100;
const JSON_TYPE = { "content-type": "application/json" };

/** One room at a time, over whichever connection there is now. */
export class Chat {
  #view;
  #me;
  #typists = new Typists();
  #room = "";
  #joinedBefore = false;
  #typingSaidAt = -Infinity;
  #receipts = 0;
  /** @type {Client | undefined} */
  #client;
  /** @type {StompSubscription[]} of the room */
  #subscriptions = [];
  /** @type {Map<string, string>} receipt id -> text */
  #unconfirmed = new Map();

  /**
   * @param {string} me
   * @param {ChatView} view
   */
  constructor(me, view) {
    this.#me = me;
    this.#view = view;
    setInterval(() => this.#showTypists(), 1000);
  }

  /** @param {Client} client connected */
  connected(client) {
    this.#client = client;
    // First, so that a refusal of what follows comes here and does not end the connection.
    client.subscribe("/user/queue/errors", (message) => this.#refused(parseRefusal(message)));
    this.#join(client);
  }

  disconnected() {
    this.#client = undefined;
    this.#subscriptions = [];
    if (this.#unconfirmed.size > 0) {
      this.#view.unconfirmed([...this.#unconfirmed.values()]);
      this.#unconfirmed.clear();
    }
  }

  /** @param {string} room */
  enter(room) {
    for (const subscription of this.#subscriptions) {
      subscription.unsubscribe();
    }
    this.#room = room;
    this.#joinedBefore = false;
    this.#typingSaidAt = -Infinity;
    this.#typists.clear();
    this.#showTypists();
    if (this.#client) {
      this.#join(this.#client);
    }
  }

  /**
   * @param {string} text
   * @returns {boolean} whether it is on its way
   */
  say(text) {
    if (!this.#client?.connected || this.#unconfirmed.size >= UNCONFIRMED_MOST) {
      return false;
    }
    const receipt = this.#onReceipt(this.#client, () => this.#unconfirmed.delete(receipt));
    this.#unconfirmed.set(receipt, text);
    this.#client.publish({
      destination: `/app/rooms.${this.#room}.say`,
      headers: { ...JSON_TYPE, receipt },
      body: JSON.stringify({ text }),
    });
    this.#typingSaidAt = -Infinity;
    return true;
  }

  /** Tells the room, every now and then, that one is typing. */
  typing() {
    const now = performance.now();
    if (this.#client?.connected && now - this.#typingSaidAt >= TYPING_EVERY_MILLIS) {
      this.#typingSaidAt = now;
      this.#client.publish({ destination: `/app/rooms.${this.#room}.typing`, headers: JSON_TYPE, body: "{}" });
    }
  }

  /** @param {Client} client */
  #join(client) {
    const room = this.#room;
    const receipt = this.#onReceipt(client, () => this.#joined(room));
    const channel = `/topic/rooms.${room}`;
    this.#subscriptions = [
      client.subscribe(`${channel}.typing`, ({ body }) => this.#heardTyping(parseTyping(body))),
      client.subscribe(channel, ({ body }) => this.#heard(parseChatMessage(body)), { receipt }),
    ];
  }

  /** @param {string} room that was asked for; one may have gone on to another since */
  #joined(room) {
    if (room === this.#room) {
      this.#view.joined(room, this.#joinedBefore);
      this.#joinedBefore = true;
    }
  }

  /** @param {import("./wire.js").ChatMessage | undefined} message */
  #heard(message) {
    if (message) {
      this.#typists.done(message.from);
      this.#showTypists();
      this.#view.message(message);
    }
  }

  /** @param {string | undefined} name */
  #heardTyping(name) {
    if (name && name !== this.#me) {
      this.#typists.heard(name, performance.now());
      this.#showTypists();
    }
  }

  #showTypists() {
    this.#view.typing(this.#typists.words(performance.now()));
  }

  /** @param {import("./wire.js").Refusal} refusal */
  #refused({ words, receiptId = "" }) {
    const text = this.#unconfirmed.get(receiptId);
    this.#unconfirmed.delete(receiptId);
    this.#view.refused(words, text);
  }

  /**
   * @param {Client} client
   * @param {() => void} then
   * @returns {string} the receipt to ask for
   */
  #onReceipt(client, then) {
    const receipt = `page-${++this.#receipts}`;
    client.watchForReceipt(receipt, then);
    return receipt;
  }
}
