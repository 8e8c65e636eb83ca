// @ts-check
import { pointsOf, scaleOf } from "../chart-scale.js";
import { number, time } from "../numbers.js";
import { t } from "../i18n.js";

/** @typedef {import("../prices.js").Price} Price */
/** @typedef {import("../chart-scale.js").Area} Area */

const SVG = "http://www.w3.org/2000/svg";

const MARGINS = { left: 8, right: 56, top: 12, bottom: 28 };

/** A line of prices over time: `<price-chart>`. What it shows stands in its label; the prices one by one in a table. */
export class PriceChart extends HTMLElement {
  #svg = draw("svg", { role: "img" });
  /** @type {readonly Price[]} */
  #prices = [];
  #name = "";

  connectedCallback() {
    if (this.childElementCount === 0) {
      this.append(this.#svg);
      new ResizeObserver(() => this.#render()).observe(this);
    }
  }

  /**
   * @param {string} name of what costs that much
   * @param {readonly Price[]} prices the newest last
   */
  show(name, prices) {
    this.#name = name;
    this.#prices = prices;
    this.#render();
  }

  #render() {
    const { clientWidth: width, clientHeight: height } = this;
    if (this.#prices.length === 0 || width === 0 || height === 0) {
      this.#svg.replaceChildren();
      return;
    }
    const area = { width, height, ...MARGINS };
    const scale = scaleOf(this.#prices, area);
    this.#svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.#svg.setAttribute("aria-label", this.#label());
    this.#svg.replaceChildren(
      ...scale.lines.flatMap((price) => priceLine(price, scale.y(price), area)),
      ...times(scale, area),
      ground(this.#prices, scale, area),
      ...openLine(this.#prices[0].open, scale, area),
      ...line(this.#prices, scale),
    );
  }

  #label() {
    const all = this.#prices.map(({ price }) => price);
    const newest = this.#prices[this.#prices.length - 1];
    return t("chart.label", {
      name: this.#name,
      seconds: Math.round((newest.at - this.#prices[0].at) / 1000),
      least: number(Math.min(...all)),
      most: number(Math.max(...all)),
      price: number(newest.price),
    });
  }
}

/** @typedef {ReturnType<typeof scaleOf>} Scale */

/**
 * @param {number} price
 * @param {number} y
 * @param {Area} area
 */
function priceLine(price, y, { left, right, width }) {
  const label = draw("text", { x: width - right + 8, y: y + 4, class: "axis" });
  label.textContent = number(price);
  return [draw("line", { x1: left, x2: width - right, y1: y, y2: y, class: "grid" }), label];
}

/**
 * Where the price was when the server started, if that is in sight.
 *
 * @param {number} open
 * @param {Scale} scale
 * @param {Area} area
 */
function openLine(open, { y, lines }, { left, right, width }) {
  if (open < lines[0] || open > lines[lines.length - 1]) {
    return [];
  }
  const label = draw("text", { x: left + 4, y: y(open) - 4, class: "axis" });
  label.textContent = t("chart.open");
  return [draw("line", { x1: left, x2: width - right, y1: y(open), y2: y(open), class: "open" }), label];
}

/**
 * @param {Scale} scale
 * @param {Area} area
 */
function times({ x, from, to }, { height, width }) {
  const count = width < 480 ? 2 : 4;
  return Array.from({ length: count }, (_, at) => {
    const when = from + ((to - from) * at) / (count - 1);
    const anchor = at === 0 ? "start" : at === count - 1 ? "end" : "middle";
    const label = draw("text", { x: x(when), y: height - 8, class: "axis", "text-anchor": anchor });
    label.textContent = time(when);
    return label;
  });
}

/**
 * @param {readonly Price[]} prices
 * @param {Scale} scale
 * @param {Area} area
 */
function ground(prices, scale, { height, bottom }) {
  const base = height - bottom;
  const corners = `${scale.x(scale.to)},${base} ${scale.x(scale.from)},${base}`;
  return draw("polygon", { points: `${pointsOf(prices, scale)} ${corners}`, class: "area" });
}

/**
 * @param {readonly Price[]} prices
 * @param {Scale} scale
 */
function line(prices, scale) {
  const newest = prices[prices.length - 1];
  return [
    draw("polyline", { points: pointsOf(prices, scale), class: "line" }),
    draw("circle", { cx: scale.x(newest.at), cy: scale.y(newest.price), r: 4, class: "newest" }),
  ];
}

/**
 * @template {keyof SVGElementTagNameMap} K
 * @param {K} tag
 * @param {{[attribute: string]: string | number}} attributes
 * @returns {SVGElementTagNameMap[K]}
 */
function draw(tag, attributes) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) {
    made.setAttribute(name, String(value));
  }
  return made;
}

customElements.define("price-chart", PriceChart);
