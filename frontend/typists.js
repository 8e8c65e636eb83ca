// @ts-check

/** Longer than a page waits before it says again that somebody is typing. */
const SHOWN_MILLIS = 4_000;

const MOST = 100;

/** Who is typing in the room shown: names with the time until which they are. */
export class Typists {
  /** @type {Map<string, number>} name -> until when, in milliseconds */
  #until = new Map();

  /**
   * @param {string} name
   * @param {number} nowMillis
   */
  heard(name, nowMillis) {
    if (this.#until.size < MOST || this.#until.has(name)) {
      this.#until.set(name, nowMillis + SHOWN_MILLIS);
    }
  }

  /** @param {string} name of somebody who has said it now */
  done(name) {
    this.#until.delete(name);
  }

  /**
   * @param {number} nowMillis
   * @returns {string[]} their names
   */
  names(nowMillis) {
    for (const [name, until] of this.#until) {
      if (until <= nowMillis) {
        this.#until.delete(name);
      }
    }
    return [...this.#until.keys()];
  }
}
