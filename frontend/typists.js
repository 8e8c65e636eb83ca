// @ts-check

/** Longer than a page waits before it says again that somebody is typing. */
const SHOWN_MILLIS = 4_000;

const NAMED = 3;

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

  clear() {
    this.#until.clear();
  }

  /**
   * @param {number} nowMillis
   * @returns {string} a sentence, empty where nobody is typing
   */
  words(nowMillis) {
    for (const [name, until] of this.#until) {
      if (until <= nowMillis) {
        this.#until.delete(name);
      }
    }
    const names = [...this.#until.keys()];
    if (names.length === 0) {
      return "";
    }
    if (names.length > NAMED) {
      return `${names.length} people are typing…`;
    }
    return `${listed(names)} ${names.length === 1 ? "is" : "are"} typing…`;
  }
}

/** @param {string[]} names at least one */
function listed(names) {
  return names.length === 1 ? names[0] : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
