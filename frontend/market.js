// @ts-check
import { parsePrices } from "./prices.js";

/** @typedef {import("@stomp/stompjs").Client} Client */
/** @typedef {import("./prices.js").Price} Price */

/**
 * @typedef {object} MarketView
 * @property {(price: Price) => void} price as it comes
 * @property {(prices: Price[]) => void} earlier what was before
 */

/**
 * All prices over whichever connection there is now: those to come by one subscription to a pattern, those that were by
 * the server's answer to a subscription of `/app`.
 *
 * @param {Client} client connected
 * @param {MarketView} view
 */
export function listen(client, view) {
  // First, so that the board has all of them in their order before one of them moves.
  client.subscribe("/app/prices", ({ body }) => {
    const latest = parsePrices(body);
    view.earlier(latest);
    for (const { symbol } of latest) {
      client.subscribe(`/app/prices.${symbol}`, (message) => view.earlier(parsePrices(message.body)));
    }
  });
  client.subscribe("/topic/prices.*", ({ body }) => parsePrices(body).forEach((price) => view.price(price)));
}
