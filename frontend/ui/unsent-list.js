// @ts-check
import "../chat-words.js";
import { make } from "./elements.js";
import { say, translate } from "./translated.js";

/** @typedef {import("../i18n.js").Words} Words */
/** @typedef {import("../outgoing.js").Said} Said */

const ITEMS_MOST = 100;

/**
 * What was said and may not have arrived: `<unsent-list>`. It stands there until somebody says it again, in the place
 * it was meant for, or dismisses it.
 */
export class UnsentList extends HTMLElement {
  /** @type {(said: Said) => boolean} returns whether it is on its way; if not, it stays */
  onSayAgain = () => false;
  /** What takes the focus when the button that had it is gone. */
  onDone = () => {};
  #items = make("ul", { "aria-live": "polite", "data-t-aria-label": "unsent.label" });

  connectedCallback() {
    if (this.childElementCount === 0) {
      this.append(this.#items);
      translate(this);
    }
  }

  /**
   * @param {Said} said
   * @param {"unsent.unconfirmed" | "unsent.refused"} key
   * @param {{why: Words}} [params]
   * @param {string} [detail] what the server said of it, in its own language
   */
  add(said, key, params, detail = "") {
    const { kind, name } = said.place;
    const words = make("p");
    say(words, key, { ...params, where: { key: `unsent.${kind}`, params: { name } } });
    const again = make("button", { type: "button", class: "quiet", "data-t": "unsent.again" });
    const dismiss = make("button", { type: "button", class: "quiet", "data-t": "unsent.dismiss" });
    const buttons = make("div", { class: "buttons" }, again, dismiss);
    const details = detail ? [make("p", { class: "detail", lang: "en" }, detail)] : [];
    const item = make("li", {}, words, ...details, make("blockquote", { class: "text" }, said.text), buttons);
    again.addEventListener("click", () => this.onSayAgain(said) && this.#remove(item));
    dismiss.addEventListener("click", () => this.#remove(item));
    translate(item);
    this.#items.append(item);
    if (this.#items.childElementCount > ITEMS_MOST) {
      this.#items.firstElementChild?.remove();
    }
    this.scrollTop = this.scrollHeight;
  }

  /** @param {HTMLLIElement} item */
  #remove(item) {
    item.remove();
    this.onDone();
  }
}

customElements.define("unsent-list", UnsentList);
