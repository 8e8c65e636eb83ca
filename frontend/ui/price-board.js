// @ts-check
import "../ticker-words.js";
import { change, direction, number } from "../numbers.js";
import { make } from "./elements.js";
import { say, translate } from "./translated.js";

/** @typedef {import("../prices.js").Price} Price */

/** Everything with its latest price, one of which is shown in full: `<price-board>`. Dispatches `choose`. */
export class PriceBoard extends HTMLElement {
  #empty = make("p", { class: "faint", "data-t": "board.empty" });
  #choices = make("fieldset", {}, make("legend", { class: "visually-hidden", "data-t": "board.label" }));
  /** @type {Map<string, {price: HTMLElement, change: HTMLElement}>} symbol -> where its price stands */
  #rows = new Map();
  #chosen = "";

  /** The symbol of the one to show, empty before there is any. */
  get chosen() {
    return this.#chosen;
  }

  connectedCallback() {
    if (this.childElementCount === 0) {
      this.append(this.#empty, this.#choices);
      translate(this);
    }
  }

  /** @param {Price} price the latest of its symbol */
  show(price) {
    const row = this.#rows.get(price.symbol) ?? this.#add(price.symbol);
    row.price.textContent = number(price.price);
    row.change.dataset.direction = direction(price);
    say(row.change, `price.${direction(price)}`, { change: change(price) });
  }

  /** @param {string} symbol */
  #add(symbol) {
    const row = { price: make("span", { class: "price" }), change: make("span", { class: "change" }) };
    const first = this.#rows.size === 0;
    const radio = make("input", { type: "radio", name: "symbol", value: symbol, checked: first, autocomplete: "off" });
    radio.addEventListener("change", () => this.#choose(symbol));
    const name = make("span", { class: "name", "data-t": `symbol.${symbol}` });
    this.#choices.append(make("label", {}, radio, name, row.price, row.change));
    translate(this.#choices);
    this.#rows.set(symbol, row);
    this.#empty.hidden = true;
    if (first) {
      this.#choose(symbol);
    }
    return row;
  }

  /** @param {string} symbol */
  #choose(symbol) {
    this.#chosen = symbol;
    this.dispatchEvent(new Event("choose"));
  }
}

customElements.define("price-board", PriceBoard);
