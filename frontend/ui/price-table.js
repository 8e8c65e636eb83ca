// @ts-check
import { language } from "../i18n.js";
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
  /** Whose prices the rows are, and in which language. */
  #of = "";
  /** @type {Map<number, HTMLTableRowElement>} time of a price -> its row, the newest last */
  #shown = new Map();

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

  /** A row that stays is left alone: somebody may be reading it. */
  #render() {
    if (!this.#details.open) {
      return;
    }
    const latest = this.#prices.slice(-ROWS);
    const of = `${latest[0]?.symbol} ${language()}`;
    const before = this.#shown;
    const known = of === this.#of ? before : new Map();
    this.#of = of;
    this.#shown = new Map(latest.map((price) => [price.at, known.get(price.at) ?? row(price)]));
    before.forEach((old, at) => this.#shown.get(at) === old || old.remove());
    /** @type {Element | null} */
    let below = null;
    for (const one of this.#shown.values()) {
      if (one.parentElement !== this.#rows) {
        this.#rows.insertBefore(one, below);
      }
      below = one;
    }
  }
}

/** @param {Price} price */
function row({ at, price }) {
  return make("tr", {}, make("td", {}, time(at)), make("td", {}, number(price)));
}
