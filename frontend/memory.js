// @ts-check

/** @typedef {import("./wire.js").ChatMessage} ChatMessage */

/**
 * @typedef {object} Memories
 * @property {ChatMessage[]} messages the newest last
 * @property {number | undefined} leftAt when one was there last, in milliseconds of `Date.now()`
 * @property {string} draft what one was writing there
 */

const PLACES_MOST = 50;
const MESSAGES_MOST = 200;

/** What this page heard at each place while it was there, and was about to say. It is gone with the page. */
export class Memory {
  /** @type {Map<string, Memories>} hash of a place -> what is remembered of it, the latest last */
  #places = new Map();

  /**
   * @param {string} hash
   * @param {ChatMessage} message
   */
  heard(hash, message) {
    const { messages } = this.#at(hash);
    messages.push(message);
    messages.splice(0, messages.length - MESSAGES_MOST);
  }

  /**
   * @param {string} hash
   * @param {string} draft
   * @param {number | undefined} leftAt
   */
  left(hash, draft, leftAt) {
    const memories = this.#at(hash);
    memories.leftAt = leftAt;
    memories.draft = draft;
  }

  /**
   * @param {string} hash
   * @returns {Memories}
   */
  of(hash) {
    return this.#places.get(hash) ?? { messages: [], leftAt: undefined, draft: "" };
  }

  /**
   * The oldest other place where nobody was about to say anything; without one, the oldest.
   *
   * @param {string} hash
   */
  #dispensable(hash) {
    const [oldest] = this.#places.keys();
    for (const [other, { draft }] of this.#places) {
      if (other !== hash && draft === "") {
        return other;
      }
    }
    return oldest;
  }

  /** @param {string} hash */
  #at(hash) {
    const memories = this.of(hash);
    this.#places.delete(hash); // and back as the latest
    this.#places.set(hash, memories);
    if (this.#places.size > PLACES_MOST) {
      this.#places.delete(this.#dispensable(hash));
    }
    return memories;
  }
}
