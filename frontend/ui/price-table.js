// @ts-check
import { number, time } from "../numbers.js";
import { make } from "./elements.js";

/** @typedef {import("../prices.js").Price} Price */

const ROWS = 20;

/** The latest prices one by one, for whoever cannot see the chart. Filled in only while it is open. */
export class PriceTable {
  #rows = make("tbody");
  #details = make(
    "details",
    {},
    make("summary", { "data-t": "table.show" }),
    make(
      "table",
      {},
      make(
        "thead",
        {},
        make("tr", {}, make("th", { scope: "col", "data-t": "table.time" }), make("th", { scope: "col", "data-t": "table.price" })),
      ),
      this.#rows,
    ),
  );
  /** @type {readonly Price[]} */
  #prices = [];

  constructor() {
    this.#details.addEventListener("toggle", () => this.#render());
  }

  get element() {
    return this.#details;
  }

  /** @param {readonly Price[]} prices the newest last */
  show(prices) {
    this.#prices = prices;
    this.#render();
  }

  #render() {
    if (this.#details.open) {
      const latest = this.#prices.slice(-ROWS).reverse();
      this.#rows.replaceChildren(
        ...latest.map(({ at, price }) => make("tr", {}, make("td", {}, time(at)), make("td", {}, number(price)))),
      );
    }
  }
}
