// @ts-check
import { byId, make } from "./elements.js";

/** The one thing that has just gone wrong. */
export class Notice {
  #place = byId("notice", HTMLElement);

  /**
   * @param {string} words
   * @param {string} quoted what it is about, as it was written
   */
  show(words, quoted = "") {
    this.#place.replaceChildren(make("p", {}, words));
    if (quoted) {
      this.#place.append(make("blockquote", { class: "text" }, quoted));
    }
  }

  clear() {
    this.#place.replaceChildren();
  }
}
