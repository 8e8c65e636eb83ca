// @ts-check
import { NOWHERE } from "./place.js";
import { Outgoing } from "./outgoing.js";
import { RoomVisit, isQuestion } from "./room-visit.js";
import { parseDirectMessage, parseRefusal } from "./wire.js";

/** @typedef {import("@stomp/stompjs").Client} Client */
/** @typedef {import("./place.js").Place} Place */
/** @typedef {import("./outgoing.js").Said} Said */

/**
 * @typedef {object} OwnView
 * @property {(message: import("./wire.js").DirectMessage) => void} direct
 * @property {(awayMillis: number) => void} resumed the talk with a person, since there is a connection again
 * @property {(refusal: import("./wire.js").Refusal, said: Said | undefined) => void} refused said: what was to be said, if it was that
 * @property {(all: Said[]) => void} unconfirmed what was said and may not have arrived
 */

/** @typedef {OwnView & import("./room-visit.js").RoomView} ChatView */

/** @typedef {"on-its-way" | "no-connection" | "too-many"} Fate what became of a text: too many are unconfirmed */

/** One place at a time, over whichever connection there is now; what others write to one alone comes in anywhere. */
export class Chat {
  #view;
  #me;
  #outgoing = new Outgoing();
  /** @type {Place} */
  #place = NOWHERE;
  /** @type {RoomVisit | undefined} */
  #visit;
  /** @type {Client | undefined} */
  #client;
  /** When the last connection ended, in milliseconds of `Date.now()`; unset before there was one. */
  #lostAt = NaN;
  /** How long one was away before this connection, in milliseconds; NaN for the first. */
  #awayMillis = NaN;

  /**
   * @param {string} me
   * @param {ChatView} view
   */
  constructor(me, view) {
    this.#me = me;
    this.#view = view;
  }

  /** @param {Client} client connected */
  connected(client) {
    this.#client = client;
    this.#awayMillis = Date.now() - this.#lostAt;
    // First, so that a refusal of what follows comes here and does not end the connection.
    client.subscribe("/user/queue/errors", (message) => this.#refused(parseRefusal(message)));
    client.subscribe("/user/queue/inbox", ({ body }) => this.#heard(body));
    this.#visit?.join(client);
    this.#resume(undefined);
  }

  disconnected() {
    if (this.#client) {
      this.#client = undefined;
      this.#lostAt = Date.now();
    }
    this.#visit?.lost();
    const lost = this.#outgoing.lost();
    if (lost.length > 0) {
      this.#view.unconfirmed(lost);
    }
  }

  /** @returns {number | undefined} when one was there last, in milliseconds of `Date.now()` */
  leave() {
    const seenAt = this.#connected ? Date.now() : this.#lostAt;
    const leftAt = this.#place.kind === "person" ? seenAt : this.#visit?.leave(this.#connected !== undefined);
    this.#place = NOWHERE;
    this.#visit = undefined;
    return leftAt;
  }

  /**
   * After `leave`.
   *
   * @param {Place} place
   * @param {number | undefined} leftAt when one was there last, in milliseconds of `Date.now()`
   */
  enter(place, leftAt) {
    this.#place = place;
    this.#visit = place.kind === "room" ? new RoomVisit(place.name, this.#me, this.#view, leftAt) : undefined;
    if (this.#connected) {
      this.#visit?.join(this.#connected);
      this.#resume(leftAt);
    }
  }

  /**
   * A talk with one person is not resumed as a room is: what came while there was no connection is missing in it.
   *
   * @param {number | undefined} seenAt when one was there last with a connection, in milliseconds of `Date.now()`
   */
  #resume(seenAt) {
    const seenSince = seenAt !== undefined && seenAt > this.#lostAt;
    if (this.#place.kind === "person" && !Number.isNaN(this.#awayMillis) && !seenSince) {
      this.#view.resumed(this.#awayMillis);
    }
  }

  /**
   * @param {Said} said
   * @returns {Fate}
   */
  say(said) {
    if (!this.#connected || said.place.kind === "nowhere") {
      return "no-connection";
    }
    if (said.place === this.#place) {
      this.#visit?.doneTyping();
    }
    const onItsWay = this.#outgoing.say(this.#connected, destinationOf(said.place), said);
    return onItsWay ? "on-its-way" : "too-many";
  }

  typing() {
    if (this.#connected) {
      this.#visit?.typing(this.#connected);
    }
  }

  get #connected() {
    return this.#client?.connected ? this.#client : undefined;
  }

  /** @param {string} body */
  #heard(body) {
    const message = parseDirectMessage(body);
    if (message) {
      this.#view.direct(message);
    }
  }

  /** @param {import("./wire.js").Refusal} refusal */
  #refused(refusal) {
    const { receiptId, subscriptionId } = refusal;
    if (isQuestion(subscriptionId)) {
      return;
    }
    this.#view.refused(refusal, receiptId ? this.#outgoing.refused(receiptId) : undefined);
  }
}

/** @param {Place} place */
function destinationOf({ kind, name }) {
  return kind === "person" ? `/app/inbox.${name}` : `/app/rooms.${name}.say`;
}
