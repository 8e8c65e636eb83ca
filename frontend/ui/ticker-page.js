// @ts-check
import { Connection } from "../connection.js";
import { onLanguage } from "../i18n.js";
import { listen } from "../market.js";
import { checkSignIn } from "../me.js";
import { Prices } from "../prices.js";
import { Rate } from "../rate.js";
import { openSocket } from "../sockets.js";
import { onWake } from "../wake.js";
import { ConnectionPanel } from "./connection-panel.js";
import { only } from "./elements.js";
import { PageHeader } from "./page-header.js";
import { PriceBoard } from "./price-board.js";
import { PriceView } from "./price-view.js";

const RATE_EVERY_MILLIS = 1_000;

/** The parts of the ticker, wired to one another. */
export class TickerPage {
  panel = only("connection-panel", ConnectionPanel);
  #board = only("price-board", PriceBoard);
  #view = only("price-view", PriceView);
  #prices = new Prices();
  /** @type {Map<string, Rate>} symbol -> how often its price comes */
  #rates = new Map();
  #drawing = false;

  /** @param {import("../me.js").Me} me */
  start(me) {
    only("page-header", PageHeader).me = me;
    this.#board.addEventListener("choose", () => {
      this.#showRate();
      this.#drawSoon();
    });
    onLanguage(() => this.#drawSoon());
    setInterval(() => this.#showRate(), RATE_EVERY_MILLIS);
    this.#showRate();
    this.#connect(me.name);
  }

  /** @param {string} me */
  #connect(me) {
    const connection = new Connection({
      me,
      openSocket: (transport) => openSocket(transport, document.baseURI),
      checkSignIn: () => checkSignIn(document.baseURI),
      onSomebodyElse: () => location.reload(),
      onState: (state) => {
        this.panel.state = state;
        this.#view.live = state.kind === "connected" || this.#prices.symbols.length === 0;
      },
      onConnected: (client) => listen(client, this.#listener()),
    });
    this.panel.addEventListener("try-now", () => connection.tryNow());
    onWake(() => connection.wake());
    connection.start("automatic");
  }

  /** @returns {import("../market.js").MarketView} */
  #listener() {
    return {
      price: (price) => {
        this.#prices.add(price);
        this.#rateOf(price.symbol)?.heard(performance.now());
        this.#drawSoon();
      },
      earlier: (prices) => {
        this.#prices.fill(prices);
        this.#drawSoon();
      },
    };
  }

  /** Many messages, one picture. */
  #drawSoon() {
    if (!this.#drawing) {
      this.#drawing = true;
      requestAnimationFrame(() => {
        this.#drawing = false;
        this.#draw();
      });
    }
  }

  #draw() {
    for (const symbol of this.#prices.symbols) {
      const newest = this.#prices.of(symbol).at(-1);
      if (newest) {
        this.#board.show(newest);
      }
    }
    const shown = this.#prices.of(this.#board.chosen);
    if (shown.length > 0) {
      this.#view.show(shown);
    }
  }

  #showRate() {
    this.#view.rate = this.#rates.get(this.#board.chosen)?.perSecond(performance.now()) ?? 0;
  }

  /** @param {string} symbol */
  #rateOf(symbol) {
    if (!this.#rates.has(symbol) && this.#prices.symbols.includes(symbol)) {
      this.#rates.set(symbol, new Rate());
    }
    return this.#rates.get(symbol);
  }
}
