// @ts-check
import { make } from "./elements.js";
import { say } from "./translated.js";

/** The one thing that has just gone wrong: `<page-notice>`. */
export class PageNotice extends HTMLElement {
  connectedCallback() {
    this.setAttribute("role", "alert");
  }

  /**
   * @param {string} key
   * @param {import("../i18n.js").Params} [params]
   * @param {string} [quoted] what it is about, as it was written
   */
  show(key, params, quoted = "") {
    const words = make("p");
    say(words, key, params);
    this.replaceChildren(words);
    if (quoted) {
      this.append(make("blockquote", { class: "text" }, quoted));
    }
  }

  clear() {
    this.replaceChildren();
  }
}

customElements.define("page-notice", PageNotice);
