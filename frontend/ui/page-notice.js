// @ts-check
import { make } from "./elements.js";
import { say } from "./translated.js";

/** The one thing that has just gone wrong: `<page-notice>`. What it quotes stands elsewhere, too: the next one takes its place. */
export class PageNotice extends HTMLElement {
  #key = "";

  connectedCallback() {
    this.setAttribute("role", "alert");
  }

  /**
   * @param {string} key
   * @param {import("../i18n.js").Params} [params]
   * @param {{detail?: string, quoted?: string}} [more] what the server adds in English; what it is about, as it was
   *     written
   */
  show(key, params, { detail, quoted } = {}) {
    this.#key = key;
    const words = make("p");
    say(words, key, params);
    this.replaceChildren(words);
    if (detail) {
      this.append(make("p", { class: "detail", lang: "en" }, detail));
    }
    if (quoted) {
      this.append(make("blockquote", { class: "text" }, quoted));
    }
  }

  /** @param {string} [key] of what is to go; without it, whatever there is */
  clear(key = this.#key) {
    if (key === this.#key) {
      this.replaceChildren();
    }
  }
}

customElements.define("page-notice", PageNotice);
