// @ts-check

/** @typedef {import("./prices.js").Price} Price */
/** @typedef {{width: number, height: number, left: number, right: number, top: number, bottom: number}} Area */

/** How many lines across, both edges included. */
const LINES = 5;

/** A chart of prices that hardly move shows this share of the price at the least, so that it does not jump. */
const LEAST_SPAN = 0.01;

/**
 * Where prices are in a chart.
 *
 * @param {readonly Price[]} prices at least one, the newest last
 * @param {Area} area in pixels
 */
export function scaleOf(prices, area) {
  const { least, most } = spanOf(prices);
  const from = prices[0].at;
  const to = Math.max(prices[prices.length - 1].at, from + 1);
  /** @param {number} at */
  const x = (at) => area.left + ((at - from) / (to - from)) * (area.width - area.left - area.right);
  /** @param {number} price */
  const y = (price) => area.top + ((most - price) / (most - least)) * (area.height - area.top - area.bottom);
  const lines = Array.from({ length: LINES }, (_, at) => least + ((most - least) * at) / (LINES - 1));
  return { x, y, lines, from, to };
}

/** @param {readonly Price[]} prices */
function spanOf(prices) {
  const all = prices.map(({ price }) => price);
  const low = Math.min(...all);
  const high = Math.max(...all);
  const margin = Math.max((high - low) * 0.1, (prices[0].open * LEAST_SPAN - (high - low)) / 2, 0.01);
  return { least: low - margin, most: high + margin };
}

/**
 * @param {readonly Price[]} prices
 * @param {{x: (at: number) => number, y: (price: number) => number}} scale
 * @returns {string} the points of a line through all of them
 */
export function pointsOf(prices, { x, y }) {
  return prices.map(({ at, price }) => `${x(at).toFixed(1)},${y(price).toFixed(1)}`).join(" ");
}
