// @ts-check
import { byId, element } from "./elements.js";

/** The one thing that has just gone wrong. */
export class Notice {
  #place = byId("notice", HTMLElement);

  /**
   * @param {string} words
   * @param {string} quoted what it is about, as it was written
   */
  show(words, quoted = "") {
    this.#place.replaceChildren(element("p", "", words));
    if (quoted) {
      this.#place.append(element("blockquote", "text", quoted));
    }
  }

  clear() {
    this.#place.replaceChildren();
  }
}
