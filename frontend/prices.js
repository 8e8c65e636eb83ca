// @ts-check

/** @typedef {{symbol: string, price: number, open: number, at: number}} Price `at` in milliseconds since 1970 */

const KEPT = 150;

const SYMBOLS_MOST = 50;

/** The latest prices of everything, in the order of their times. */
export class Prices {
  /** @type {Map<string, Price[]>} symbol -> prices, the newest last */
  #all = new Map();

  /** @returns {string[]} in the order in which they were first heard of */
  get symbols() {
    return [...this.#all.keys()];
  }

  /** @param {Price} price one older than the newest is known already, or too late */
  add(price) {
    const known = this.#of(price.symbol);
    const newest = known.at(-1);
    if (!newest || price.at > newest.at) {
      known.push(price);
      known.splice(0, known.length - KEPT);
    }
  }

  /**
   * Fills in what was before what is known.
   *
   * @param {Price[]} earlier in the order of their times
   */
  fill(earlier) {
    for (const symbol of new Set(earlier.map((price) => price.symbol))) {
      const known = this.#of(symbol);
      const times = new Set(known.map(({ at }) => at));
      const missed = earlier.filter((price) => price.symbol === symbol && !times.has(price.at));
      const all = [...known, ...missed].sort((one, other) => one.at - other.at);
      known.splice(0, known.length, ...all.slice(-KEPT));
    }
  }

  /**
   * @param {string} symbol
   * @returns {readonly Price[]} the newest last
   */
  of(symbol) {
    return this.#all.get(symbol) ?? [];
  }

  /** @param {string} symbol */
  #of(symbol) {
    const known = this.#all.get(symbol) ?? [];
    if (this.#all.size < SYMBOLS_MOST) {
      this.#all.set(symbol, known);
    }
    return known;
  }
}

/**
 * What comes over the wire may be anything.
 *
 * @param {string} body
 * @returns {Price[]} those that are prices
 */
export function parsePrices(body) {
  try {
    const value = JSON.parse(body);
    return (Array.isArray(value) ? value : [value]).map(priceOf).filter((price) => price !== undefined);
  } catch {
    return [];
  }
}

/**
 * @param {{[name: string]: unknown} | null} value
 * @returns {Price | undefined}
 */
function priceOf(value) {
  const { symbol, price, open, at } = value ?? {};
  const time = typeof at === "string" ? Date.parse(at) : NaN;
  if (typeof symbol !== "string" || typeof price !== "number" || typeof open !== "number" || Number.isNaN(time)) {
    return undefined;
  }
  return { symbol, price, open, at: time };
}
