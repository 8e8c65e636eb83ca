// @ts-check

/** @typedef {import("@stomp/stompjs").Client} Client */

const UNCONFIRMED_MOST = 100;

let receipts = 0;

/**
 * @param {Client} client
 * @param {() => void} then
 * @returns {string} the receipt to ask for
 */
export function onReceipt(client, then) {
  const receipt = `page-${++receipts}`;
  client.watchForReceipt(receipt, then);
  return receipt;
}

/** What was said and the server has not confirmed yet: a text may have arrived only where its receipt came back. */
export class Outgoing {
  /** @type {Map<string, string>} receipt -> text */
  #unconfirmed = new Map();

  /**
   * @param {Client} client connected
   * @param {string} destination
   * @param {string} text
   * @returns {boolean} whether it is on its way, and not one of too many
   */
  say(client, destination, text) {
    if (this.#unconfirmed.size >= UNCONFIRMED_MOST) {
      return false;
    }
    const receipt = onReceipt(client, () => this.#unconfirmed.delete(receipt));
    this.#unconfirmed.set(receipt, text);
    client.publish({
      destination,
      headers: { "content-type": "application/json", receipt },
      body: JSON.stringify({ text }),
    });
    return true;
  }

  /**
   * @param {string} receipt of a frame that was refused
   * @returns {string | undefined} the text, if it was one
   */
  refused(receipt) {
    const text = this.#unconfirmed.get(receipt);
    this.#unconfirmed.delete(receipt);
    return text;
  }

  /** @returns {string[]} the texts whose confirmation can come no more */
  lost() {
    const texts = [...this.#unconfirmed.values()];
    this.#unconfirmed.clear();
    return texts;
  }
}
