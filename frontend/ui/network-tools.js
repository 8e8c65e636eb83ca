// @ts-check
import "../chat-words.js";
import { WANTED } from "../transport-choice.js";
import { make } from "./elements.js";
import { say, translate } from "./translated.js";

/** @typedef {import("../transport-choice.js").Wanted} Wanted */

const CUT_SECONDS = 5;

/** Where the tools are folded, so that there is room for the talk; as in `chat-narrow.css`. */
const NARROW = matchMedia("(max-width: 45rem)");

/**
 * Lets one choose the transport and spoil the page's network: `<network-tools>`. Dispatches `transport`, `block`,
 * `cut` and `restored`; what is chosen stands in `wanted` and `blocks`.
 */
export class NetworkTools extends HTMLElement {
  #transport = make("select", { autocomplete: "off" });
  #block = make("button", { type: "button", class: "quiet", "aria-pressed": "false", "data-t": "tools.block" });
  #cut = make("button", { type: "button", class: "quiet", "data-t": "tools.cut" });
  #restoredAt = 0;

  /** @returns {Wanted} */
  get wanted() {
    return WANTED.find((one) => one === this.#transport.value) ?? "automatic";
  }

  get blocks() {
    return this.#block.getAttribute("aria-pressed") === "true";
  }

  connectedCallback() {
    if (this.childElementCount === 0) {
      this.#build();
    }
  }

  #build() {
    for (const one of WANTED) {
      this.#transport.append(make("option", { value: one, "data-t": `transport.${one}` }));
    }
    this.#transport.addEventListener("change", () => this.dispatchEvent(new Event("transport")));
    this.#block.addEventListener("click", () => {
      this.#block.setAttribute("aria-pressed", String(!this.blocks));
      this.dispatchEvent(new Event("block"));
    });
    this.#cut.addEventListener("click", () => this.#cutNow());
    const details = make(
      "details",
      {},
      make("summary", {}, make("h2", { id: "tools-title", "data-t": "tools.label" })),
      make("label", { class: "stacked" }, make("span", { "data-t": "connection.transport" }), this.#transport),
      make("div", { class: "buttons" }, this.#block, this.#cut),
      make("p", { class: "faint", "data-t": "tools.hint" }),
    );
    this.append(details);
    translate(this);
    NARROW.addEventListener("change", () => (details.open = !NARROW.matches));
    details.open = !NARROW.matches;
  }

  #cutNow() {
    if (this.#restoredAt > 0) {
      return; // it stays a button, so that the focus is not lost
    }
    this.#restoredAt = Date.now() + CUT_SECONDS * 1000;
    this.#cut.setAttribute("aria-disabled", "true");
    this.dispatchEvent(new Event("cut"));
    this.#count();
  }

  #count() {
    const leftMillis = this.#restoredAt - Date.now();
    if (leftMillis > 0) {
      say(this.#cut, "tools.isCut", { count: Math.ceil(leftMillis / 1000) });
      setTimeout(() => this.#count(), Math.min(leftMillis, 250));
      return;
    }
    this.#restoredAt = 0;
    this.#cut.removeAttribute("aria-disabled");
    say(this.#cut, "tools.cut");
    this.dispatchEvent(new Event("restored"));
  }
}

customElements.define("network-tools", NetworkTools);
