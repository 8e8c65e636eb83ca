// @ts-check

/** @typedef {import("./wire.js").DirectMessage} DirectMessage */

const PEOPLE_MOST = 50;
const MESSAGES_MOST = 200;

/** What this page heard and said to single people: the server keeps none of it. */
export class Conversations {
  #me;
  /** @type {Map<string, DirectMessage[]>} name -> what was said, the newest last */
  #byName = new Map();

  /** @param {string} me */
  constructor(me) {
    this.#me = me;
  }

  /**
   * @param {DirectMessage} message
   * @returns {string} with whom this is
   */
  add(message) {
    const name = message.from === this.#me ? message.to : message.from;
    const messages = this.#byName.get(name) ?? [];
    messages.push(message);
    messages.splice(0, messages.length - MESSAGES_MOST);
    this.#byName.delete(name); // and back as the latest
    this.#byName.set(name, messages);
    if (this.#byName.size > PEOPLE_MOST) {
      const [longestSilent] = this.#byName.keys();
      this.#byName.delete(longestSilent);
    }
    return name;
  }

  /**
   * @param {string} name
   * @returns {readonly DirectMessage[]}
   */
  with(name) {
    return this.#byName.get(name) ?? [];
  }
}
