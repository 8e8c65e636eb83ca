// @ts-check

/** @typedef {import("@stomp/stompjs").Client} Client */
/** @typedef {import("./place.js").Place} Place */
/** @typedef {{place: Place, text: string}} Said what was to be said, and where */

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
  /** @type {Map<string, Said>} by receipt */
  #unconfirmed = new Map();

  /**
   * @param {Client} client connected
   * @param {string} destination
   * @param {Said} said
   * @returns {boolean} whether it is on its way, and not one of too many
   */
  say(client, destination, said) {
    if (this.#unconfirmed.size >= UNCONFIRMED_MOST) {
      return false;
    }
    const receipt = onReceipt(client, () => this.#unconfirmed.delete(receipt));
    this.#unconfirmed.set(receipt, said);
    client.publish({
      destination,
      headers: { "content-type": "application/json", receipt },
      body: JSON.stringify({ text: said.text }),
    });
    return true;
  }

  /**
   * @param {string} receipt of a frame that was refused
   * @returns {Said | undefined} what was said, if the frame said something
   */
  refused(receipt) {
    const said = this.#unconfirmed.get(receipt);
    this.#unconfirmed.delete(receipt);
    return said;
  }

  /** @returns {Said[]} that whose confirmation can come no more */
  lost() {
    const lost = [...this.#unconfirmed.values()];
    this.#unconfirmed.clear();
    return lost;
  }
}
