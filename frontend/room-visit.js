// @ts-check
import { onReceipt } from "./outgoing.js";
import { Typists } from "./typists.js";
import { parseChatMessage, parseFacts, parseTyping } from "./wire.js";

/** @typedef {import("@stomp/stompjs").Client} Client */
/** @typedef {import("@stomp/stompjs").StompSubscription} StompSubscription */

/**
 * @typedef {object} RoomView
 * @property {(room: string, awayMillis: number | undefined) => void} joined awayMillis: since one was here last
 * @property {(message: import("./wire.js").ChatMessage) => void} message
 * @property {(facts: import("./wire.js").Facts) => void} facts
 * @property {(names: string[]) => void} typing
 */

const TYPING_EVERY_MILLIS = 2_000;
const FACTS_EVERY_MILLIS = 5_000;
const NAMES_MOST = 100;
const QUESTION = "facts-";
const JSON_TYPE = { "content-type": "application/json" };

let questions = 0;

/**
 * Whether a subscription asked for a room's facts, which a server may not have.
 *
 * @param {string | undefined} subscription its id
 */
export function isQuestion(subscription) {
  return subscription?.startsWith(QUESTION) ?? false;
}

/** One's stay in a room, over however many connections. */
export class RoomVisit {
  #room;
  #me;
  #view;
  #typists = new Typists();
  #typingSaidAt = -Infinity;
  #lostAt;
  #isIn = false;
  /** @type {StompSubscription | undefined} the one that waits for its answer */
  #question;
  #later = 0;
  /** @type {Set<string>} whom the room's facts had to name when one asked last */
  #seen = new Set();
  /** @type {Client | undefined} */
  #client;
  #sweep = setInterval(() => this.#showTypists(), 1000);
  /** @type {StompSubscription[]} */
  #subscriptions = [];

  /**
   * @param {string} room
   * @param {string} me
   * @param {RoomView} view
   * @param {number | undefined} lostAt when one was here last, in milliseconds of `Date.now()`
   */
  constructor(room, me, view, lostAt) {
    this.#room = room;
    this.#me = me;
    this.#view = view;
    this.#lostAt = lostAt;
  }

  /** @param {Client} client connected */
  join(client) {
    const channel = `/topic/rooms.${this.#room}`;
    this.#client = client;
    const receipt = onReceipt(client, () => this.#joined(client));
    this.#subscriptions = [
      client.subscribe(`${channel}.typing`, ({ body }) => this.#heardTyping(parseTyping(body))),
      client.subscribe(channel, ({ body }) => this.#heard(parseChatMessage(body)), { receipt }),
    ];
    this.#ask(client);
  }

  /** The connection is gone, and with it the subscriptions. */
  lost() {
    this.#askNoMore();
    this.#question = undefined;
    this.#subscriptions = [];
    this.#client = undefined;
    if (this.#isIn) {
      this.#isIn = false;
      this.#lostAt = Date.now();
    }
  }

  /**
   * @param {boolean} connected
   * @returns {number | undefined} when one was in the room last, in milliseconds of `Date.now()`
   */
  leave(connected) {
    clearInterval(this.#sweep);
    this.#askNoMore();
    if (connected) {
      this.#question?.unsubscribe();
      this.#subscriptions.forEach((subscription) => subscription.unsubscribe());
    }
    this.#question = undefined;
    this.#subscriptions = [];
    this.#client = undefined;
    this.#view.typing([]);
    return this.#isIn ? Date.now() : this.#lostAt;
  }

  /**
   * Tells the room, every now and then, that one is typing.
   *
   * @param {Client} client connected
   */
  typing(client) {
    const now = performance.now();
    if (now - this.#typingSaidAt >= TYPING_EVERY_MILLIS) {
      this.#typingSaidAt = now;
      client.publish({ destination: `/app/rooms.${this.#room}.typing`, headers: JSON_TYPE, body: "{}" });
    }
  }

  /** One has said it. */
  doneTyping() {
    this.#typingSaidAt = -Infinity;
  }

  /** @param {Client} client connected */
  #ask(client) {
    this.#askNoMore();
    this.#question?.unsubscribe();
    const heard = (/** @type {import("@stomp/stompjs").IMessage} */ { body }) => {
      this.#question?.unsubscribe(); // there is one answer
      this.#question = undefined;
      const facts = parseFacts(body);
      facts.members.forEach((name) => this.#seen.add(name));
      this.#view.facts(facts);
    };
    this.#question = client.subscribe(`/app/rooms.${this.#room}`, heard, { id: `${QUESTION}${++questions}` });
  }

  /** @param {string} name of somebody who may have come since one asked */
  #sees(name) {
    if (this.#client?.connected && !this.#seen.has(name) && this.#seen.size < NAMES_MOST) {
      this.#seen.add(name);
      this.#ask(this.#client);
    }
  }

  /** What was said has changed the facts, and may do so many times a second. */
  #askLater() {
    this.#later ||= setTimeout(() => this.#client?.connected && this.#ask(this.#client), FACTS_EVERY_MILLIS);
  }

  #askNoMore() {
    clearTimeout(this.#later);
    this.#later = 0;
  }

  /** @param {Client} client of the room that was entered */
  #joined(client) {
    if (client !== this.#client) {
      return; // one has left
    }
    this.#isIn = true;
    this.#view.joined(this.#room, this.#lostAt === undefined ? undefined : Date.now() - this.#lostAt);
  }

  /** @param {import("./wire.js").ChatMessage | undefined} message */
  #heard(message) {
    if (message) {
      this.#sees(message.from);
      this.#askLater();
      this.#typists.done(message.from);
      this.#showTypists();
      this.#view.message(message);
    }
  }

  /** @param {string | undefined} name */
  #heardTyping(name) {
    if (name && name !== this.#me) {
      this.#sees(name);
      this.#typists.heard(name, performance.now());
      this.#showTypists();
    }
  }

  #showTypists() {
    this.#view.typing(this.#typists.names(performance.now()));
  }
}
