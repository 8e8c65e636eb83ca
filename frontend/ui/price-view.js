// @ts-check
import "../ticker-words.js";
import { t } from "../i18n.js";
import { change, direction, number, rateNumber } from "../numbers.js";
import { make } from "./elements.js";
import { PriceChart } from "./price-chart.js";
import { PriceTable } from "./price-table.js";
import { say, translate } from "./translated.js";

/** @typedef {import("../prices.js").Price} Price */

/** A screen reader is told the price this often, and when another one is chosen. */
const SPOKEN_MILLIS = 30_000;

/** One price in full, now and before: `<price-view>`. */
export class PriceView extends HTMLElement {
  #name = make("h2");
  #last = make("dd", { class: "last" });
  #change = make("dd", { class: "change" });
  #rate = make("dd");
  #stale = make("p", { class: "stale", "data-t": "ticker.stale", hidden: true });
  #chart = /** @type {PriceChart} */ (document.createElement("price-chart"));
  #table = new PriceTable();
  #spoken = make("p", { class: "visually-hidden", role: "status" });
  #spokenOf = "";
  #spokenAt = -Infinity;

  connectedCallback() {
    if (this.childElementCount === 0) {
      this.append(this.#name, this.#facts(), this.#stale, this.#chart, this.#table.element, this.#spoken);
      translate(this);
    }
  }

  #facts() {
    return make(
      "dl",
      {},
      make("div", {}, make("dt", { "data-t": "price.last" }), this.#last),
      make("div", {}, make("dt", { "data-t": "price.change" }), this.#change),
      make("div", {}, make("dt", { "data-t": "price.rate" }), this.#rate),
    );
  }

  /** @param {boolean} live whether the prices are those of now */
  set live(live) {
    this.#stale.hidden = live;
  }

  /** @param {number} rate messages a second */
  set rate(rate) {
    say(this.#rate, "price.perSecond", { rate: rateNumber(rate) });
  }

  /** @param {readonly Price[]} prices at least one, the newest last */
  show(prices) {
    const newest = prices[prices.length - 1];
    const nameKey = `symbol.${newest.symbol}`;
    say(this.#name, nameKey);
    this.#last.textContent = number(newest.price);
    this.#change.dataset.direction = direction(newest);
    say(this.#change, `price.${direction(newest)}`, { change: change(newest) });
    this.#chart.show(t(nameKey), prices);
    this.#table.show(prices);
    this.#speak(newest, performance.now());
  }

  /**
   * @param {Price} price
   * @param {number} nowMillis
   */
  #speak(price, nowMillis) {
    if (price.symbol !== this.#spokenOf || nowMillis - this.#spokenAt >= SPOKEN_MILLIS) {
      this.#spokenOf = price.symbol;
      this.#spokenAt = nowMillis;
      const name = { key: `symbol.${price.symbol}` };
      say(this.#spoken, "price.spoken", { name, price: number(price.price), change: change(price) });
    }
  }
}

customElements.define("price-view", PriceView);
